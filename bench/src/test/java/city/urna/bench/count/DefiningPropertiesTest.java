package city.urna.bench.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.count.Fraction;
import city.urna.protocol.count.Outcome;
import city.urna.protocol.count.Reason;
import city.urna.protocol.count.Round;
import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Ballots.Ranking;
import city.urna.verifier.count.Budget;
import city.urna.verifier.count.Rank;
import city.urna.verifier.count.method.Method;
import city.urna.verifier.count.method.Utility;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What defines each method, checked by trying everything, on 1,000 random elections of clear
 * ballots: it knows nothing of how either count is made.
 */
class DefiningPropertiesTest {
  private static final long ELECTIONS = 1_000;

  private static void each(Method method, Consumer<BothCounts> check) {
    LongStream.range(0, ELECTIONS)
        .mapToObj(seed -> RandomBallots.drawClean(method, 7_000_000 + seed))
        .forEach(check);
  }

  // Most votes, most points.

  @ParameterizedTest
  @EnumSource(names = {"PLURALITY", "APPROVAL", "SCORE", "BORDA"})
  void nobodyLeftOutHasMore(Method method) {
    each(
        method,
        both -> {
          Outcome outcome = both.platforms();
          List<Fraction> sums = sums(both);
          assertEquals(sums, outcome.tallies());
          assertEquals(Math.min(both.seats(), sums.size()), outcome.winners().size());
          for (int loser : others(both, outcome.winners())) {
            outcome
                .winners()
                .forEach(winner -> assertTrue(sums.get(winner).compareTo(sums.get(loser)) >= 0));
          }
        });
  }

  /** Ballot by ballot and mark by mark. */
  private static List<Fraction> sums(BothCounts both) {
    List<Fraction> sums =
        new ArrayList<>(Collections.nCopies(both.ballots().options().size(), Fraction.ZERO));
    switch (both.ballots()) {
      case Ballots.Approvals sets ->
          sets.ballots().stream()
              .filter(b -> both.method() != Method.PLURALITY || b.chosen().size() == 1)
              .forEach(b -> b.chosen().forEach(o -> add(sums, o, Fraction.of(b.number()))));
      case Ballots.Points points ->
          points
              .ballots()
              .forEach(
                  b ->
                      b.points()
                          .forEach(
                              (o, p) ->
                                  add(
                                      sums,
                                      o,
                                      new Fraction(p.numerator(), p.denominator())
                                          .times(b.number()))));
      case Ballots.Rankings rankings ->
          rankings
              .ballots()
              .forEach(
                  b -> {
                    List<Integer> order = order(b);
                    for (int place = 0; place < order.size(); place++) {
                      long worth =
                          both.method() == Method.PLURALITY
                              ? (place == 0 ? 1 : 0)
                              : Math.max(0, both.first() - place);
                      add(sums, order.get(place), Fraction.of(worth * b.number()));
                    }
                  });
      case Ballots.Grades _ -> throw new AssertionError("grades have no sum");
    }
    return sums;
  }

  private static void add(List<Fraction> sums, int option, Fraction more) {
    sums.set(option, sums.get(option).plus(more));
  }

  // Schulze.

  @Test
  void schulzeElectsTheCondorcetWinnerAndByStrongestPaths() {
    each(
        Method.SCHULZE,
        both -> {
          int n = both.ballots().options().size();
          long[][] prefer = preferences(both);
          List<Integer> winners = both.platforms().winners();
          for (int a = 0; a < n; a++) {
            int one = a;
            if (IntStream.range(0, n).allMatch(b -> b == one || prefer[one][b] > prefer[b][one])) {
              assertEquals(one, winners.getFirst(), "beats everybody in pairs");
            }
          }
          for (int b = 0; b < n; b++) {
            if (b != winners.getFirst()) {
              assertTrue(
                  strongest(prefer, winners.getFirst(), b, new HashSet<>())
                      >= strongest(prefer, b, winners.getFirst(), new HashSet<>()),
                  "no path back is stronger");
            }
          }
        });
  }

  /** The strongest of all paths, each of them walked. */
  private static long strongest(long[][] prefer, int from, int to, Set<Integer> seen) {
    if (from == to) {
      return Long.MAX_VALUE;
    }
    seen.add(from);
    long best = 0;
    for (int via = 0; via < prefer.length; via++) {
      if (!seen.contains(via) && prefer[from][via] > prefer[via][from]) {
        best = Math.max(best, Math.min(prefer[from][via], strongest(prefer, via, to, seen)));
      }
    }
    seen.remove(from);
    return best;
  }

