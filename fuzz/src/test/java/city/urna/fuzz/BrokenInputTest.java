package city.urna.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every parser under seeded mutations of good input: 200 always (whole archives 20), 100,000 under
 * the tag {@code long} (whole archives 2,000). What was found once is tried first.
 */
class BrokenInputTest {
  private static final long SEED = 20_261_125;
  private static final Path FINDINGS =
      Path.of(System.getProperty("urna.root", ".."), "fuzz/src/test/resources/findings");

  /** Each input is a whole verification, so it gets fewer. */
  private static final String ARCHIVE = "archive";

  static Stream<String> targets() {
    return Targets.all().stream().map(Targets.Named::name);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void twoHundred(String name) throws IOException {
    mutate(Targets.named(name), name.equals(ARCHIVE) ? 20 : 200);
  }

  @ParameterizedTest
  @MethodSource("targets")
  @Tag("long")
  void aHundredThousand(String name) throws IOException {
    mutate(Targets.named(name), name.equals(ARCHIVE) ? 2_000 : 100_000);
  }

  private static void mutate(Target target, int rounds) throws IOException {
    for (byte[] sample : target.samples()) {
      Optional<String> refused = target.refusal(sample);
      assertTrue(!target.read() || refused.isEmpty(), () -> target.name() + ": " + refused);
    }
    for (Path finding : findings(target.name())) {
      eat(target, Files.readAllBytes(finding), finding.toString());
    }
    Mutator mutator = new Mutator(SEED, target.samples());
    long started = System.nanoTime();
    int read = 0;
    for (int round = 0; round < rounds; round++) {
      if (eat(target, mutator.next(), "round " + round)) {
        read++;
      }
    }
    assertTrue(read < rounds, () -> target.name() + " refuses nothing");
    System.out.printf(
        "%s: %,d broken inputs, %,d read, the rest refused, %.1f s%n",
        target.name(), rounds, read, (System.nanoTime() - started) / 1e9);
  }

  /** Whether it was read; anything but a value or a refusal fails, with the input. */
  private static boolean eat(Target target, byte[] input, String what) {
    try {
      return target.accepts(input);
    } catch (RuntimeException | Error escaped) {
      return fail(
          target.name() + ", " + what + ", input " + HexFormat.of().formatHex(input), escaped);
    }
  }

  private static List<Path> findings(String target) throws IOException {
    Path folder = FINDINGS.resolve(target);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** A folder of findings that no target reads would be read by nobody. */
  @Test
  void everyFindingHasATarget() throws IOException {
    List<String> names = targets().toList();
    assertEquals(names.size(), names.stream().distinct().count());
    try (Stream<Path> folders = Files.list(FINDINGS)) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        assertTrue(names.contains(folder.getFileName().toString()), folder::toString);
      }
    }
  }

  /** A parser that lets an exception out, or refuses with one's text, is caught. */
  @Test
  void aBadParserIsFound() {
    byte[] digits = "2027".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    Target throwing =
        new Target(
            "throwing",
            List.of(digits),
            input -> {
              Long.parseLong(new String(input, java.nio.charset.StandardCharsets.UTF_8));
              return Optional.empty();
            });
    assertThrows(AssertionError.class, () -> mutate(throwing, 500));
    Target unclear =
        new Target(
            "unclear",
            List.of(digits),
            input ->
                input.length == 4
                    ? Optional.empty()
                    : Optional.of("java.lang.IllegalStateException: 7"));
    assertThrows(AssertionError.class, () -> mutate(unclear, 500));
  }
}
