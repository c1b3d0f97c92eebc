package city.urna.api.open311;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.record.Identifiers;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a category item says of itself beyond title and description: its {@code form} (spec
 * consultation §10). A clerk writes it; whatever cannot be read is refused whole.
 *
 * @param group by which several services are found together; may be empty
 * @param notice by language: what happens after a report; may be empty
 */
record ServiceForm(
    String group,
    List<String> keywords,
    Type type,
    Map<String, String> notice,
    List<Attribute> attributes) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();
  private static final int MOST_ATTRIBUTES = 100;
  private static final int MOST_VALUES = 1_000;

  ServiceForm {
    keywords = List.copyOf(keywords);
    notice = Map.copyOf(notice);
    attributes = List.copyOf(attributes);
  }

  /** When a reporter learns the id of the request. */
  enum Type {
    REALTIME,
    BATCH,
    BLACKBOX;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What kind of answer an attribute takes. */
  enum Datatype {
    STRING,
    NUMBER,
    DATETIME,
    TEXT,
    SINGLEVALUELIST,
    MULTIVALUELIST;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean isList() {
      return this == SINGLEVALUELIST || this == MULTIVALUELIST;
    }
  }

  /**
   * One question of the form.
   *
   * @param variable whether an answer is asked for; else it only tells something
   * @param order 1 is shown first; no two of one form have the same
   * @param values the choices of a list, by key
   */
  record Attribute(
      String code,
      Datatype datatype,
      boolean variable,
      boolean required,
      int order,
      Map<String, String> datatypeDescription,
      Map<String, String> description,
      Map<String, Map<String, String>> values) {}

  /** A form that says nothing. */
  static final ServiceForm NONE =
      new ServiceForm("", List.of(), Type.REALTIME, Map.of(), List.of());

  /** Reads it; empty bytes are the form that says nothing. */
  static Parsed<ServiceForm> parse(Bytes form) {
    if (form.size() == 0) {
      return new Parsed.Ok<>(NONE);
    }
    try {
      JsonNode root = MAPPER.readTree(form.toArray());
      only(root, "group", "keywords", "type", "notice", "attributes");
      return new Parsed.Ok<>(
          new ServiceForm(
              text(root, "group").orElse(""),
              keywords(root.path("keywords")),
              text(root, "type").map(word -> word(Type.values(), word)).orElse(Type.REALTIME),
              texts(root.path("notice")),
              attributes(root.path("attributes"))));
    } catch (IOException e) {
      return new Parsed.Malformed<>("the form is not JSON");
    } catch (Unreadable e) {
      return new Parsed.Malformed<>("the form: " + e.getMessage());
    }
  }

  private static List<Attribute> attributes(JsonNode nodes) {
    List<Attribute> attributes = new ArrayList<>();
    Set<String> codes = new HashSet<>();
    Set<Integer> orders = new HashSet<>();
    for (JsonNode node : list(nodes, "attributes", MOST_ATTRIBUTES)) {
      only(
          node,
          "code",
          "datatype",
          "variable",
          "required",
          "order",
          "datatypeDescription",
          "description",
          "values");
      String code = text(node, "code").orElse("");
      if (!code.matches("[A-Za-z0-9._-]{1,63}") || !codes.add(code)) {
        throw new Unreadable("an attribute's code is missing, not an id, or stands twice");
      }
      Datatype datatype =
          word(Datatype.values(), text(node, "datatype").orElseThrow(() -> bad(code, "datatype")));
      boolean variable = flag(node, "variable", true);
      Map<String, Map<String, String>> values = values(node.path("values"), code);
      if (datatype.isList() == values.isEmpty()) {
        throw new Unreadable(code + ": a list has values, and nothing else has");
      }
      JsonNode place = node.path("order");
      int order = place.asInt(attributes.size() + 1);
      if (!place.isMissingNode() && !place.isInt() || order < 1 || !orders.add(order)) {
        throw new Unreadable(code + ": order is a positive number that no other attribute has");
      }
      attributes.add(
          new Attribute(
              code,
              datatype,
              variable,
              variable && flag(node, "required", false),
              order,
              texts(node.path("datatypeDescription")),
              texts(node.path("description")),
              values));
    }
    attributes.sort(Comparator.comparingInt(Attribute::order));
    return attributes;
  }

  private static Map<String, Map<String, String>> values(JsonNode nodes, String code) {
    Map<String, Map<String, String>> values = new LinkedHashMap<>();
    for (JsonNode node : list(nodes, "values", MOST_VALUES)) {
      only(node, "key", "name");
      String key = text(node, "key").orElseThrow(() -> bad(code, "key"));
      if (key.isEmpty() || values.put(key, texts(node.path("name"))) != null) {
        throw new Unreadable(code + ": the key of a value is empty or stands twice");
      }
    }
    return values;
  }

  private static List<String> keywords(JsonNode nodes) {
    List<String> keywords = new ArrayList<>();
    for (JsonNode node : list(nodes, "keywords", MOST_VALUES)) {
      if (!node.isTextual() || node.asText().contains(",")) {
        throw new Unreadable("a keyword is a text without commas");
      }
      keywords.add(node.asText());
    }
    return keywords;
  }

  /** Texts by language. */
  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (!node.isMissingNode() && !node.isObject()) {
      throw new Unreadable("texts are strings by language");
    }
    node.properties()
        .forEach(
            entry -> {
              if (!Identifiers.isLanguage(entry.getKey()) || !entry.getValue().isTextual()) {
                throw new Unreadable("texts are strings by language");
              }
              texts.put(entry.getKey(), entry.getValue().asText());
            });
    return texts;
  }

  private static Optional<String> text(JsonNode node, String name) {
    JsonNode found = node.path(name);
    if (!found.isMissingNode() && !found.isTextual()) {
      throw new Unreadable(name + " is a text");
    }
    return found.isTextual() ? Optional.of(found.asText()) : Optional.empty();
  }

  private static boolean flag(JsonNode node, String name, boolean otherwise) {
    JsonNode found = node.path(name);
    if (!found.isMissingNode() && !found.isBoolean()) {
      throw new Unreadable(name + " is true or false");
    }
    return found.asBoolean(otherwise);
  }

  private static JsonNode list(JsonNode nodes, String name, int most) {
    if (!nodes.isMissingNode() && !nodes.isArray() || nodes.size() > most) {
      throw new Unreadable(name + " is a list of at most " + most);
    }
    return nodes;
  }

  private static void only(JsonNode node, String... names) {
    if (!node.isObject()) {
      throw new Unreadable("an object is needed");
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!Arrays.asList(names).contains(name)) {
                throw new Unreadable("unknown field " + name);
              }
            });
  }

  private static <E extends Enum<E>> E word(E[] all, String word) {
    return Arrays.stream(all)
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(() -> new Unreadable("no such word: " + word));
  }

  private static Unreadable bad(String code, String field) {
    return new Unreadable(code + ": " + field + " is missing");
  }

  /** Carries what is wrong out of the reading. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message, null, false, false);
    }
  }
}