  private static long[][] preferences(BothCounts both) {
    int n = both.ballots().options().size();
    long[][] prefer = new long[n][n];
    for (Ranking ballot : ((Ballots.Rankings) both.ballots()).ballots()) {
      List<Integer> order = order(ballot);
      for (int a : order) {
        for (int b = 0; b < n; b++) {
          if (!order.contains(b) || order.indexOf(a) < order.indexOf(b)) {
            prefer[a][b] += a == b ? 0 : ballot.number();
          }
        }
      }
    }
    return prefer;
  }

  // Instant run-off.

  @Test
  void laterPreferencesNeverHarmEarlierOnes() {
    each(
        Method.IRV,
        both -> {
          List<Ranking> ballots = ((Ballots.Rankings) both.ballots()).ballots();
          for (int line = 0; line < ballots.size(); line++) {
            for (int keep = 1; keep < ballots.get(line).ranks().size(); keep++) {
              List<Rank> ranks = ballots.get(line).ranks().subList(0, keep);
              List<Ranking> shorter = new ArrayList<>(ballots);
              shorter.set(line, new Ranking(ballots.get(line).number(), ranks));
              int without =
                  both.with(new Ballots.Rankings(both.ballots().options(), shorter))
                      .platforms()
                      .winners()
                      .getFirst();
              if (order(shorter.get(line)).contains(without)) {
                assertEquals(without, both.platforms().winners().getFirst());
              }
            }
          }
        });
  }

  @Test
  void aMajorityOfFirstPreferencesWinsAndRoundsLoseTheFewest() {
    each(
        Method.IRV,
        both -> {
          Outcome outcome = both.platforms();
          List<Fraction> first =
              sums(
                  new BothCounts(
                      Method.PLURALITY,
                      both.ballots(),
                      1,
                      both.budget(),
                      1,
                      both.marks(),
                      both.utility(),
                      both.tie()));
          Fraction all = first.stream().reduce(Fraction.ZERO, Fraction::plus);
          for (int option = 0; option < first.size(); option++) {
            if (first.get(option).times(2).compareTo(all) > 0) {
              assertEquals(List.of(option), outcome.winners());
              assertEquals(1, outcome.rounds().size());
            }
          }
          for (Round round : outcome.rounds()) {
            Fraction fewest = Collections.min(round.tallies().values());
            round.eliminated().forEach(o -> assertEquals(fewest, round.tallies().get(o)));
            Fraction inactive =
                sum(
                    round.figures().stream()
                        .filter(f -> !f.name().equals("threshold"))
                        .map(Round.Figure::amount)
                        .toList());
            assertEquals(
                Fraction.of(both.ballots().size()), sum(round.tallies().values()).plus(inactive));
          }
        });
  }

  // Transfers.

  @ParameterizedTest
  @EnumSource(names = {"STV_SCOTTISH", "STV_WIGM", "STV_MEEK"})
  void votesAreNeitherMadeNorLostAndQuotasElect(Method method) {
    each(
        method,
        both -> {
          Outcome outcome = both.platforms();
          assertEquals(
              Math.min(both.seats(), both.ballots().options().size()), outcome.winners().size());
          assertEquals(outcome.winners().size(), new HashSet<>(outcome.winners()).size());
          for (Round round : outcome.rounds()) {
            Fraction held = sum(round.tallies().values());
            Fraction gone = figure(round, "exhausted").plus(figure(round, "lostToRounding"));
            assertEquals(figure(round, "valid"), held.plus(gone));
            Fraction quota = figure(round, "quota");
            for (Reason reason : round.reasons()) {
              if (reason.cause() == Reason.Cause.QUOTA) {
                int elected = reason.options().getFirst();
                assertTrue(round.tallies().get(elected).compareTo(quota) >= 0);
              }
            }
            // Nobody with a quota is passed over while there are seats.
            if (outcome.rounds().getLast() != round) {
              Set<Integer> electedByNow = new HashSet<>();
              for (Round before : outcome.rounds()) {
                electedByNow.addAll(before.elected());
                if (before == round) {
                  break;
                }
              }
              others(both, List.copyOf(electedByNow))
                  .forEach(o -> assertTrue(round.tallies().get(o).compareTo(quota) <= 0));
              round.eliminated().forEach(o -> assertFalse(electedByNow.contains(o)));
            }
          }
        });
  }

