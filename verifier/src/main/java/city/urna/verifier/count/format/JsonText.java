package city.urna.verifier.count.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** JSON read strictly: no key twice, nothing after the end. */
final class JsonText {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonText() {}

  static JsonNode object(TextFile file) throws Malformed {
    JsonNode node;
    try {
      node = MAPPER.readTree(file.text());
    } catch (JsonProcessingException broken) {
      int line = broken.getLocation() == null ? 1 : Math.max(1, broken.getLocation().getLineNr());
      throw Malformed.at(
          file,
          line,
          "it is not valid JSON: "
              + broken.getOriginalMessage().lines().findFirst().orElse("")
              + ".",
          "Correct it, or export it again.");
    }
    if (!node.isObject()) {
      throw Malformed.at(file, 1, "it is no JSON object.", "Give a report or a configuration.");
    }
    return node;
  }

  /** An object without fields. */
  static JsonNode nothing() {
    return MAPPER.createObjectNode();
  }

  /** The items of a list; none where the field is missing. */
  static Iterable<JsonNode> list(JsonNode node, String field) {
    JsonNode found = node.path(field);
    return found.isArray() ? found : List.of();
  }
}
