package city.urna.verifier.count.format;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import city.urna.verifier.count.Counted;
import city.urna.verifier.count.Election;
import city.urna.verifier.count.Refusal;
import city.urna.verifier.count.Tie;
import city.urna.verifier.count.format.ElectionFiles.Asked;
import city.urna.verifier.count.format.ElectionFiles.RctabContest;
import city.urna.verifier.count.method.Counter;
import city.urna.verifier.count.method.Method;
import city.urna.verifier.count.method.RankedChoice;
import city.urna.verifier.count.method.Settings;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand files broken at random, from a seed: every one is read or clearly refused, and what
 * is read is counted or clearly refused.
 */
class ParserFuzzTest {
  private static final int FILES = 10_000;

  private record Sample(String name, String content) {}

  private static final List<Sample> SAMPLES =
      List.of(
          new Sample("a.pb", SmallFiles.APPROVAL_PB),
          new Sample("o.pb", SmallFiles.ORDINAL_PB),
          new Sample("c.pb", SmallFiles.CUMULATIVE_PB),
          new Sample("w.blt", SmallFiles.BLT),
          new Sample("r.json", SmallFiles.CVR),
          new Sample("r.csv", SmallFiles.RANKS_CSV),
          new Sample("l.csv", SmallFiles.LIST_CSV),
          new Sample("m.csv", SmallFiles.MATRIX_CSV));

  @Test
  void filesAreReadOrRefused() {
    int read = 0;
    for (long seed = 0; seed < FILES; seed++) {
      Random random = new Random(seed);
      Sample sample = SAMPLES.get((int) (seed % SAMPLES.size()));
      byte[] broken = mutate(sample.content(), random);
      Method method = Method.values()[random.nextInt(Method.values().length)];
      Asked asked = new Asked(Optional.of(method), Optional.empty(), List.of());
      try {
        switch (ElectionFiles.read(sample.name(), broken, asked)) {
          case Reading.Refused<Election>(Refusal refusal) -> clear(refusal, seed);
          case Reading.Read<Election>(Election election) -> {
            read++;
            count(election, method, seed);
          }
        }
      } catch (RuntimeException | StackOverflowError escaped) {
        fail("seed " + seed + ", " + sample.name() + ", " + method, escaped);
      }
    }
    assertTrue(read > FILES / 20, "nearly nothing was read: " + read);
    assertTrue(read < FILES, "nothing was refused");
  }

  private static void count(Election election, Method method, long seed) {
    Tie tie = Tie.backwards(election.ballots().options().size());
    for (Method each : EnumSet.of(method, Method.STV_SCOTTISH, Method.GREEDY, Method.BORDA)) {
      Counted counted = Counter.count(election, each, Settings.with(tie));
      if (counted instanceof Refusal refusal) {
        clear(refusal, seed);
      }
    }
  }

  @Test
  void configurationsAreReadOrRefused() {
    for (long seed = 0; seed < FILES / 5; seed++) {
      Random random = new Random(seed);
      boolean config = random.nextBoolean();
      byte[] broken = mutate(config ? SmallFiles.RCTAB_CONFIG : SmallFiles.RANKS_CSV, random);
      byte[] other = bytes(config ? SmallFiles.RANKS_CSV : SmallFiles.RCTAB_CONFIG);
      try {
        switch (ElectionFiles.readRctab(
            "c.json", config ? broken : other, "v.csv", config ? other : broken)) {
          case Reading.Refused<RctabContest>(Refusal refusal) -> clear(refusal, seed);
          case Reading.Read<RctabContest>(RctabContest contest) -> {
            if (RankedChoice.onBallots(contest.election().ballots(), contest.rules(), contest.tie())
                instanceof Refusal refusal) {
              clear(refusal, seed);
            }
          }
        }
      } catch (RuntimeException | StackOverflowError escaped) {
        fail("seed " + seed, escaped);
      }
    }
  }

  private static void clear(Refusal refusal, long seed) {
    assertTrue(!refusal.what().isBlank() && !refusal.remedy().isBlank(), "seed " + seed);
    assertTrue(!refusal.what().contains("Exception"), "seed " + seed + ": " + refusal.what());
    assertTrue(refusal.what().length() < 1_000, "seed " + seed + ": " + refusal.what());
  }

  private static final List<String> HOSTILE =
      List.of(
          "\"",
          ";",
          ",",
          "\n",
          "\r",
          "0",
          "-1",
          "99999999999999999999",
          "1e9",
          "NaN",
          "=",
          ">",
          "{",
          "}",
          "[",
          "]",
          "null",
          "\u0000",
          "é",
          "/*",
          "#",
          "-",
          " ",
          "META",
          "VOTES",
          "PROJECTS",
          "\uD83D\uDDF3",
          "1000000",
          "true",
          "(",
          ")");

  private static byte[] mutate(String content, Random random) {
    StringBuilder text = new StringBuilder(content);
    int changes = 1 + random.nextInt(4);
    for (int change = 0; change < changes && !text.isEmpty(); change++) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(6)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, HOSTILE.get(random.nextInt(HOSTILE.size())));
        case 2 -> text.replace(at, end, HOSTILE.get(random.nextInt(HOSTILE.size())));
        case 3 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
        case 4 -> text.setCharAt(at, (char) (1 + random.nextInt(126)));
        default -> text.setLength(at);
      }
    }
    byte[] bytes = bytes(text.toString());
    if (bytes.length > 0 && random.nextInt(10) == 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
    }
    return bytes;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
