package city.urna.bench;

import city.urna.client.terminal.Progress;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Measures the verifier as an observer runs it: a process of its own, over the whole archive. */
final class VerifierRates {
  private VerifierRates() {}

  static void measure(Path folder, int ballots, ObjectNode json, Progress progress)
      throws IOException {
    progress.begin("Verifier");
    Launched run =
        Launched.run(
            List.of(
                "verify",
                folder.resolve("archive").toString(),
                "--trust",
                folder.resolve("trust.json").toString(),
                "--json",
                folder.resolve("bench-verify.json").toString()),
            folder.resolve("logs").resolve("bench-verify.txt"));
    if (run.status() != 0) {
      throw new IllegalStateException("the verifier did not accept the measured election");
    }
    json.put("verifierBallotsPerSecond", Math.round(ballots / run.seconds()));
    json.put("verifierSeconds", run.seconds()).put("verifierBallots", ballots);
    json.put("verifierPeakMiB", run.peakMebibytes());
    progress.done("%,d ballots in %.1f s, start included".formatted(ballots, run.seconds()));
  }
}
