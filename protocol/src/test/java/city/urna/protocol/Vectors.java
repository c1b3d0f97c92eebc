package city.urna.protocol;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.urna.protocol.bytes.Bytes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Test vectors: ours from {@code docs/spec/vectors}, other people's from the shared data folder.
 */
public final class Vectors {
  private Vectors() {}

  /** A file of ours; it is always there. */
  public static JsonNode ours(String name) {
    return read(root().resolve("docs/spec/vectors").resolve(name));
  }

  /** Other people's file; the test is skipped by name where the shared data folder is absent. */
  public static JsonNode shared(String name) {
    Path folder =
        Optional.ofNullable(System.getenv("URNA_TEST_DATA"))
            .map(Path::of)
            .orElseGet(() -> root().resolveSibling("shared"));
    Path file = folder.resolve("vectors").resolve(name);
    assumeTrue(Files.exists(file), () -> name + " is not among the shared data");
    return read(file);
  }

  /** The elements of an array that must not be empty. */
  public static List<JsonNode> each(JsonNode array) {
    List<JsonNode> elements = StreamSupport.stream(array.spliterator(), false).toList();
    assertFalse(elements.isEmpty(), "no vectors");
    return elements;
  }

  /** The elements of an array of which that field has that text. */
  public static List<JsonNode> each(JsonNode array, String field, String text) {
    List<JsonNode> elements =
        each(array).stream().filter(one -> one.path(field).asText().equals(text)).toList();
    assertFalse(elements.isEmpty(), "no vectors with " + field + " = " + text);
    return elements;
  }

  /** The bytes of a field of hex digits. */
  public static Bytes hex(JsonNode vector, String field) {
    return Bytes.fromHex(vector.required(field).asText()).orThrow();
  }

  private static Path root() {
    return Path.of(System.getProperty("urna.root", "..")).toAbsolutePath().normalize();
  }

  private static JsonNode read(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
