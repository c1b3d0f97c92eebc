/**
 * The envelope of every record, who must have signed it, and what makes a definition one that does
 * not contradict itself (spec records §1–§3, §7).
 *
 * <p>Proves who wrote a record and that it means one thing only, against anyone who would have two
 * programs read the same bytes differently.
 */
package city.urna.protocol.record;
