/**
 * Exponential ElGamal over P-256 (spec proofs §1): what a ballot's answers are encrypted with, and
 * what is summed up without being opened.
 *
 * <p>Secret against everybody who does not hold t trustee shares, as long as discrete logarithms in
 * P-256 are hard. It is malleable by design; the range proofs that travel with each ciphertext bind
 * it to its credential and place.
 */
package city.urna.protocol.elgamal;
