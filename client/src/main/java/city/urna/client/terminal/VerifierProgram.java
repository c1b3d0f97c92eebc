package city.urna.client.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The verifier, run as the separate program that it is: through the launcher that started this one,
 * so that both are the same release.
 */
public final class VerifierProgram {
  private VerifierProgram() {}

  /** Checks V1 to V9; the exit status is 0 only when the archive may be decrypted. */
  public static int verifyBeforeDecryption(Path archive, Path trust, Path verdict, Path log) {
    return run(
        List.of(
            "verify",
            archive.toString(),
            "--trust",
            trust.toString(),
            "--json",
            verdict.toString(),
            "--before-decryption"),
        log);
  }

  private static int run(List<String> arguments, Path log) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("urna.root", ".")).resolve("urna").toString());
    words.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("URNA_BUILT", "yes");
    try {
      return builder.start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the verifier", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
