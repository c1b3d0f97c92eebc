/**
 * The counting rules, one class each, with their sources (spec counting).
 *
 * <p>Each is a pure function of ballots (or totals), its own settings and the tie rule. None
 * depends on the order of a hash table, on time or on chance; sums and shares are exact or cut off
 * where the rule says so.
 */
package city.urna.verifier.count.method;
