package city.urna.client.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.client.definition.ProcessFile;
import city.urna.client.definition.ProcessFileReader;
import city.urna.client.http.RefusedException;
import city.urna.client.terminal.Progress;
import city.urna.client.terminal.ToldException;
import city.urna.client.voter.Voter;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Servers killed at random moments while people vote, and started again as they were: each voter
 * keeps sending the same bytes until there is a receipt. Everything acknowledged counts, once.
 */
@Tag("long")
class KilledServersTest {
  private static final long SEED = 7;
  private static final int VOTERS = 300;
  private static final int DEVICES = 8;
  private static final int KILLS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Test
  void theNodeKilledTwentyTimesLosesNothing() throws Exception {
    electionWhileKilling("--issuance-port");
  }

  @Test
  void anIssuerKilledTwentyTimesSignsOnceForEach() throws Exception {
    electionWhileKilling("issuer-university");
  }

  @Test
  void anOrganizationKilledTwentyTimesCatchesUp() throws Exception {
    electionWhileKilling("organization-observers");
  }

  /** A whole election, during whose voting the server with this word in its command is killed. */
  private static void electionWhileKilling(String word) throws Exception {
    Path out = Files.createTempDirectory("killed");
    ProcessFile town = ProcessFileReader.town();
    List<VoterPlan> plans = VoterPlan.ofTown(town, VOTERS + 2, new Random(SEED));
    try (Demo demo = new Demo(out, town, plans, new Progress(System.err, true));
        Victim victim = new Victim(word, out.resolve("killed.log"))) {
      List<Voting.Entitled> entitled = demo.prepare();
      Voting voting = new Voting(demo.view(), demo.services(), out.resolve("receipts"));
      Random moments = new Random(SEED);
      List<Future<Voter>> voters = new ArrayList<>();
      try (ExecutorService devices = Executors.newFixedThreadPool(DEVICES)) {
        for (Voting.Entitled voter : entitled.subList(0, VOTERS)) {
          voters.add(devices.submit(() -> vote(voting, voter)));
        }
        int kills = 0;
        for (; kills < KILLS && !voters.getLast().isDone(); kills++) {
          Thread.sleep(moments.nextInt(200, 2_500));
          victim.killAndRestart();
        }
        assertEquals(KILLS, kills, "voting ended before the last kill");
        for (Future<Voter> voter : voters) {
          voter.get();
        }
      }
      // Another device with the same code gets no second credential.
      Voter second = voting.device(entitled.get(3));
      assertEquals(
          409,
          assertThrows(
                  RefusedException.class,
                  () -> voting.request(second, entitled.get(3), "university"))
              .status());
      demo.closeCasting();
      Demo.Outcome outcome = demo.finish();
      assertEquals(0, outcome.verifier());
      assertEquals(expected(plans.subList(0, VOTERS)), votes(outcome.result()));
      assertEquals(VOTERS, outcome.result().path("ballots").path("counted").asInt());
    }
  }

  /**
   * As a patient voter does: everything again until it is done, a ballot always as the same bytes.
   */
  static Voter vote(Voting voting, Voting.Entitled entitled) {
    VoterPlan plan = entitled.plan();
    Voter voter = voting.device(entitled);
    for (String issuer : List.of("city", "observers", "university")) {
      patiently(
          () -> {
            voting.request(voter, entitled, issuer);
            return true;
          });
    }
    List<Map<String, List<String>>> turns =
        plan.replaces() ? List.of(plan.firstChoices(), plan.choices()) : List.of(plan.choices());
    for (Map<String, List<String>> choices : turns) {
      patiently(() -> voter.prepare("123456", voting.answers(plan.style(), choices)));
      assertTrue(castUntilRecorded(voter).standsLast());
    }
    return voter;
  }

  private static Voter.Cast castUntilRecorded(Voter voter) {
    return patiently(
        () -> {
          Voter.Cast cast = voter.cast();
          if (cast.receipt().isEmpty()) {
            throw new DemoException("stored, not recorded yet");
          }
          return cast;
        });
  }

  private static <T> T patiently(Supplier<T> attempt) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return attempt.get();
      } catch (ToldException failure) {
        if (System.nanoTime() > deadline) {
          throw failure;
        }
        try {
          Thread.sleep(100);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw failure;
        }
      }
    }
  }

  static Map<String, Integer> expected(List<VoterPlan> plans) {
    Map<String, Integer> votes = new HashMap<>();
    for (VoterPlan plan : plans) {
      plan.choices()
          .forEach(
              (question, chosen) ->
                  chosen.forEach(item -> votes.merge(question + "/" + item, 1, Integer::sum)));
    }
    return votes;
  }

  static Map<String, Integer> votes(JsonNode result) {
    Map<String, Integer> votes = new HashMap<>();
    for (JsonNode question : result.path("questions")) {
      for (JsonNode option : question.path("options")) {
        if (option.path("votes").asInt() > 0) {
          votes.put(
              question.path("id").asText() + "/" + option.path("id").asText(),
              option.path("votes").asInt());
        }
      }
    }
    return votes;
  }

  /** A server that is killed without warning, and started by the same command. */
  static final class Victim implements AutoCloseable {
    private final String word;
    private final Path log;
    private ProcessHandle running;

    Victim(String word, Path log) {
      this.word = word;
      this.log = log;
    }

    void killAndRestart() throws IOException {
      ProcessHandle victim = running == null ? found() : running;
      List<String> command =
          Stream.concat(
                  victim.info().command().stream(), Stream.of(victim.info().arguments().get()))
              .toList();
      victim.destroyForcibly();
      victim.onExit().join();
      running =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start()
              .toHandle();
    }

    private ProcessHandle found() {
      return ProcessHandle.current()
          .descendants()
          .filter(process -> process.info().arguments().isPresent())
          .filter(
              process ->
                  Stream.of(process.info().arguments().get())
                      .anyMatch(argument -> argument.contains(word)))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no server with " + word));
    }

    @Override
    public void close() {
      if (running != null) {
        running.destroy();
        running.onExit().join();
      }
    }
  }
}
