package city.urna.verifier.siblings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.check.Progress;
import city.urna.verifier.check.Verification;
import city.urna.verifier.report.Finding;
import city.urna.verifier.report.Report;
import city.urna.verifier.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What the reference in Python makes, and what this verifier says of it. */
final class Reference {
  private static final Path SCRIPTS = Path.of("..", "docs", "reference");

  private Reference() {}

  /** Runs a script to its end; what it says. Without Python the test is skipped. */
  static List<String> run(String script, String... arguments)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("reference", ".log");
    List<String> command = new ArrayList<>(List.of("python3", SCRIPTS.resolve(script).toString()));
    command.addAll(List.of(arguments));
    Process python;
    try {
      python =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException absent) {
      assumeTrue(false, "there is no python3");
      return List.of();
    }
    assertTrue(python.waitFor(40, TimeUnit.MINUTES), script + " takes too long");
    assertEquals(0, python.exitValue(), Files.readString(log));
    List<String> said = Files.readAllLines(log);
    Files.delete(log);
    return said;
  }

  /** Verdict, first failing check, evidence. */
  static String judge(Path directory, Trust trust) {
    return switch (Archive.open(directory)) {
      case Parsed.Malformed<Archive>(String reason) -> "unreadable " + reason;
      case Parsed.Ok<Archive>(Archive archive) -> {
        Report report =
            new Verification(trust, false, Progress.NONE).verify(archive, Optional.empty());
        yield report.verdict().text()
            + report.firstFailure().map(Finding::id).map(id -> " " + id + " ").orElse("")
            + report.firstFailure().map(Finding::evidence).orElse("");
      }
    };
  }
}
