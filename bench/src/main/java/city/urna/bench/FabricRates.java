package city.urna.bench;

import city.urna.client.terminal.Progress;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Measures a Fabric network of three peers, three contracts and four orderers: ballots of five
 * options a second, and how long a batch takes, by the ballots in a transaction. Two contracts
 * check every proof. Everything, the gateway that sends included, shares this machine.
 */
final class FabricRates {
  /** Ballots before anything is measured. */
  private static final int WARM_UP = 12_000;

  /** The batch size whose rate is the figure. */
  private static final int LARGE = 200;

  private final FabricElection election;
  private final ObjectNode json;
  private final Progress progress;

  private FabricRates(FabricElection election, ObjectNode json, Progress progress) {
    this.election = election;
    this.json = json;
    this.progress = progress;
  }

  /** Puts the figures into the JSON. */
  static void measure(Path folder, boolean quick, ObjectNode json, Progress progress)
      throws IOException {
    try (FabricElection election = FabricElection.open(folder, progress)) {
      FabricRates rates = new FabricRates(election, json, progress);
      election.warmUp(quick ? WARM_UP / 8 : WARM_UP, progress);
      int times = quick ? 1 : 4;
      for (Load load :
          List.of(
              new Load(1, 48, 300 * times),
              new Load(10, 24, 1_000 * times),
              new Load(50, 12, 1_500 * times),
              new Load(LARGE, 6, 3_000 * times))) {
        rates.measure(load);
      }
    }
  }

  private void measure(Load load) throws IOException {
    progress.begin("%d ballots a transaction".formatted(load.batch()));
    Map<String, Double> before = election.processes().processorSeconds();
    Sent sent = new Sent(election.ledger());
    double rate = election.send(load, sent);
    Map<String, Double> after = election.processes().processorSeconds();
    ArrayNode batches = json.withArray("fabricBatches");
    ObjectNode one = batches.addObject();
    one.put("batch", load.batch()).put("inFlight", load.inFlight()).put("ballots", load.ballots());
    one.put("ballotsPerSecond", Math.round(rate));
    one.put("millisMedian", sent.millis(0.5)).put("millis99", sent.millis(0.99));
    ObjectNode processor = one.putObject("processorMillisPerBallot");
    after.forEach(
        (role, seconds) ->
            processor.put(
                role, Math.round((seconds - before.get(role)) * 1e5 / load.ballots()) / 100.0));
    if (load.batch() == LARGE) {
      json.put("fabricBallotsPerSecond", Math.round(rate));
    }
    progress.done(
        "%.0f ballots a second, %d ms (p99 %d ms)"
            .formatted(rate, sent.millis(0.5), sent.millis(0.99)));
  }
}
