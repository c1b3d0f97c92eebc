package city.urna.verifier.export;

import city.urna.verifier.arithmetic.Transcript;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.signature.EcdsaP256;
import city.urna.verifier.signature.Ed25519;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The P-256 key that signs publications, attested by the clerk who certified (spec exports §2).
 *
 * @param key 33 bytes
 */
record DocumentKey(Bytes key) {
  /** The key, if the clerk's signature on it holds; otherwise notes why not. */
  static Optional<DocumentKey> attested(
      Bytes key, Bytes attestation, Certified certified, Faults faults) {
    Bytes statement =
        Transcript.of("document-key", certified.process(), certified.scope(), certified.election())
            .absorb("clerk", certified.clerk().id())
            .absorb("key", key)
            .hash();
    if (!EcdsaP256.isKey(key)) {
      faults.add("the publisher's key is no P-256 key");
      return Optional.empty();
    }
    if (!Ed25519.verifies(certified.clerkKey(), statement, attestation)) {
      faults.add("the publisher's key is not attested by the clerk who certified");
      return Optional.empty();
    }
    return Optional.of(new DocumentKey(key));
  }

  /** A detached JWS (RFC 7515 appendix F) with ES256 over these bytes. */
  void checkDetached(String jws, Bytes payload, Faults faults) {
    String[] parts = jws.split("\\.", -1);
    if (parts.length != 3 || !parts[1].isEmpty()) {
      faults.add("it is no detached JWS: header, nothing, signature, parted by points");
      return;
    }
    Optional<byte[]> header = decoded(parts[0]);
    Optional<byte[]> signature = decoded(parts[2]);
    if (header.isEmpty() || signature.isEmpty()) {
      faults.add("its parts are no base64url without padding");
      return;
    }
    Optional<JsonNode> fields =
        Json.read(new String(header.get(), StandardCharsets.UTF_8)).filter(JsonNode::isObject);
    if (fields.isEmpty()
        || !fields.get().path("alg").asText().equals("ES256")
        || fields.get().has("crit")
        || fields.get().has("b64")) {
      faults.add("its header does not say ES256, and nothing critical");
      return;
    }
    String input =
        parts[0] + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(payload.toArray());
    Bytes raw = Bytes.of(signature.get());
    if (raw.size() != 64 || !EcdsaP256.verifies(key, Bytes.ofUtf8(input), raw)) {
      faults.add("its signature is not the attested key's over certificate.json");
    }
  }

  /** Base64url that would be written the same way again. */
  private static Optional<byte[]> decoded(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      boolean canonical =
          Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text);
      return canonical ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException wrong) {
      return Optional.empty();
    }
  }
}
