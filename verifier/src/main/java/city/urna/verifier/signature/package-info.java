/**
 * Signatures, verified strictly (spec encoding §1.7–8, credentials §4): Ed25519, ECDSA over P-256,
 * and RSA blind signatures. Only verification, of public values, in variable time.
 */
package city.urna.verifier.signature;
