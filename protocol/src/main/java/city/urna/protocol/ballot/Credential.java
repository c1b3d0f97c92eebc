package city.urna.protocol.ballot;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.credential.CredentialSignature;
import city.urna.protocol.records.IssuerSignature;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The public half of a credential: its Ed25519 key, and the signatures on it by issuer id. */
public record Credential(Bytes key, Map<String, CredentialSignature> signatures) {
  public Credential {
    signatures = Map.copyOf(signatures);
  }

  /** The signatures as a ballot or an act holds them. */
  public List<IssuerSignature> inOrder(Collection<String> issuers) {
    return issuers.stream()
        .filter(signatures::containsKey)
        .map(
            issuer ->
                IssuerSignature.newBuilder()
                    .setIssuer(issuer)
                    .setPrefix(signatures.get(issuer).prefix().toByteString())
                    .setValue(signatures.get(issuer).value().toByteString())
                    .build())
        .toList();
  }
}
