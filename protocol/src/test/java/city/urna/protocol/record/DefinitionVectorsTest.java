package city.urna.protocol.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import city.urna.protocol.Vectors;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Process;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference's genesis records, processes, questions, items and identifiers. */
class DefinitionVectorsTest {
  private static Verdict<?> check(JsonNode file, JsonNode vector) {
    Bytes body = Vectors.hex(vector, "body");
    Genesis genesis = StrictParser.parse(Genesis.parser(), Vectors.hex(file, "genesis")).orThrow();
    Process process = StrictParser.parse(Process.parser(), Vectors.hex(file, "process")).orThrow();
    return switch (vector.required("what").asText()) {
      case "genesis" -> Definitions.genesis(StrictParser.parse(Genesis.parser(), body).orThrow());
      case "process" ->
          Definitions.process(StrictParser.parse(Process.parser(), body).orThrow(), genesis);
      case "item" ->
          Definitions.item(
              StrictParser.parse(Item.parser(), body).orThrow(),
              process,
              file.required("scope").asText(),
              Optional.ofNullable(vector.get("newest")).map(DefinitionVectorsTest::newest));
      default -> throw new AssertionError(vector);
    };
  }

  private static Definitions.ItemVersion newest(JsonNode newest) {
    Item item = StrictParser.parse(Item.parser(), Vectors.hex(newest, "body")).orThrow();
    return new Definitions.ItemVersion(
        item.getVersion(), new Digest(Vectors.hex(newest, "recordHash")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"definitions.json", "questions.json"})
  void validOnesAreAccepted(String name) {
    JsonNode file = Vectors.ours(name);
    for (JsonNode vector : Vectors.each(file.required("valid"))) {
      assertInstanceOf(Verdict.Verified.class, check(file, vector), vector.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"definitions.json", "questions.json"})
  void invalidOnesAreRefusedWithR5(String name) {
    JsonNode file = Vectors.ours(name);
    for (JsonNode vector : Vectors.each(file.required("invalid"))) {
      switch (check(file, vector)) {
        case Verdict.Verified<?> accepted -> fail("accepted: " + vector.path("why"));
        case Verdict.Rejected<?>(Refusal code, String reason) ->
            assertEquals(Refusal.DEFINITION, code, vector.path("why") + ": " + reason);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"valid", "invalid"})
  void identifiers(String list) {
    for (JsonNode vector : Vectors.each(Vectors.ours("identifiers.json").required(list))) {
      boolean holds =
          switch (vector.required("what").asText()) {
            case "id" -> Identifiers.isId(vector.required("text").asText());
            case "language" -> Identifiers.isLanguage(vector.required("text").asText());
            case "decimal" -> Identifiers.isDecimal(vector.required("text").asText());
            case "text" -> text(vector).map(Identifiers::isText).orElse(false);
            default -> throw new AssertionError(vector);
          };
      assertEquals(list.equals("valid"), holds, vector.toString());
    }
  }

  private static Optional<String> text(JsonNode vector) {
    if (vector.has("utf8")) {
      return Vectors.hex(vector, "utf8").utf8().optional();
    }
    Bytes part = Vectors.hex(vector, "repeat");
    Bytes[] parts =
        IntStream.range(0, vector.required("times").asInt())
            .mapToObj(i -> part)
            .toArray(Bytes[]::new);
    return Bytes.concat(parts).utf8().optional();
  }
}
