/**
 * Signatures of people and organizations, and the files that keep their keys (spec encoding §1.7,
 * §1.8).
 *
 * <p>Proves who wrote a record, against anyone who lacks the key. Libraries differ on which Ed25519
 * signatures they accept; here there is one strict rule, so that no two programs ever differ about
 * a record. Secrets show themselves only to a holder of {@link
 * city.urna.protocol.signature.SecretAccess}. Not constant-time: Java promises none, and ECDSA here
 * is Bouncy Castle's.
 */
package city.urna.protocol.signature;
