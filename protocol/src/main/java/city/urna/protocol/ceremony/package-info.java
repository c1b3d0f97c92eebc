/**
 * The trustees' key, made by all of them and held by none (spec ceremony): Pedersen's distributed
 * key generation with Feldman commitments.
 *
 * <p>What it gives: fewer than t trustees learn nothing of the secret key, and no trustee can steer
 * the joint key, because each is bound by a hash before it sees another's contribution. A trustee
 * that sends a bad share is found out: the share does not fit its public coefficients.
 *
 * <p>Source: Pedersen, A Threshold Cryptosystem without a Trusted Party, 1991; Feldman, A Practical
 * Scheme for Non-interactive Verifiable Secret Sharing, 1987. Shares travel by HPKE (RFC 9180).
 */
package city.urna.protocol.ceremony;
