/**
 * The group, the transcript and the proofs (spec encoding §1, §4, proofs), written from the
 * specification alone. The field and the sums of many products are its own; what is checked one by
 * one is multiplied by Bouncy Castle, so that the two watch each other.
 *
 * <p>Everything here is variable time: a verifier sees public values only.
 */
package city.urna.verifier.arithmetic;
