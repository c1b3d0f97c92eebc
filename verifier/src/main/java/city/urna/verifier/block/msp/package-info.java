/**
 * Fabric's membership: an organization's roots, and whether a certificate is a member, a peer, an
 * orderer, a client or an administrator of it (spec fabric, "Identities").
 *
 * <p>What it proves: that a key was certified, in one chain and not revoked, by a root that the
 * channel configuration names. The rules are those of Fabric's own validation, read in its source
 * and compared with its peers; where a peer ignores expiry, so do these, and the report says it.
 * Not trusted: every certificate, list and signature.
 */
package city.urna.verifier.block.msp;
