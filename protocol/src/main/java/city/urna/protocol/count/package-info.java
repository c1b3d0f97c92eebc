/**
 * Who or what is selected, given the counts: pure functions of items, their order on the ballot,
 * and votes (spec counting). The verifier counts again by code of its own.
 */
package city.urna.protocol.count;
