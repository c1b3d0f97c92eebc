package city.urna.verifier.count.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Budget;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Counted;
import city.urna.verifier.count.MarkRules;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.RandomElections;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Tie;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules that add up totals, against additions ballot by ballot, on 300 elections each. */
class TotalsPropertiesTest {
  private static final int ELECTIONS = 300;

  private static Count counted(Counted counted) {
    return assertInstanceOf(Count.class, counted);
  }

  private static List<Rational> tallies(Count count) {
    return count.tallies().stream().map(amount -> amount.value()).toList();
  }

  /** The winners, chosen one by one: the most votes, the first in order among equals. */
  private static List<Integer> best(List<Rational> totals, int seats) {
    List<Integer> winners = new ArrayList<>();
    while (winners.size() < Math.min(seats, totals.size())) {
      int best = -1;
      for (int option = 0; option < totals.size(); option++) {
        boolean free = !winners.contains(option);
        if (free && (best < 0 || totals.get(option).compareTo(totals.get(best)) > 0)) {
          best = option;
        }
      }
      winners.add(best);
    }
    return winners;
  }

  private static void same(
      String seed, Count onBallots, Count onTotals, List<Rational> totals, int seats) {
    assertEquals(totals, tallies(onBallots), seed);
    assertEquals(best(totals, seats), onBallots.winners(), seed);
    assertEquals(onBallots.winners(), onTotals.winners(), seed);
    assertEquals(onBallots.tallies(), onTotals.tallies(), seed);
  }

  @Test
  void plurality() {
    for (long seed = 0; seed < ELECTIONS; seed++) {
      RandomElections random = new RandomElections(seed);
      int n = random.from(1, 6);
      Ballots.Approvals ballots = random.approvals(n, random.from(0, 20));
      Rational[] sums = zeros(n);
      for (Ballots.Approval ballot : ballots.ballots()) {
        if (ballot.chosen().size() == 1) {
          int option = ballot.chosen().getFirst();
          sums[option] = sums[option].plus(Rational.of(ballot.number()));
        }
      }
      List<Rational> totals = List.of(sums);
      int seats = random.from(1, 3);
      Tie tie = Tie.inOrder(n);
      same(
          "seed " + seed,
          counted(Plurality.onBallots(ballots, seats, MarkRules.DEFAULT, tie)),
          Plurality.onTotals(ballots.options(), totals, seats, tie),
          totals,
          seats);
    }
  }

  @Test
  void approval() {
    for (long seed = 0; seed < ELECTIONS; seed++) {
      RandomElections random = new RandomElections(seed);
      int n = random.from(1, 6);
      Ballots.Approvals ballots = random.approvals(n, random.from(0, 20));
      Rational[] sums = zeros(n);
      for (Ballots.Approval ballot : ballots.ballots()) {
        for (int option : ballot.chosen()) {
          sums[option] = sums[option].plus(Rational.of(ballot.number()));
        }
      }
      List<Rational> totals = List.of(sums);
      int seats = random.from(1, 3);
      Tie tie = Tie.inOrder(n);
      same(
          "seed " + seed,
          counted(Approval.onBallots(ballots, seats, tie)),
          Approval.onTotals(ballots.options(), totals, seats, tie),
          totals,
          seats);
    }
  }

  @Test
  void score() {
    for (long seed = 0; seed < ELECTIONS; seed++) {
      RandomElections random = new RandomElections(seed);
      int n = random.from(1, 6);
      Ballots.Points ballots = random.points(n, random.from(0, 20));
      Rational[] sums = zeros(n);
      for (Ballots.Pointing ballot : ballots.ballots()) {
        for (long one = 0; one < ballot.number(); one++) {
          ballot.points().forEach((option, given) -> sums[option] = sums[option].plus(given));
        }
      }
      List<Rational> totals = List.of(sums);
      int seats = random.from(1, 3);
      Tie tie = Tie.inOrder(n);
      same(
          "seed " + seed,
          counted(Score.onBallots(ballots, seats, tie)),
          Score.onTotals(ballots.options(), totals, seats, tie),
          totals,
          seats);
    }
  }