  /** Droop: more than k quotas of voters who put a set first elect k of it, or all of it. */
  @ParameterizedTest
  @EnumSource(names = {"STV_WIGM", "STV_MEEK"})
  void solidCoalitionsAreRepresented(Method method) {
    each(
        method,
        both -> {
          List<Integer> winners = both.platforms().winners();
          int n = both.ballots().options().size();
          List<Ranking> ballots = ((Ballots.Rankings) both.ballots()).ballots();
          long valid =
              ballots.stream().filter(b -> !order(b).isEmpty()).mapToLong(Ranking::number).sum();
          for (int set = 1; set < 1 << n; set++) {
            int members = set;
            int size = Integer.bitCount(set);
            long solid =
                ballots.stream()
                    .filter(b -> order(b).size() >= size)
                    .filter(
                        b ->
                            order(b).subList(0, size).stream()
                                .allMatch(o -> (members >> o & 1) == 1))
                    .mapToLong(Ranking::number)
                    .sum();
            long quotas = solid == 0 ? 0 : (solid * (both.seats() + 1L) - 1) / valid;
            long elected = winners.stream().filter(o -> (members >> o & 1) == 1).count();
            assertTrue(elected >= Math.min(quotas, size), () -> both + " " + winners);
          }
        });
  }

  // Majority judgment.

  @Test
  void medianAfterMedianIsTakenAway() {
    each(
        Method.MAJORITY_JUDGMENT,
        both -> {
          Ballots.Grades grades = (Ballots.Grades) both.ballots();
          if (grades.size() > 60) {
            return;
          }
          List<Integer> winners = both.platforms().winners();
          for (int loser : others(both, winners)) {
            winners.forEach(
                winner ->
                    assertTrue(
                        beats(received(grades, winner), received(grades, loser)) <= 0,
                        () -> both.toString()));
          }
        });
  }

  private static List<Integer> received(Ballots.Grades grades, int option) {
    List<Integer> received = new ArrayList<>();
    for (Ballots.Grading ballot : grades.ballots()) {
      for (long copy = 0; copy < ballot.number(); copy++) {
        received.add(ballot.grades().get(option));
      }
    }
    Collections.sort(received);
    return received;
  }

