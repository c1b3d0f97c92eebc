/**
 * Who or what is selected: pure functions of ballots or totals, the items in ballot order, and the
 * rule for ties (spec counting), with every round and its reasons as data. The verifier counts
 * again by code of its own, in other ways.
 */
package city.urna.protocol.count;
