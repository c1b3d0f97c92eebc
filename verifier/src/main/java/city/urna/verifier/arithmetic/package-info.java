/**
 * The group, the transcript and the proofs (spec encoding §1, §4, proofs), written from the
 * specification and Bouncy Castle's curve arithmetic alone.
 *
 * <p>Everything here is variable time: a verifier sees public values only.
 */
package city.urna.verifier.arithmetic;
