package city.urna.verifier.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/** JSON trees compared by their values. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A tree, unless the text is no JSON or has a key twice. */
  static Optional<JsonNode> read(String text) {
    try {
      return Optional.of(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException malformed) {
      return Optional.empty();
    }
  }

  /** Notes every place at which two trees differ. */
  static void compare(String path, JsonNode record, JsonNode export, Faults faults) {
    if (record.isObject() && export.isObject()) {
      Iterator<Map.Entry<String, JsonNode>> fields = record.fields();
      while (fields.hasNext()) {
        Map.Entry<String, JsonNode> field = fields.next();
        String place = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
        if (export.has(field.getKey())) {
          compare(place, field.getValue(), export.get(field.getKey()), faults);
        } else {
          faults.add(place + " is missing");
        }
      }
      export
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!record.has(name)) {
                  faults.add((path.isEmpty() ? "" : path + ".") + name + " is not in the record");
                }
              });
    } else if (record.isArray() && export.isArray()) {
      faults.same("the length of " + path, record.size(), export.size());
      for (int i = 0; i < Math.min(record.size(), export.size()); i++) {
        compare(path + "[" + i + "]", record.get(i), export.get(i), faults);
      }
    } else if (record.isIntegralNumber() && export.isIntegralNumber()) {
      faults.same(path, record.bigIntegerValue(), export.bigIntegerValue());
    } else if (!record.equals(export)) {
      faults.same(path, record, export);
    }
  }
}
