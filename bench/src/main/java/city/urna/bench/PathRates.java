package city.urna.bench;

import city.urna.client.definition.ProcessFile;
import city.urna.client.definition.ProcessFile.ItemText;
import city.urna.client.definition.ProcessFile.QuestionText;
import city.urna.client.definition.ProcessFile.RuleText;
import city.urna.client.definition.ProcessFile.ScopeText;
import city.urna.client.definition.ProcessFile.StyleText;
import city.urna.client.demo.Demo;
import city.urna.client.demo.VoterPlan;
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
import java.util.Map;
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
  private static final int OPTIONS = 5;

  private final Path folder;
  private final int ballots;
  private final ObjectNode json;
  private final Progress progress;

  PathRates(Path folder, int ballots, ObjectNode json, Progress progress) {
    this.folder = folder;
    this.ballots = ballots;
    this.json = json;
    this.progress = progress;
  }

  /** Runs an election of that many ballots and puts its figures into the JSON. */
  void measure() throws IOException {
    List<VoterPlan> plans =
        IntStream.range(0, ballots)
            .mapToObj(
                i ->
                    new VoterPlan(
                        "B-%06d".formatted(i),
                        "all",
                        Map.of("park", List.of("o" + i % OPTIONS)),
                        Map.of(),
                        false))
            .toList();
    try (Demo demo = new Demo(folder, process(), plans, progress)) {
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
                .prepare("123456", voting.answers("all", entitled.get(i).plan().choices())),
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

  private static ProcessFile process() {
    RuleText rule = new RuleText("approval", 1, Optional.empty(), 0, "item-order");
    List<ItemText> items =
        IntStream.range(0, OPTIONS)
            .mapToObj(
                i ->
                    new ItemText(
                        "o" + i,
                        Map.of("en", "Option " + i),
                        Map.of(),
                        Optional.empty(),
                        List.of()))
            .toList();
    QuestionText question =
        new QuestionText("park", Map.of("en", "Which one?"), "choose", 1, 2, true, rule, items);
    StyleText style = new StyleText("all", Map.of("en", "All"), List.of("park"));
    return new ProcessFile(
        "bench",
        List.of("en"),
        Map.of("en", "Measurement"),
        Map.of("en", "Measurement"),
        "CC-BY-4.0",
        2,
        2,
        List.of(new ScopeText("ballot", List.of(style), List.of(question), Optional.empty())));
  }
}
