package city.urna.verifier.count.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.TieRule;
import city.urna.verifier.count.TieRule.Purpose;
import city.urna.verifier.count.TieRule.Verdict;
import city.urna.verifier.count.method.RctabTie.Mode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** RCTab's tie-break modes (spec counting §10; RCTab 2.0, {@code Tiebreak}). */
class RctabTieTest {
  private static final List<Option> OPTIONS = named("Cy", "Ann", "Bob");
  private static final List<Integer> ALL = List.of(0, 1, 2);

  private static List<Option> named(String... names) {
    return Stream.of(names).map(Option::named).toList();
  }

  private static TieRule tie(Mode mode, long seed) {
    return new RctabTie(mode, OPTIONS, OPTIONS.size(), seed);
  }

  private static List<Rational> round(long... votes) {
    return java.util.Arrays.stream(votes).mapToObj(Rational::of).toList();
  }

  private static Verdict.Decided decided(
      TieRule tie, Purpose purpose, List<Integer> tied, List<List<Rational>> earlier) {
    return assertInstanceOf(Verdict.Decided.class, tie.decide(purpose, tied, earlier));
  }

  /** Seed 0 draws 0.731, 0.241 and 0.637: the last, first and second of three names in order. */
  @Test
  void randomDrawsFromTheNamesInOrder() {
    TieRule tie = tie(Mode.RANDOM, 0);
    List<Integer> drawn =
        Stream.of(Purpose.BEST, Purpose.WORST, Purpose.BEST)
            .map(purpose -> decided(tie, purpose, ALL, List.of()).option())
            .toList();
    assertEquals(List.of(0, 1, 2), drawn);
    assertEquals(0, decided(tie.restarted(), Purpose.BEST, ALL, List.of()).option());
    assertEquals(
        "by the configuration's random seed", decided(tie, Purpose.BEST, ALL, List.of()).how());
  }

  @Test
  void theCandidateOrder() {
    TieRule tie = tie(Mode.CANDIDATE_ORDER, 0);
    assertEquals(
        new Verdict.Decided(0, "by the configuration's order"),
        tie.decide(Purpose.BEST, List.of(2, 1, 0), List.of()));
    assertEquals(2, decided(tie, Purpose.WORST, List.of(1, 2), List.of()).option());
  }

  /**
   * Names in order, shuffled by the platform's {@code Collections.shuffle}; undeclared write-ins
   * stay last.
   */
  @Test
  void aPermutation() {
    List<Option> options = named("Eve", "Cy", "Ann", "Bob", "Dot", "A write-in");
    List<String> shuffled = new ArrayList<>(List.of("Ann", "Bob", "Cy", "Dot", "Eve"));
    java.util.Collections.shuffle(shuffled, new Random(12_345));
    shuffled.add("A write-in");
    TieRule tie = new RctabTie(Mode.PERMUTATION, options, 5, 12_345);
    List<Integer> left = new ArrayList<>(IntStream.range(0, 6).boxed().toList());
    List<String> best = new ArrayList<>();
    while (!left.isEmpty()) {
      Integer chosen = decided(tie, Purpose.BEST, left, List.of()).option();
      best.add(options.get(chosen).id());
      left.remove(chosen);
    }
    assertEquals(shuffled, best);
    assertEquals(
        new Verdict.Decided(5, "by the permutation drawn"),
        tie.decide(Purpose.WORST, List.of(5, 0, 1), List.of()));
  }

  @Test
  void someAskAPerson() {
    assertEquals(
        new Verdict.Undecided("the configuration says to stop and ask"),
        tie(Mode.ASK, 0).decide(Purpose.BEST, ALL, List.of(round(3, 2, 1))));
    assertEquals(
        new Verdict.Undecided("the configuration says to stop and ask"),
        tie(Mode.PREVIOUS_THEN_ASK, 0)
            .decide(Purpose.WORST, List.of(0, 1), List.of(round(3, 3, 1), round(5, 5, 2))));
  }

  /** The last round in which they differ decides, for the best by most and the worst by fewest. */
  @Test
  void earlierRounds() {
    TieRule tie = tie(Mode.PREVIOUS_THEN_ASK, 0);
    List<List<Rational>> earlier = List.of(round(1, 2, 3), round(4, 2, 3), round(5, 5, 5));
    assertEquals(
        new Verdict.Decided(0, "by what they had in round 2"),
        tie.decide(Purpose.BEST, ALL, earlier));
    assertEquals(
        new Verdict.Decided(1, "by what they had in round 2"),
        tie.decide(Purpose.WORST, ALL, earlier));
  }

  /** Round 2 leaves two of three level, and only these are compared in round 1. */
  @Test
  void earlierRoundsStepByStep() {
    List<List<Rational>> earlier = List.of(round(9, 2, 1), round(1, 3, 3));
    assertEquals(
        new Verdict.Decided(1, "by what they had in round 1"),
        tie(Mode.PREVIOUS_THEN_ASK, 0).decide(Purpose.BEST, ALL, earlier));
  }

  /** Before any other round there is nothing to compare: the names stand in order. */
  @Test
  void inTheFirstRoundRandomDecides() {
    assertEquals(
        new Verdict.Decided(0, "by the configuration's random seed"),
        tie(Mode.PREVIOUS_THEN_RANDOM, 0).decide(Purpose.BEST, ALL, List.of()));
  }

  /**
   * Whom earlier rounds leave level stands in the order of the platform's hash set, as RCTab keeps
   * them: draws from two to sixty names are held against such a set.
   */
  @Test
  void levelInEveryRoundStandAsHashed() {
    for (int n = 2; n <= 60; n++) {
      Random random = new Random(n);
      List<String> names =
          random
              .ints(n, 0, 1 << 20)
              .mapToObj(number -> Integer.toString(number, 36) + " Candidate")
              .distinct()
              .sorted()
              .toList();
      List<Option> options = names.stream().map(Option::named).toList();
      List<Integer> all = IntStream.range(0, names.size()).boxed().toList();
      List<Rational> level = all.stream().map(_ -> Rational.of(7)).toList();
      List<String> held = new ArrayList<>(new HashSet<>(names));
      held = new ArrayList<>(new HashSet<>(held));
      TieRule tie = new RctabTie(Mode.PREVIOUS_THEN_RANDOM, options, names.size(), 99);
      Random same = new Random(99);
      for (int draw = 0; draw < 20; draw++) {
        int chosen = decided(tie, Purpose.WORST, all, List.of(level, level)).option();
        assertEquals(
            held.get((int) (same.nextDouble() * names.size())), names.get(chosen), "of " + n);
      }
    }
  }
}
