package city.urna.verifier.block.msp;

/** What a certified key signs with, as far as identities are concerned. */
enum KeyAlgorithm {
  ECDSA,
  ED25519,
  /** Certifies others, but is no identity: RSA. */
  CERTIFIES_ONLY,
  UNKNOWN
}
