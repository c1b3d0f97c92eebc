package city.urna.protocol.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.Vectors;
import city.urna.protocol.bytes.Bytes;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** The reference's signatures under the strict rule. */
class Ed25519VectorsTest {
  private static final JsonNode FILE = Vectors.ours("ed25519-strict.json");

  @Test
  void validOnesVerifyAndAreMadeAgain() {
    for (JsonNode vector : Vectors.each(FILE.required("valid"))) {
      Bytes key = Vectors.hex(vector, "key");
      Bytes message = Vectors.hex(vector, "message");
      Bytes signature = Vectors.hex(vector, "signature");
      assertTrue(Signatures.verify(key, message, signature), vector.toString());
      if (!vector.required("seed").asText().isEmpty()) {
        Ed25519PrivateKey made = Ed25519PrivateKey.fromSeed(Vectors.hex(vector, "seed"));
        assertEquals(key, made.publicKey());
        assertEquals(signature, made.sign(message));
      }
    }
  }

  @Test
  void invalidOnesAreRefused() {
    for (JsonNode vector : Vectors.each(FILE.required("invalid"))) {
      Bytes key = Vectors.hex(vector, "key");
      if (vector.has("signature")) {
        assertFalse(
            Signatures.verify(
                key, Vectors.hex(vector, "message"), Vectors.hex(vector, "signature")),
            vector.path("why").asText());
      } else {
        assertFalse(Signatures.isKey(key), vector.path("why").asText());
      }
    }
  }
}
