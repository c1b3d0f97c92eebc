package city.urna.verifier.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The published example and its record, for the fuzz targets. */
public final class Publication {
  private Publication() {}

  /** Its files by name. */
  public static Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> found = Files.list(ExportCheckTest.EXAMPLE)) {
      for (Path file : found.toList()) {
        files.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
      }
    }
    return files;
  }

  /** The first fault of a folder of exports. */
  public static Optional<String> fault(Path folder) {
    return ExportCheck.of(folder, ExportCheckTest.record()).faults().stream().findFirst();
  }
}
