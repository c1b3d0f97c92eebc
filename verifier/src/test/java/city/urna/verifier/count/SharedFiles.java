package city.urna.verifier.count;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Other people's elections, in the shared data folder beside the clone. */
public final class SharedFiles {
  private SharedFiles() {}

  /** A file or folder of it; a test that wants it is skipped, by name, where it is not there. */
  public static Path data(String name) {
    String stated = System.getenv("URNA_TEST_DATA");
    Path root = Path.of(System.getProperty("urna.root", "..")).toAbsolutePath().normalize();
    Path folder = stated == null ? root.resolveSibling("shared") : Path.of(stated);
    Path found = folder.resolve("data").resolve(name);
    assumeTrue(Files.exists(found), name + " is not among the shared data");
    return found;
  }

  /** The files of a folder with this ending, by name; there is at least one. */
  public static List<Path> list(String folder, String ending) {
    try (Stream<Path> files = Files.list(data(folder))) {
      List<Path> found = files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
      assertFalse(found.isEmpty(), "no " + ending + " in " + folder);
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
