package city.urna.client.publication;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Other people's programs; a test that wants one is skipped, by name, where it is not there. */
final class OtherPrograms {
  private OtherPrograms() {}

  /** What came of a run. */
  record Ended(int status, String output) {}

  /** Skips the test unless the program can be started. */
  static void need(String name, List<String> probe) {
    boolean there;
    try {
      there = run(probe).status() == 0;
    } catch (IOException absent) {
      there = false;
    }
    assumeTrue(there, name + " is not on this machine");
  }

  /**
   * The Python that has the packages of docs/reference/exports.txt: of target/python, or the
   * path's.
   */
  static String python() {
    Path own = Path.of(System.getProperty("urna.root", "..")).resolve("target/python/bin/python3");
    return Files.isExecutable(own) ? own.toString() : "python3";
  }

  static Ended run(List<String> words) throws IOException {
    Path output = Files.createTempFile("other", ".txt");
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      assertTrue(process.waitFor(120, TimeUnit.SECONDS), words + " does not end");
      return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
