package city.urna.verifier.block;

import static city.urna.verifier.Vectors.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import city.urna.verifier.Vectors;
import city.urna.verifier.bytes.Bytes;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The specification's vectors of blocks, made by the reference. */
class BlockVectorsTest {
  private static final JsonNode FILE = Vectors.ofSpecification("blocks.json");

  /** What is wrong, by check; empty where nothing is. */
  private static List<String> problems(JsonNode v) throws IOException {
    Chain chain = new Chain(hex(v, "ordererKey"));
    Optional<String> coverage;
    try (Headers headers =
        new Headers(new ByteArrayInputStream(hex(v, "headers").toArray()), chain)) {
      Coverage records = new Coverage(headers);
      long position = 0;
      for (JsonNode record : v.path("records")) {
        records.unreadable(position++, Bytes.fromHex(record.asText()).orThrow(), "any bytes here");
      }
      coverage = records.finish();
      headers.readRest();
    }
    chain.finish();
    List<String> problems = new ArrayList<>();
    chain.brokenLink().ifPresent(reason -> problems.add("V2.2 " + reason));
    coverage.ifPresent(reason -> problems.add("V2.3 " + reason));
    chain.badSignature().ifPresent(reason -> problems.add("V2.4 " + reason));
    return problems;
  }

  @Test
  void validHeadersHold() throws IOException {
    for (JsonNode v : Vectors.of(FILE.path("valid"), "")) {
      assertEquals(List.of(), problems(v));
      byte[] headers = hex(v, "headers").toArray();
      for (int i = 0; i < v.path("blocks").size(); i++) {
        JsonNode block = v.path("blocks").get(i);
        Header header =
            Header.of(Bytes.of(headers, i * Header.SIZE, (i + 1) * Header.SIZE).toArray());
        assertEquals(hex(block, "headerHash"), header.hash());
        assertEquals(hex(block, "dataHash"), header.data());
        assertEquals(block.path("count").asLong(), header.count());
      }
    }
  }

  @Test
  void invalidHeadersDoNot() throws IOException {
    for (JsonNode v : Vectors.of(FILE.path("invalid"), "")) {
      assertNotEquals(List.of(), problems(v), v.path("why").asText());
    }
  }
}
