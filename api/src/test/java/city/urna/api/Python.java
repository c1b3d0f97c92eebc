package city.urna.api;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Other people's Python programs, in a folder of their own under {@code target}. A test that wants
 * them is skipped, by name, where there is no Python or they cannot be installed.
 */
public final class Python {
  private static final long MOST_MINUTES = 20;

  private final Path folder;

  private Python(Path folder) {
    this.folder = folder;
  }

  /** What came of a run. */
  public record Ended(int status, String output) {}

  /** A Python with these packages, each {@code name==version}. */
  public static Python with(String name, String... packages) {
    Path folder = Path.of("target", "python-" + name).toAbsolutePath();
    Path done = folder.resolve("installed");
    String wanted = String.join("\n", packages);
    try {
      if (!Files.exists(done) || !Files.readString(done).equals(wanted)) {
        Ended made = end(Path.of("."), List.of("python3", "-m", "venv", folder.toString()));
        assumeTrue(made.status() == 0, "Python 3 with venv is not on this machine");
        List<String> install =
            new ArrayList<>(
                List.of(
                    folder.resolve("bin/python").toString(),
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check"));
        install.addAll(Arrays.asList(packages));
        assumeTrue(end(folder, install).status() == 0, "pip cannot install " + wanted);
        Files.writeString(done, wanted);
      }
    } catch (IOException e) {
      assumeTrue(false, "Python 3 is not on this machine");
    }
    return new Python(folder);
  }

  /** Runs a program that a package has brought, in the folder of its own. */
  public Ended program(String name, String... words) {
    return run(folder.resolve("bin").resolve(name).toString(), words);
  }

  /** Runs a script. */
  public Ended script(String text, String... words) {
    try {
      Path file = Files.createTempFile("script", ".py");
      Files.writeString(file, text);
      return run(
          folder.resolve("bin/python").toString(),
          Stream.concat(Stream.of(file.toString()), Arrays.stream(words)).toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Ended run(String program, String... words) {
    try {
      return end(folder, Stream.concat(Stream.of(program), Arrays.stream(words)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Ended end(Path in, List<String> words) throws IOException {
    Path output = Files.createTempFile("python", ".txt");
    try {
      Process process =
          new ProcessBuilder(words)
              .directory(in.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(MOST_MINUTES, TimeUnit.MINUTES);
      if (!ended) {
        process.destroyForcibly();
      }
      assertTrue(ended, words + " does not end");
      return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
