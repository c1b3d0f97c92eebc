package city.urna.bench;

import city.urna.client.demo.Demo;
import city.urna.client.demo.Voting;
import city.urna.client.terminal.Progress;
import city.urna.client.voter.Voter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Measures the paths of a vote in whole processes over HTTP: a node, three organizations that each
 * re-check every proof, three issuers, one question with five options. Everything, the clients
 * included, shares this machine.
 */
final class PathRates {
  private static final int DEVICES = 48;

  private final Path folder;
  private final int ballots;
  private final Optional<Path> fabric;
  private final ObjectNode json;
  private final Progress progress;

  /**
   * Measures in that folder.
   *
   * @param fabric the folder of a Fabric network to be started for it; embedded without
   */
  PathRates(Path folder, int ballots, Optional<Path> fabric, ObjectNode json, Progress progress) {
    this.folder = folder;
    this.ballots = ballots;
    this.fabric = fabric;
    this.json = json;
    this.progress = progress;
  }

  /** Runs an election of that many ballots and puts its figures into the JSON. */
  void measure() throws IOException {
    try (Demo demo =
        new Demo(
            folder, MeasuredProcess.file(), MeasuredProcess.voters(ballots), fabric, progress)) {
      List<Voting.Entitled> entitled = demo.prepare();
      Voting voting = new Voting(demo.view(), demo.services(), folder.resolve("receipts"));
      vote(entitled, voting, demo.view().election().issuers());
      demo.closeCasting();
      int status = demo.finish().verifier();
      if (status != 0) {
        throw new IllegalStateException("the election of the measurement is not valid");
      }
    }
  }

  private double issue(
      List<Voting.Entitled> entitled, Voting voting, List<Voter> voters, String issuer) {
    long begun = System.nanoTime();
    all(
        IntStream.range(0, ballots).boxed().toList(),
        i -> {
          voting.request(voters.get(i), entitled.get(i), issuer);
          return i;
        },
        new long[ballots]);
    return (System.nanoTime() - begun) / 1e9;
  }

  private void vote(List<Voting.Entitled> entitled, Voting voting, Collection<String> issuers) {
    List<Voter> voters = entitled.stream().map(voting::device).toList();
    double best = 0;
    for (String issuer : issuers) {
      progress.begin("Issuance by " + issuer);
      double seconds = issue(entitled, voting, voters, issuer);
      best = Math.max(best, ballots / seconds);
      progress.done("%.0f a second, client included".formatted(ballots / seconds));
    }
    json.put("issuancePerSecond", Math.round(best));
    progress.begin("Preparing ballots");
    all(
        IntStream.range(0, ballots).boxed().toList(),
        i ->
            voters
                .get(i)
                .prepare(
                    "123456",
                    voting.answers(MeasuredProcess.STYLE, entitled.get(i).plan().choices())),
        new long[ballots]);
    progress.done("%,d".formatted(ballots));
    progress.begin("Casting");
    long[] nanos = new long[ballots];
    long begun = System.nanoTime();
    all(voters, Voter::cast, nanos);
    double seconds = (System.nanoTime() - begun) / 1e9;
    Arrays.sort(nanos);
    json.put("ballotsAcceptedPerSecond", Math.round(ballots / seconds));
    json.put("castMillisMedian", nanos[ballots / 2] / 1_000_000);
    json.put("castMillis99", nanos[ballots * 99 / 100] / 1_000_000);
    progress.done("%.0f ballots a second with receipts".formatted(ballots / seconds));
  }

  /** Does something with each, on as many devices as there are, and notes how long each took. */
  private <T, R> List<R> all(
      List<T> inputs, java.util.function.Function<T, R> action, long[] nanos) {
    try (ExecutorService devices = Executors.newFixedThreadPool(DEVICES)) {
      List<Callable<R>> tasks = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        int place = i;
        tasks.add(
            () -> {
              long begun = System.nanoTime();
              R result = action.apply(inputs.get(place));
              nanos[place] = System.nanoTime() - begun;
              return result;
            });
      }
      List<R> results = new ArrayList<>();
      for (Future<R> future : devices.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the measurement failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
