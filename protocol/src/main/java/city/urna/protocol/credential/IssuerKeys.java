package city.urna.protocol.credential;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.signature.Ed25519PublicKey;
import city.urna.protocol.signature.Signatures;
import city.urna.protocol.transcript.Context;
import city.urna.protocol.transcript.Transcript;

/** An issuer's word that an RSA key is its own, for one style (spec credentials §3.2). */
public final class IssuerKeys {
  private IssuerKeys() {}

  /**
   * What the issuer's Ed25519 key signs.
   *
   * @param process process, scope and the record hash of the process
   */
  public static Digest attestationDigest(
      Context process, String issuer, String style, Bytes modulus) {
    return Transcript.of("issuer-key", process)
        .absorb("issuer", issuer)
        .absorb("style", style)
        .absorb("modulus", modulus)
        .hash();
  }

  /** Whether the issuer attested this modulus. */
  public static boolean isAttested(
      Context process,
      String issuer,
      String style,
      Bytes modulus,
      Ed25519PublicKey issuerKey,
      Bytes attestation) {
    return Signatures.verify(
        issuerKey, attestationDigest(process, issuer, style, modulus).value(), attestation);
  }
}
