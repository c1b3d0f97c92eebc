package city.urna.client.definition;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a {@link ProcessFile} from YAML. Refuses unknown words, so that a misspelling is noticed.
 */
public final class ProcessFileReader {
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .setSerializationInclusion(JsonInclude.Include.NON_EMPTY);

  private static final ObjectMapper CANONICAL =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final String name;

  private ProcessFileReader(String name) {
    this.name = name;
  }

  /**
   * Reads a file.
   *
   * @throws DefinitionException naming the place and what is wrong there
   */
  public static ProcessFile read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.getFileName().toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Reads the template that the project ships: the budget vote of a town that does not exist. */
  public static ProcessFile town() {
    try (InputStream in = ProcessFileReader.class.getResourceAsStream("/town/budget.yaml")) {
      return read(in, "budget.yaml");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the shipped template", e);
    }
  }

  private static ProcessFile read(InputStream in, String name) throws IOException {
    try {
      CharBuffer text = UTF_8.newDecoder().decode(ByteBuffer.wrap(in.readAllBytes()));
      return new ProcessFileReader(name).process(YAML.readTree(text.toString()));
    } catch (CharacterCodingException e) {
      throw new DefinitionException(name + " is not UTF-8 text");
    } catch (JsonProcessingException e) {
      throw new DefinitionException(
          name + ", line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
    }
  }

  private ProcessFile process(JsonNode root) {
    Place at = new Place("", root);
    at.only(
        "process",
        "languages",
        "title",
        "description",
        "licence",
        "threshold",
        "minimumIssuers",
        "scopes");
    return new ProcessFile(
        at.text("process"),
        at.texts("languages"),
        at.words("title"),
        at.words("description"),
        at.optional("licence").orElse("CC-BY-4.0"),
        at.whole("threshold", 2),
        at.whole("minimumIssuers", 2),
        at.list("scopes").stream().map(this::scope).toList());
  }

  /** Reads one of the templates of consultations that the project ships. */
  public static ProcessFile template(String name) {
    try (InputStream in =
        ProcessFileReader.class.getResourceAsStream("/template/" + name + ".yaml")) {
      return read(in, name + ".yaml");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the shipped template", e);
    }
  }

  private ProcessFile.ScopeText scope(Place at) {
    if (at.has("consultation")) {
      return consultation(at);
    }
    at.only("id", "styles", "questions");
    return new ProcessFile.ScopeText(
        at.text("id"),
        at.list("styles").stream().map(this::style).toList(),
        at.list("questions").stream().map(this::question).toList(),
        Optional.empty());
  }

  private ProcessFile.ScopeText consultation(Place at) {
    at.only("id", "styles", "consultation", "items");
    return new ProcessFile.ScopeText(
        at.text("id"),
        at.has("styles") ? at.list("styles").stream().map(this::group).toList() : List.of(),
        List.of(),
        Optional.of(
            ConsultationReader.read(
                at.child("consultation"), at.has("items") ? at.list("items") : List.of())));
  }

  /** A style of a consultation: a group of the roll, without questions. */
  private ProcessFile.StyleText group(Place at) {
    at.only("id", "name");
    return new ProcessFile.StyleText(at.text("id"), at.words("name"), List.of());
  }

  private ProcessFile.StyleText style(Place at) {
    at.only("id", "name", "questions");
    return new ProcessFile.StyleText(at.text("id"), at.words("name"), at.texts("questions"));
  }

  private ProcessFile.QuestionText question(Place at) {
    at.only("id", "text", "method", "min", "max", "blank", "rule", "items");
    return new ProcessFile.QuestionText(
        at.text("id"),
        at.words("text"),
        at.optional("method").orElse("choose"),
        at.whole("min", 1),
        at.whole("max", 1),
        at.flag("blank"),
        rule(at.child("rule")),
        at.has("items") ? at.list("items").stream().map(this::item).toList() : List.of());
  }

  private ProcessFile.RuleText rule(Place at) {
    at.only("name", "seats", "budget", "threshold", "ties");
    return new ProcessFile.RuleText(
        at.text("name"),
        at.whole("seats", 0),
        at.optional("budget"),
        at.whole("threshold", 0),
        at.optional("ties").orElse("item-order"));
  }

  private ProcessFile.ItemText item(Place at) {
    at.only("id", "title", "description", "cost", "conflicts");
    return new ProcessFile.ItemText(
        at.text("id"),
        at.words("title"),
        at.has("description") ? at.words("description") : Map.of(),
        at.optional("cost"),
        at.has("conflicts") ? at.texts("conflicts") : List.of());
  }

  /** A node of the file and the way to it. */
  final class Place {
    private final String path;
    private final JsonNode node;

    Place(String path, JsonNode node) {
      this.path = path;
      this.node = node;
      if (!node.isObject()) {
        throw wrong("", "a list of words with values is needed here");
      }
    }

    boolean has(String key) {
      return node.hasNonNull(key);
    }

    void only(String... known) {
      Set<String> unknown = new TreeSet<>();
      node.fieldNames().forEachRemaining(unknown::add);
      unknown.removeAll(List.of(known));
      if (!unknown.isEmpty()) {
        throw wrong(unknown.iterator().next(), "unknown; known here: " + String.join(", ", known));
      }
    }

    String text(String key) {
      return optional(key).orElseThrow(() -> wrong(key, "is missing"));
    }

    Optional<String> optional(String key) {
      JsonNode value = node.get(key);
      if (value == null || value.isNull()) {
        return Optional.empty();
      }
      if (!value.isValueNode()) {
        throw wrong(key, "one value is needed");
      }
      return Optional.of(value.asText());
    }

    int whole(String key, int otherwise) {
      return optional(key)
          .map(
              text -> {
                try {
                  return Integer.parseUnsignedInt(text);
                } catch (NumberFormatException e) {
                  throw wrong(key, "a whole number is needed");
                }
              })
          .orElse(otherwise);
    }

    boolean flag(String key) {
      return optional(key)
          .map(
              text ->
                  switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    case String other -> throw wrong(key, "true or false is needed");
                  })
          .orElse(false);
    }

    Map<String, String> words(String key) {
      Place words = child(key);
      Map<String, String> texts = new LinkedHashMap<>();
      words.node.fieldNames().forEachRemaining(l -> texts.put(l, words.text(l)));
      return texts;
    }

    List<String> texts(String key) {
      List<String> texts = new ArrayList<>();
      for (JsonNode value : array(key)) {
        if (!value.isValueNode()) {
          throw wrong(key, "plain values are needed");
        }
        texts.add(value.asText());
      }
      return texts;
    }

    Place child(String key) {
      JsonNode value = node.get(key);
      if (value == null) {
        throw wrong(key, "is missing");
      }
      return new Place(way(key), value);
    }

    List<Place> list(String key) {
      List<Place> places = new ArrayList<>();
      for (JsonNode value : array(key)) {
        places.add(new Place(way(key) + "[" + places.size() + "]", value));
      }
      return places;
    }

    private JsonNode array(String key) {
      JsonNode value = node.get(key);
      if (value == null || !value.isArray() || value.isEmpty()) {
        throw wrong(key, "a list is needed");
      }
      return value;
    }

    /** The value as JSON, its keys sorted; nothing where it is missing. */
    String json(String key) {
      JsonNode value = node.get(key);
      if (value == null || value.isNull()) {
        return "";
      }
      try {
        return CANONICAL.writeValueAsString(CANONICAL.treeToValue(value, Object.class));
      } catch (JsonProcessingException e) {
        throw wrong(key, e.getOriginalMessage());
      }
    }

    private String way(String key) {
      return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
    }

    DefinitionException wrong(String key, String what) {
      return new DefinitionException(name + ": " + way(key) + ": " + what);
    }
  }
}
