package city.urna.client.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.urna.client.board.ProcessRecords;
import city.urna.client.definition.ProcessFile;
import city.urna.client.definition.ProcessFileReader;
import city.urna.client.terminal.Progress;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Ceremony;
import city.urna.protocol.records.DecryptionShare;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Trustees whose programs are killed at random moments of the ceremony and of the decryption, and
 * started again with the same words: the outcome is the one without kills, no step and no share
 * stands twice, and nobody has to mend anything.
 */
@Tag("slow")
class KilledTrusteeTest {
  private static final long SEED = 19;
  private static final int VOTERS = 6;

  @Test
  void killedTwiceEach() throws Exception {
    electionWithKills(2, 4);
  }

  @Test
  @Tag("long")
  void killedTwentyTimesEach() throws Exception {
    electionWithKills(20, 50);
  }

  /**
   * A whole election.
   *
   * @param times how often each command of each trustee is started to be killed
   * @param fewest kills that must have met a running program
   */
  private static void electionWithKills(int times, int fewest) throws Exception {
    Path launcher = Programs.launcher();
    assumeTrue(
        Files.exists(launcher.resolveSibling("target/urna-build.stamp")),
        "needs what ./urna builds: run it once, or ./urna test");
    Path out = Files.createTempDirectory("trustees");
    ProcessFile town = ProcessFileReader.town();
    List<VoterPlan> plans = VoterPlan.ofTown(town, VOTERS + 2, new Random(SEED));
    Dangerous desk = Dangerous.on(launcher, times);
    try (Demo demo = new Demo(out, town, plans, new Progress(System.err, true))) {
      demo.trusteesAt(desk);
      Demo.Outcome outcome = demo.run();
      assertEquals(0, outcome.verifier());
      assertEquals(
          KilledServersTest.expected(plans.subList(0, VOTERS)),
          KilledServersTest.votes(outcome.result()));
      ProcessRecords records = new ProcessRecords(demo.services().node(), town.process());
      records.follow();
      once(
          records.of(Kind.CEREMONY, ""),
          record -> {
            Ceremony step = ProcessRecords.body(record, Ceremony.parser());
            return step.getStepCase() + " of trustee " + step.getTrustee();
          },
          9);
      once(
          records.of(Kind.DECRYPTION_SHARE, town.scopes().getFirst().id()),
          record ->
              "share of trustee "
                  + ProcessRecords.body(record, DecryptionShare.parser()).getTrustee(),
          town.threshold());
    }
    assertTrue(desk.kills.get() >= fewest, () -> "only " + desk.kills + " kills met a program");
  }

  /** So many records, each of them the only one of its name. */
  private static void once(
      List<SignedRecord> records, Function<SignedRecord, String> name, int expected) {
    Map<String, Long> counted =
        records.stream().collect(Collectors.groupingBy(name, Collectors.counting()));
    assertEquals(expected, counted.size(), counted::toString);
    assertEquals(expected, records.size(), counted::toString);
  }

  /**
   * Runs each command as a program of its own, killed so many times before it may end.
   *
   * @param longest milliseconds until the latest kill: four times what the program needs to start
   */
  private record Dangerous(
      Path launcher, int times, int longest, Random moments, AtomicInteger kills)
      implements Trustees.Desk {
    static Dangerous on(Path launcher, int times) throws IOException, InterruptedException {
      Dangerous unhurried = new Dangerous(launcher, 0, 0, new Random(SEED), new AtomicInteger());
      long began = System.nanoTime();
      assertEquals(0, unhurried.start(List.of("--help"), Path.of("/dev/null")).waitFor());
      int longest = (int) (4 * (System.nanoTime() - began) / 1_000_000);
      return new Dangerous(launcher, times, longest, unhurried.moments, unhurried.kills);
    }

    @Override
    public int execute(List<String> words, Path log) {
      try {
        for (int i = 0; i < times; i++) {
          Process program = start(words, log);
          if (program.waitFor(moment(), TimeUnit.MILLISECONDS)) {
            // It had ended: started again it must end as well, and change nothing.
            assertEquals(0, program.exitValue(), log::toString);
          } else {
            program.destroyForcibly().waitFor();
            kills.incrementAndGet();
          }
        }
        return start(words, log).waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return 1;
      }
    }

    private synchronized int moment() {
      return moments.nextInt(longest);
    }

    private Process start(List<String> words, Path log) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder(
              Stream.concat(Stream.of(launcher.toString(), "trustee"), words.stream()).toList());
      builder.environment().put("URNA_BUILT", "yes");
      return builder
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    }
  }
}
