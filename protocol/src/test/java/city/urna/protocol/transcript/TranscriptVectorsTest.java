package city.urna.protocol.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import city.urna.protocol.Vectors;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.group.Scalar;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference's transcripts: the same string, hash and challenge. */
class TranscriptVectorsTest {
  private static final JsonNode FILE = Vectors.ours("transcript.json");

  @Test
  void validOnesAgree() {
    for (JsonNode vector : Vectors.each(FILE.required("valid"))) {
      Transcript transcript = transcript(vector);
      assertEquals(Vectors.hex(vector, "string"), transcript.bytes());
      assertEquals(Vectors.hex(vector, "hash"), transcript.hash().value());
      assertEquals(challenge(vector), transcript.challenge());
    }
  }

  @Test
  void anotherStatementIsAnotherTranscript() {
    for (JsonNode vector : Vectors.each(FILE.required("invalid"), "must", "differ")) {
      Transcript transcript = transcript(vector);
      assertNotEquals(
          List.of(Vectors.hex(vector, "hash"), challenge(vector)),
          List.of(transcript.hash().value(), transcript.challenge()),
          vector.path("why").asText());
    }
  }

  @Test
  void whatCannotBeBuiltIsRefused() {
    for (JsonNode vector : Vectors.each(FILE.required("invalid"), "must", "refuse")) {
      assertThrows(
          IllegalArgumentException.class, () -> transcript(vector), vector.path("why").asText());
    }
  }

  private static Scalar challenge(JsonNode vector) {
    return Scalar.of(new BigInteger(vector.required("challenge").asText()));
  }

  private static Transcript transcript(JsonNode vector) {
    Context context =
        new Context(
            vector.required("process").asText(),
            vector.required("scope").asText(),
            new Digest(Vectors.hex(vector, "context")));
    Transcript transcript = Transcript.of(vector.required("type").asText(), context);
    vector
        .required("fields")
        .forEach(
            field ->
                transcript.absorb(field.required("label").asText(), Vectors.hex(field, "data")));
    return transcript;
  }
}
