/**
 * From the counted ballots to the counts (spec tally): the closed set that every organization
 * computes for itself, the trustees' decryption shares, and the numbers that come of them.
 *
 * <p>Nobody opens a single ballot: only the products named by the closed set are decrypted, by t
 * trustees, each of whom proves its share. A wrong share is found and passed over; a count is the
 * one number whose multiple of G is the decrypted point.
 */
package city.urna.protocol.tally;
