package city.urna.api.open311;

import city.urna.protocol.bytes.Bytes;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The two formats of an answer. Both are written from one tree: JSON as it is, XML by the Spark
 * convention ({@link Spark}), so that they say the same, field by field.
 */
enum Format {
  JSON("application/json; charset=utf-8"),
  XML("text/xml; charset=utf-8");

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final String contentType;

  Format(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /** What stands behind the last full stop of a path. */
  static Optional<Format> of(String extension) {
    return switch (extension) {
      case "json" -> Optional.of(JSON);
      case "xml" -> Optional.of(XML);
      default -> Optional.empty();
    };
  }

  /**
   * Writes an answer.
   *
   * @param root the name of the outermost element, which JSON does not show
   */
  Bytes write(String root, JsonNode tree) {
    JsonNode plain = plain(tree);
    return switch (this) {
      case JSON -> Bytes.of(json(plain).getBytes(StandardCharsets.UTF_8));
      case XML -> Spark.xml(root, plain);
    };
  }

  private static String json(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("writing into memory", e);
    }
  }

  /**
   * The tree without what only one of the formats can say: an empty text is null, and a character
   * that XML 1.0 has no way to write is U+FFFD.
   */
  private static JsonNode plain(JsonNode node) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    if (node.isObject()) {
      ObjectNode object = make.objectNode();
      node.properties().forEach(field -> object.set(field.getKey(), plain(field.getValue())));
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = make.arrayNode();
      node.forEach(element -> array.add(plain(element)));
      return array;
    }
    if (node.isTextual()) {
      return node.textValue().isEmpty() ? make.nullNode() : make.textNode(plain(node.textValue()));
    }
    return node;
  }

  private static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().forEach(c -> plain.appendCodePoint(isWritable(c) ? c : 0xFFFD));
    return plain.toString();
  }

  /** XML 1.0 §2.2, production Char. */
  private static boolean isWritable(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