  /** On strict rankings Borda's points count the options that each ballot puts an option above. */
  @Test
  void borda() {
    for (long seed = 0; seed < ELECTIONS; seed++) {
      RandomElections random = new RandomElections(seed);
      int n = random.from(2, 6);
      Ballots.Rankings ballots = random.rankings(n, random.from(0, 20));
      Rational[] sums = zeros(n);
      for (Ballots.Ranking ballot : ballots.ballots()) {
        for (int place = 0; place < ballot.ranks().size(); place++) {
          int option = ballot.ranks().get(place).marked().getFirst();
          sums[option] = sums[option].plus(Rational.of((n - 1L - place) * ballot.number()));
        }
      }
      List<Rational> totals = List.of(sums);
      int seats = random.from(1, 3);
      Tie tie = Tie.inOrder(n);
      same(
          "seed " + seed,
          counted(Borda.onBallots(ballots, n - 1, seats, tie)),
          Borda.onTotals(ballots.options(), totals, seats, tie),
          totals,
          seats);
    }
  }

  @Test
  void greedyKeepsWithinTheBudgetAndToItsRule() {
    for (long seed = 0; seed < ELECTIONS; seed++) {
      for (Greedy.Rule rule : Greedy.Rule.values()) {
        RandomElections random = new RandomElections(seed);
        int n = random.from(1, 8);
        Ballots.Approvals ballots = random.approvals(n, random.from(0, 20));
        Budget budget = random.budget(n);
        Tie tie = Tie.inOrder(n);
        Count count = counted(Greedy.onBallots(ballots, OptionalInt.empty(), budget, rule, tie));
        String at = rule + ", seed " + seed;
        List<Rational> totals = Approval.votes(ballots);
        assertEquals(totals, tallies(count), at);
        Count onTotals = Greedy.onTotals(ballots.options(), totals, budget, rule, tie);
        assertEquals(count.winners(), onTotals.winners(), at);
        Rational spent =
            count.winners().stream().map(budget.costs()::get).reduce(Rational.ZERO, Rational::plus);
        assertTrue(spent.compareTo(budget.limit()) <= 0, at);
        for (int option = 0; option < n; option++) {
          boolean funded = count.winners().contains(option);
          assertEquals(shouldBeFunded(option, count.winners(), totals, budget, rule), funded, at);
        }
      }
    }
  }

  /** A project is funded if the rule lets it in, given those funded that go before it. */
  private static boolean shouldBeFunded(
      int option, List<Integer> funded, List<Rational> totals, Budget budget, Greedy.Rule rule) {
    Rational left = budget.limit();
    Set<Integer> before = new HashSet<>();
    for (int other : funded) {
      if (goesBefore(other, option, totals)) {
        left = left.minus(budget.costs().get(other));
        before.add(other);
      }
    }
    Optional<Rational> threshold =
        rule == Greedy.Rule.GREEDY ? Optional.empty() : budget.threshold();
    boolean enough =
        threshold.isEmpty() || totals.get(option).compareTo(threshold.orElseThrow()) >= 0;
    boolean fits = budget.costs().get(option).compareTo(left) <= 0;
    boolean excluded =
        rule == Greedy.Rule.EXCLUSIVE && before.stream().anyMatch(o -> budget.conflict(o, option));
    boolean stopped = false;
    if (rule == Greedy.Rule.NO_SKIP) {
      for (int other = 0; other < totals.size(); other++) {
        stopped |=
            goesBefore(other, option, totals)
                && totals.get(other).compareTo(threshold.orElseThrow()) >= 0
                && !funded.contains(other);
      }
    }
    return enough && fits && !excluded && !stopped;
  }

  private static boolean goesBefore(int one, int other, List<Rational> totals) {
    int votes = totals.get(one).compareTo(totals.get(other));
    return votes > 0 || (votes == 0 && one < other);
  }

  @Test
  void aWithdrawnProjectDoesNotStopTheCount() {
    List<Option> options = RandomElections.options(3);
    Budget budget =
        Budget.of(
            Rational.of(10),
            List.of(Rational.of(4), Rational.of(999_999_999), Rational.of(5)),
            Optional.empty());
    List<Rational> totals = List.of(Rational.of(9), Rational.of(8), Rational.of(7));
    Count count = Greedy.onTotals(options, totals, budget, Greedy.Rule.NO_SKIP, Tie.inOrder(3));
    assertEquals(List.of(0, 2), count.winners());
  }

  private static Rational[] zeros(int n) {
    Rational[] zeros = new Rational[n];
    java.util.Arrays.fill(zeros, Rational.ZERO);
    return zeros;
  }
}
