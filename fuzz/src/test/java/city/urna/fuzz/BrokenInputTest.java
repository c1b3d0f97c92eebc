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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every parser under seeded mutations of good input: 50 always, 100,000 under the tag {@code long};
 * whole archives 10 under the tag {@code slow}, 2,000 under {@code long}. What was found once is
 * tried first.
 */
class BrokenInputTest {
  private static final long SEED = 20_261_125;

  /** Each input is a whole verification, so they get fewer. */
  private static final Set<String> WHOLE =
      Set.of("archive", "archive-consultation", "exports", "fabric-chain");

  static Stream<String> targets() {
    return Targets.all().stream().map(Targets.Named::name).filter(name -> !WHOLE.contains(name));
  }

  static Stream<String> whole() {
    return WHOLE.stream();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void fifty(String name) throws IOException {
    mutate(Targets.named(name), 50);
  }

  @ParameterizedTest
  @MethodSource("whole")
  @Tag("slow")
  void tenOfEachWhole(String name) throws IOException {
    mutate(Targets.named(name), 10);
  }

  @ParameterizedTest
  @MethodSource("targets")
  @Tag("long")
  void aHundredThousand(String name) throws IOException {
    mutate(Targets.named(name), 100_000);
  }

  @ParameterizedTest
  @MethodSource("whole")
  @Tag("long")
  void twoThousandOfEachWhole(String name) throws IOException {
    mutate(Targets.named(name), 2_000);
  }

  private static void mutate(Target target, int rounds) throws IOException {
    for (byte[] sample : target.samples()) {
      Optional<String> refused = target.refusal(sample);
      assertTrue(!target.read() || refused.isEmpty(), () -> target.name() + ": " + refused);
    }
    for (byte[] finding : Corpus.findings(target.name())) {
      eat(target, finding, "finding");
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

  static Stream<String> groups() {
    return Targets.groups().stream().map(Group::name);
  }

  /** What the fuzzer learned once is read, or refused, in every run. */
  @ParameterizedTest
  @MethodSource("groups")
  void whatIsKept(String name) {
    Target group = Targets.named(name);
    for (byte[] input : Corpus.kept(name)) {
      eat(group, input, "kept");
    }
  }

  /** A folder of findings that no target reads would be read by nobody. */
  @Test
  void everyFindingHasATarget() throws IOException {
    assertNames(Corpus.FINDINGS, targets().toList());
    assertNames(Corpus.KEPT, groups().toList());
  }

  private static void assertNames(Path folder, List<String> names) throws IOException {
    assertEquals(names.size(), names.stream().distinct().count());
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        assertTrue(names.contains(entry.getFileName().toString()), entry::toString);
      }
    }
  }

  /** A group hands each member what is meant for it, and names the member that fails. */
  @Test
  void aGroupNamesItsMember() {
    Target tenDigits =
        new Target(
            "ten",
            List.of(new byte[10]),
            input -> input.length == 10 ? Optional.empty() : Optional.of("not ten"));
    Target failing =
        new Target(
            "failing",
            List.of(new byte[1]),
            input -> {
              throw new IllegalStateException("broken");
            });
    Target group =
        new Group(
                "both",
                "tests",
                List.of(
                    new Targets.Named("ten", () -> tenDigits),
                    new Targets.Named("failing", () -> failing)))
            .target();
    assertEquals(2, group.samples().size());
    assertTrue(group.accepts(group.samples().getFirst()));
    assertEquals(Optional.of("not ten"), group.refusal(new byte[] {2, 7}));
    String told =
        assertThrows(AssertionError.class, () -> group.accepts(group.samples().get(1)))
            .getMessage();
    assertTrue(told.contains("failing"), told);
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
