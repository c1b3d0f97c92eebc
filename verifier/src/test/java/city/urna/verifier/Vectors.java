package city.urna.verifier;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.urna.verifier.bytes.Bytes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Vector files: the specification's own, and other people's beside the clone. */
public final class Vectors {
  private Vectors() {}

  /** A file of {@code docs/spec/vectors}; a missing one is an error. */
  public static JsonNode ofSpecification(String name) {
    return read(root().resolve("docs/spec/vectors").resolve(name));
  }

  /** A public vector file; a test that wants it is skipped, by name, where it is not there. */
  public static JsonNode ofOthers(String name) {
    String folder = System.getenv("URNA_TEST_DATA");
    Path data = folder == null ? root().resolveSibling("shared") : Path.of(folder);
    Path file = data.resolve("vectors").resolve(name);
    assumeTrue(Files.isRegularFile(file), name + " is not there");
    return read(file);
  }

  /** The vectors of one list whose {@code what} or {@code op} is this; there is at least one. */
  public static List<JsonNode> of(JsonNode list, String what) {
    List<JsonNode> out = new ArrayList<>();
    for (JsonNode vector : list) {
      if (what.isEmpty() || vector.path("what").asText(vector.path("op").asText()).equals(what)) {
        out.add(vector);
      }
    }
    assertTrue(!out.isEmpty(), "no vectors of " + what);
    return out;
  }

  public static Bytes hex(JsonNode vector, String field) {
    assertTrue(vector.path(field).isTextual(), "no field " + field);
    return Bytes.fromHex(vector.path(field).asText()).orThrow();
  }

  private static Path root() {
    return Path.of(System.getProperty("urna.root", "..")).toAbsolutePath().normalize();
  }

  private static JsonNode read(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