  private static int beats(List<Integer> one, List<Integer> other) {
    while (!one.isEmpty()) {
      int difference = one.remove(one.size() / 2) - other.remove(other.size() / 2);
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  // Budgets.

  @ParameterizedTest
  @EnumSource(names = {"GREEDY", "GREEDY_NO_SKIP", "GREEDY_THRESHOLD", "GREEDY_EXCLUSIVE"})
  void whatIsFundedFitsAfterAllThatHasMoreVotes(Method method) {
    each(
        method,
        both -> {
          Budget budget = both.budget().orElseThrow();
          Outcome outcome = both.platforms();
          List<Fraction> totals = outcome.tallies();
          boolean stopped = false;
          List<Integer> order =
              IntStream.range(0, totals.size())
                  .boxed()
                  .sorted(
                      (a, b) -> {
                        int more = totals.get(b).compareTo(totals.get(a));
                        List<Integer> ties = both.tie().order();
                        return more != 0 ? more : ties.indexOf(a) - ties.indexOf(b);
                      })
                  .toList();
          for (int place = 0; place < order.size(); place++) {
            int item = order.get(place);
            List<Integer> before =
                order.subList(0, place).stream().filter(outcome.winners()::contains).toList();
            Fraction spent = sum(before.stream().map(o -> cost(budget, o)).toList());
            boolean fits = spent.plus(cost(budget, item)).compareTo(fraction(budget.limit())) <= 0;
            boolean enough =
                method == Method.GREEDY
                    || totals.get(item).compareTo(fraction(budget.threshold().orElseThrow())) >= 0;
            boolean excluded =
                method == Method.GREEDY_EXCLUSIVE
                    && before.stream().anyMatch(o -> budget.conflict(o, item));
            assertEquals(fits && enough && !excluded && !stopped, outcome.winners().contains(item));
            stopped |=
                method == Method.GREEDY_NO_SKIP
                    && enough
                    && !fits
                    && !cost(budget, item).equals(Fraction.of(999_999_999));
          }
        });
  }

  /**
   * Priceability (Peters and Skowron, 2020): equal endowments pay exactly for what is bought, each
   * only for what they support, nobody more than they have, and what is not bought costs more than
   * its supporters have left.
   */
  @ParameterizedTest
  @EnumSource(names = {"MES", "MES_ADD1"})
  void theOutcomeIsPriceable(Method method) {
    each(
        method,
        both -> {
          Budget budget = both.budget().orElseThrow();
          Outcome outcome = both.platforms();
          if (both.ballots().size() == 0) {
            assertEquals(List.of(), outcome.winners());
            return;
          }
          List<List<Fraction>> voters = voters(both);
          Fraction share = fraction(budget.limit()).over(Fraction.of(voters.size()));
          Fraction most = share;
          if (method == Method.MES_ADD1) {
            // The endowment is not stated as such: find the one that pays for the outcome.
            while (!priceable(both, outcome, voters, most)
                && most.compareTo(Fraction.of(5_000)) < 0) {
              most = most.plus(Fraction.ONE);
            }
          }
          assertTrue(priceable(both, outcome, voters, most), both::toString);
          Fraction spent = sum(outcome.winners().stream().map(o -> cost(budget, o)).toList());
          assertTrue(spent.compareTo(fraction(budget.limit())) <= 0);
        });
  }

  /** Whether these endowments, spent at the prices of the rounds, pay for exactly this outcome. */
  private static boolean priceable(
      BothCounts both, Outcome outcome, List<List<Fraction>> voters, Fraction endowment) {
    Budget budget = both.budget().orElseThrow();
    List<Fraction> left = new ArrayList<>(Collections.nCopies(voters.size(), endowment));
    Fraction lastPerWorth = Fraction.ZERO;
    for (Round round : outcome.rounds()) {
      for (int item : round.elected()) {
        if (cost(budget, item).signum() == 0) {
          continue;
        }
        Fraction price = figure(round, "price");
        Fraction paid = Fraction.ZERO;
        for (int voter = 0; voter < voters.size(); voter++) {
          Fraction asked = voters.get(voter).get(item).times(price);
          Fraction pays = asked.compareTo(left.get(voter)) < 0 ? asked : left.get(voter);
          paid = paid.plus(pays);
          left.set(voter, left.get(voter).minus(pays));
        }
        if (!paid.equals(cost(budget, item))) {
          return false;
        }
        Fraction perWorth = both.utility() == Utility.COST ? price.over(cost(budget, item)) : price;
        if (perWorth.compareTo(lastPerWorth) < 0) {
          return false;
        }
        lastPerWorth = perWorth;
      }
    }
    for (int item : others(both, outcome.winners())) {
      Fraction together = Fraction.ZERO;
      boolean supported = false;
      for (int voter = 0; voter < voters.size(); voter++) {
        if (voters.get(voter).get(item).signum() > 0) {
          together = together.plus(left.get(voter));
          supported = true;
        }
      }
      if (supported && together.compareTo(cost(budget, item)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Each voter's points for each item. */
  private static List<List<Fraction>> voters(BothCounts both) {
    List<List<Fraction>> voters = new ArrayList<>();
    int n = both.ballots().options().size();
    switch (both.ballots()) {
      case Ballots.Approvals sets ->
          sets.ballots()
              .forEach(
                  b ->
                      repeat(
                          voters,
                          b.number(),
                          n,
                          o -> b.chosen().contains(o) ? Fraction.ONE : Fraction.ZERO));
      case Ballots.Points points ->
          points
              .ballots()
              .forEach(
                  b ->
                      repeat(
                          voters,
                          b.number(),
                          n,
                          o -> {
                            var given = b.points().get(o);
                            return given == null ? Fraction.ZERO : fraction(given);
                          }));
      case Ballots.Rankings rankings ->
          rankings
              .ballots()
              .forEach(
                  b ->
                      repeat(
                          voters,
                          b.number(),
                          n,
                          o -> {
                            int place = order(b).indexOf(o);
                            return Fraction.of(place < 0 ? 0 : Math.max(0, both.first() - place));
                          }));
      case Ballots.Grades _ -> throw new AssertionError("grades have no points");
    }
    return voters;
  }

  private static void repeat(
      List<List<Fraction>> voters,
      long number,
      int options,
      java.util.function.IntFunction<Fraction> points) {
    List<Fraction> one = IntStream.range(0, options).mapToObj(points).toList();
    voters.addAll(Collections.nCopies((int) number, one));
  }

  // Small things.

  private static List<Integer> order(Ranking ballot) {
    return ballot.ranks().stream().map(rank -> rank.marked().getFirst()).toList();
  }

  private static List<Integer> others(BothCounts both, List<Integer> winners) {
    return IntStream.range(0, both.ballots().options().size())
        .filter(o -> !winners.contains(o))
        .boxed()
        .toList();
  }

  private static Fraction sum(Iterable<Fraction> each) {
    Fraction sum = Fraction.ZERO;
    for (Fraction one : each) {
      sum = sum.plus(one);
    }
    return sum;
  }

  private static Fraction figure(Round round, String name) {
    return round.figures().stream()
        .filter(figure -> figure.name().equals(name))
        .map(Round.Figure::amount)
        .findFirst()
        .orElse(Fraction.ZERO);
  }

  private static Fraction cost(Budget budget, int option) {
    return fraction(budget.costs().get(option));
  }

  private static Fraction fraction(city.urna.verifier.count.Rational rational) {
    return new Fraction(rational.numerator(), rational.denominator());
  }
}
