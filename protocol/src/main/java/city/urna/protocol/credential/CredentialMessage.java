package city.urna.protocol.credential;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.transcript.Context;
import city.urna.protocol.transcript.Transcript;

/** What an issuer signs blind: a credential, in one election, style and by one issuer. */
public final class CredentialMessage {
  private CredentialMessage() {}

  /**
   * The message for one issuer (spec credentials §4.2).
   *
   * @param election process, scope and election hash
   * @param credential the 32 bytes of the credential's Ed25519 key
   */
  public static Digest of(Context election, String style, String issuer, Bytes credential) {
    return Transcript.of("credential", election)
        .absorb("style", style)
        .absorb("issuer", issuer)
        .absorb("credential", credential)
        .hash();
  }
}
