package city.urna.protocol.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import city.urna.protocol.Vectors;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The reference's records: envelope, hashes and signatures. */
class RecordVectorsTest {
  private static final JsonNode FILE = Vectors.ours("records.json");
  private static final List<Bytes> ORGANIZATIONS = keys(FILE.required("organizations"));

  private static List<Bytes> keys(JsonNode array) {
    return java.util.stream.StreamSupport.stream(array.spliterator(), false)
        .map(key -> Bytes.fromHex(key.asText()).orThrow())
        .toList();
  }

  private static Verdict<RecordSignatures> check(JsonNode vector) {
    Endorsement endorsement =
        Endorsement.valueOf(vector.required("endorsement").asText().toUpperCase(Locale.ROOT));
    return SignedRecord.parse(Vectors.hex(vector, "record"))
        .verdict(Refusal.ENVELOPE)
        .flatMap(
            record ->
                RecordSignatures.check(
                    record, keys(vector.required("authors")), ORGANIZATIONS, endorsement));
  }

  @Test
  void validOnesAreWhatTheySay() {
    for (JsonNode vector : Vectors.each(FILE.required("valid"))) {
      SignedRecord record = check(vector).orThrow().record();
      assertEquals(vector.required("kind").asInt(), record.kind().number());
      assertEquals(vector.required("process").asText(), record.process());
      assertEquals(vector.required("scope").asText(), record.scope());
      assertEquals(Vectors.hex(vector, "hash"), record.hash().value());
      assertEquals(Vectors.hex(vector, "signingHash"), record.signingDigest().value());
      assertEquals(Vectors.hex(vector, "record"), record.bytes());
    }
  }

  @Test
  void invalidOnesAreRefusedWithTheirCode() {
    for (JsonNode vector : Vectors.each(FILE.required("invalid"))) {
      String why = vector.required("why").asText();
      switch (check(vector)) {
        case Verdict.Verified<RecordSignatures> accepted -> fail("accepted: " + why);
        case Verdict.Rejected<RecordSignatures>(Refusal code, String reason) ->
            assertEquals(
                vector.required("code").asText(), code.text().split(" ")[0], why + ": " + reason);
      }
    }
  }

  @Test
  void aRecordOfTheLargestSizeIsReadAndOneByteMoreIsNot() {
    Bytes small = Vectors.hex(Vectors.each(FILE.required("valid")).getFirst(), "record");
    Bytes large = Bytes.concat(small, Bytes.zero(SignedRecord.MOST_BYTES + 1 - small.size()));
    assertInstanceOf(city.urna.protocol.bytes.Parsed.Malformed.class, SignedRecord.parse(large));
  }
}
