package city.urna.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** An OpenAPI document as the tests read it: which answers it allows to which request. */
public final class Document {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final JsonNode root;

  private Document(JsonNode root) {
    this.root = root;
  }

  /** The packaged document of that name. */
  public static Document read(String name) {
    try (InputStream in = Document.class.getResourceAsStream("/openapi/" + name)) {
      return new Document(new ObjectMapper(new YAMLFactory()).readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public JsonNode root() {
    return root;
  }

  /** {@code GET /path} each. */
  public Set<String> operations() {
    return new TreeSet<>(byOperation().keySet());
  }

  /** Operations with their descriptions. */
  public Map<String, JsonNode> byOperation() {
    Map<String, JsonNode> found = new TreeMap<>();
    root.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        field -> {
                          if (METHODS.contains(field.getKey())) {
                            found.put(
                                field.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                field.getValue());
                          }
                        }));
    return found;
  }

  /** The operation that a request is one of; a path without parameters goes first. */
  public Optional<String> operation(String method, String path) {
    if (operations().contains(method + " " + path)) {
      return Optional.of(method + " " + path);
    }
    return operations().stream()
        .filter(operation -> operation.startsWith(method + " "))
        .filter(operation -> pattern(operation).matcher(method + " " + path).matches())
        .findFirst();
  }

  private static Pattern pattern(String operation) {
    String regex = operation.replace(".", "\\.").replaceAll("\\{(path|name)}", ".+");
    return Pattern.compile(regex.replaceAll("\\{\\w+}", "[^/]+"));
  }

  /** What the document says of an answer; missing where it says nothing. */
  public JsonNode response(String operation, int status) {
    return resolve(byOperation().get(operation).path("responses").path(Integer.toString(status)));
  }

  /** The problem types that an answer may have. */
  public Set<String> problems(JsonNode response) {
    Set<String> types = new TreeSet<>();
    response
        .path("content")
        .path("application/problem+json")
        .path("schema")
        .path("allOf")
        .forEach(
            part ->
                part.path("properties")
                    .path("type")
                    .path("enum")
                    .forEach(type -> types.add(type.asText())));
    return types;
  }

  /** What a reference leads to; missing where it leads nowhere. */
  public JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? root.at(node.path("$ref").asText().substring(1)) : node;
  }
}
