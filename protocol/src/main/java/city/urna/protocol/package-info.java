/**
 * Bytes, group, transcript, proofs, ballots, ceremonies, mixes, tallies and the log: what every
 * party computes alike.
 */
package city.urna.protocol;
