package city.urna.bench;

import city.urna.client.terminal.Progress;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A Fabric network under the same load for a long time: whether it keeps up, and whether its
 * processes' memory stays flat. Ballots come in batches of fifty at even intervals, whether or not
 * the earlier ones are recorded.
 */
final class SteadyLoad {
  private static final int BATCH = 50;
  private static final int WARM_UP = 6_000;

  private final FabricElection election;
  private final ObjectNode json;
  private final Progress progress;
  private final long interval;
  private final int perMinute;
  private final List<Sent> minutes = new ArrayList<>();

  private SteadyLoad(
      FabricElection election, int minutes, int perSecond, ObjectNode json, Progress progress) {
    this.election = election;
    this.json = json;
    this.progress = progress;
    this.interval = TimeUnit.SECONDS.toNanos(BATCH) / perSecond;
    this.perMinute = Math.toIntExact(TimeUnit.MINUTES.toNanos(1) / interval);
    for (int i = 0; i < minutes; i++) {
      this.minutes.add(new Sent(election.ledger()));
    }
  }

  /** Puts a line for each minute, and how memory grew, into the JSON. */
  static void run(Path folder, int minutes, int perSecond, ObjectNode json, Progress progress)
      throws IOException {
    ObjectNode steady = json.putObject("fabricSteady");
    steady.put("minutes", minutes).put("ballotsPerSecondAsked", perSecond);
    try (FabricElection election = FabricElection.open(folder, progress)) {
      election.warmUp(WARM_UP, progress);
      growth(
          new SteadyLoad(election, minutes, perSecond, steady, progress).run(), steady, progress);
    }
  }

  private List<Map<String, Long>> run() throws IOException {
    long begun = System.nanoTime();
    Thread sender = Thread.ofPlatform().daemon(true).start(() -> send(begun));
    List<Map<String, Long>> resident = new ArrayList<>();
    try {
      for (int i = 0; i < minutes.size(); i++) {
        progress.begin("Minute " + (i + 1));
        while (minutes.get(i).count() < perMinute && sender.isAlive()) {
          Thread.sleep(100);
        }
        minutes.get(i).join();
        resident.add(minute(minutes.get(i)));
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stop);
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    json.put("ballotsPerSecond", Math.round(minutes.size() * (double) perMinute * BATCH / seconds));
    return resident;
  }

  /** At even intervals from the beginning, however long a command takes. */
  private void send(long begun) {
    long number = 0;
    for (Sent minute : minutes) {
      for (int i = 0; i < perMinute; i++) {
        LockSupport.parkNanos(begun + number * interval - System.nanoTime());
        minute.submit(election.command(BATCH));
        number++;
      }
    }
  }

  private Map<String, Long> minute(Sent sent) throws IOException {
    Map<String, Long> resident = election.processes().residentMebibytes();
    ObjectNode line = json.withArray("each").addObject();
    line.put("ballots", sent.count() * BATCH);
    line.put("millisMedian", sent.millis(0.5)).put("millis99", sent.millis(0.99));
    resident.forEach(line.putObject("residentMiB")::put);
    progress.done(
        "%,d ballots, %d ms a batch (p99 %d ms), %,d MiB in all"
            .formatted(
                sent.count() * BATCH,
                sent.millis(0.5),
                sent.millis(0.99),
                resident.values().stream().mapToLong(Long::longValue).sum()));
    return resident;
  }

  /**
   * Each process's memory in the last fifth of the minutes against the second fifth, in percent.
   */
  private static void growth(List<Map<String, Long>> resident, ObjectNode json, Progress progress) {
    int fifth = resident.size() / 5;
    if (fifth == 0) {
      return;
    }
    progress.begin("Memory");
    Map<String, Double> early = mean(resident.subList(fifth, 2 * fifth));
    Map<String, Double> late = mean(resident.subList(resident.size() - fifth, resident.size()));
    ObjectNode growth = json.putObject("residentGrowthPercent");
    late.forEach(
        (name, mebibytes) ->
            growth.put(name, Math.round((mebibytes / early.get(name) - 1) * 1000) / 10.0));
    progress.done("from the second fifth to the last, in percent: " + growth);
  }

  private static Map<String, Double> mean(List<Map<String, Long>> resident) {
    Map<String, Double> mean = new TreeMap<>();
    for (Map<String, Long> one : resident) {
      one.forEach(
          (name, mebibytes) -> mean.merge(name, (double) mebibytes / resident.size(), Double::sum));
    }
    return mean;
  }
}
