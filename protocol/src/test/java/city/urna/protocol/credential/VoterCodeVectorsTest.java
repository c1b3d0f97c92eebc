package city.urna.protocol.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import city.urna.protocol.Vectors;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.signature.Ed25519PrivateKey;
import city.urna.protocol.signature.SecretAccess;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** The reference's voter codes and the roll keys made of them. */
class VoterCodeVectorsTest {
  private static final SecretAccess ACCESS = SecretAccess.granted();
  private static final JsonNode FILE = Vectors.ours("voter-codes.json");

  @Test
  void validOnesAreReadAndGiveTheirKeys() {
    for (JsonNode vector : Vectors.each(FILE.required("valid"))) {
      VoterCode code = VoterCode.parse(vector.required("text").asText()).orThrow();
      VoterCode made = VoterCode.of(Vectors.hex(vector, "random"));
      assertEquals(vector.required("characters").asText(), code.characters(ACCESS));
      assertEquals(vector.required("characters").asText(), made.characters(ACCESS));
      assertEquals(vector.required("printed").asText(), made.print(ACCESS));
      for (JsonNode key : vector.required("keys")) {
        Ed25519PrivateKey rollKey =
            RollKey.derive(
                code,
                key.required("process").asText(),
                key.required("scope").asText(),
                key.required("registrar").asText());
        assertEquals(Vectors.hex(key, "seed"), rollKey.seed(ACCESS));
        assertEquals(Vectors.hex(key, "rollKey"), rollKey.publicKey());
      }
    }
  }

  @Test
  void invalidOnesAreRefused() {
    for (JsonNode vector : Vectors.each(FILE.required("invalid"))) {
      assertInstanceOf(
          Parsed.Malformed.class,
          VoterCode.parse(vector.required("text").asText()),
          vector.path("why").asText());
    }
  }
}
