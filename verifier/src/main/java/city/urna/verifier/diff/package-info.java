/**
 * Compares two archives of one log, say from two organizations: the same, one an extension of the
 * other, or a fork (spec log).
 *
 * <p>Not trusted: either archive. What a fork proves rests on the log's signatures, which are
 * verified where a trust file is given.
 */
package city.urna.verifier.diff;
