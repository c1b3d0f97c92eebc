package city.urna.protocol.count;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.urna.protocol.count.Ballots.Alike;
import city.urna.protocol.count.Ballots.Rank;
import city.urna.protocol.count.Ballots.Rankings;
import city.urna.protocol.count.Reason.Cause;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Published elections, and small ones worked out by hand, with the reason for every decision. */
class WorkedExamplesTest {
  /** "42:0123" is 42 ballots that rank four options in this order. */
  private static Rankings rankings(int options, String... lines) {
    List<Alike<List<Rank>>> ballots = new ArrayList<>();
    for (String line : lines) {
      String[] parts = line.split(":", -1);
      List<Rank> ranks =
          parts[1].chars().mapToObj(c -> Rank.of(Character.getNumericValue(c))).toList();
      ballots.add(new Alike<>(Long.parseLong(parts[0]), ranks));
    }
    return new Rankings(options, ballots);
  }

  private static List<Fraction> whole(long... numbers) {
    return Arrays.stream(numbers).mapToObj(Fraction::of).toList();
  }

  private static Fraction decimal(String text) {
    return Fraction.of(new BigDecimal(text));
  }

  private static List<List<Reason>> reasons(Outcome outcome) {
    return outcome.rounds().stream().map(Round::reasons).toList();
  }

  /** Schulze (2011), example 1: 45 voters, five candidates, E > A > C > B > D. */
  @Test
  void schulzesFirstExample() {
    Outcome outcome =
        Schulze.count(
            rankings(
                5, "5:02143", "5:03421", "8:14302", "3:20143", "7:20413", "2:21034", "7:32410",
                "8:41032"),
            5,
            Ties.itemOrder(5));
    assertEquals(List.of(4, 0, 2, 1, 3), outcome.winners());
    assertEquals(whole(3, 1, 2, 0, 4), outcome.tallies());
    long[][] ballots = {
      {0, 20, 26, 30, 22},
      {25, 0, 16, 33, 18},
      {19, 29, 0, 17, 24},
      {15, 12, 28, 0, 14},
      {23, 27, 21, 31, 0}
    };
    long[][] paths = {
      {0, 28, 28, 30, 24},
      {25, 0, 28, 33, 24},
      {25, 29, 0, 29, 24},
      {25, 28, 28, 0, 24},
      {25, 28, 28, 31, 0}
    };
    List<Round.Figure> expected = new ArrayList<>();
    for (int a = 0; a < 5; a++) {
      for (int b = 0; b < 5; b++) {
        if (a != b) {
          expected.add(new Round.Figure("ballots", List.of(a, b), Fraction.of(ballots[a][b])));
          expected.add(new Round.Figure("path", List.of(a, b), Fraction.of(paths[a][b])));
        }
      }
    }
    assertEquals(expected, outcome.rounds().getFirst().figures());
    assertEquals(
        List.of(4, 0, 2, 1, 3).stream()
            .map(o -> List.of(Reason.of(Cause.STRONGEST_PATHS, o)))
            .toList(),
        reasons(outcome));
  }

  /** A pair with as many ballots either way is no link (spec counting §7). */
  @Test
  void levelPairsAreNoLink() {
    Outcome outcome = Schulze.count(rankings(2, "3:01", "3:10"), 1, Ties.itemOrder(2));
    assertEquals(
        List.of(
            new Round.Figure("ballots", List.of(0, 1), Fraction.of(3)),
            new Round.Figure("path", List.of(0, 1), Fraction.ZERO),
            new Round.Figure("ballots", List.of(1, 0), Fraction.of(3)),
            new Round.Figure("path", List.of(1, 0), Fraction.ZERO)),
        outcome.rounds().getFirst().figures());
    assertEquals(
        List.of(
            Reason.of(Cause.LEVEL_ALWAYS, List.of(0, 1)).with(0),
            Reason.of(Cause.STRONGEST_PATHS, 0)),
        outcome.rounds().getFirst().reasons());
  }

  /** The capital of Tennessee, as textbooks have it: Memphis, Nashville, Chattanooga, Knoxville. */
  @Test
  void theCapitalOfTennesseeByRunoff() {
    Rankings tennessee = rankings(4, "42:0123", "26:1230", "15:2310", "17:3210");
    Outcome outcome = InstantRunoff.count(tennessee, Marks.USUAL, Ties.itemOrder(4));
    assertEquals(List.of(3), outcome.winners());
    assertEquals(whole(42, 0, 0, 58), outcome.tallies());
    assertEquals(
        List.of(
            List.of(Reason.of(Cause.FEWEST, 2)),
            List.of(Reason.of(Cause.FEWEST, 1)),
            List.of(Reason.of(Cause.QUOTA, 3))),
        reasons(outcome));
    assertEquals(whole(126, 194, 173, 107), tennessee.asPoints(3).totals());
    assertEquals(
        List.of(1),
        new MostVotes(1).count(tennessee.asPoints(3).totals(), Ties.itemOrder(4)).winners());
    assertEquals(List.of(1, 2, 3, 0), Schulze.count(tennessee, 4, Ties.itemOrder(4)).winners());
  }

  /** Level in the second round at four votes; in the first the third option had three. */
  @Test
  void levelOptionsAreDecidedBackwardsOrByTheOrder() {
    Rankings ballots = rankings(4, "5:0", "4:1", "3:2", "1:32");
    Outcome backwards =
        InstantRunoff.count(ballots, Marks.USUAL, new Ties(true, List.of(0, 1, 2, 3)));
    assertEquals(
        List.of(
            Reason.of(Cause.LEVEL_NOW, List.of(1, 2)).with(2).inRound(1),
            Reason.of(Cause.FEWEST, 2)),
        backwards.rounds().get(1).reasons());
    Outcome order = InstantRunoff.count(ballots, Marks.USUAL, new Ties(false, List.of(3, 1, 2, 0)));
    assertEquals(
        List.of(Reason.of(Cause.LEVEL_ALWAYS, List.of(1, 2)).with(1), Reason.of(Cause.FEWEST, 1)),
        order.rounds().get(1).reasons());
    Outcome two = InstantRunoff.count(rankings(2, "1:0", "1:1"), Marks.USUAL, Ties.itemOrder(2));
    assertEquals(
        List.of(Reason.of(Cause.LEVEL_ALWAYS, List.of(0, 1)).with(0), Reason.of(Cause.MOST, 0)),
        two.rounds().getFirst().reasons());
  }

  /** Three of five ballots are more than half, and just that many. */
  @Test
  void justMoreThanHalfEndsTheRunoff() {
    Outcome three =
        InstantRunoff.count(rankings(3, "3:0", "1:1", "1:2"), Marks.USUAL, Ties.itemOrder(3));
    assertEquals(List.of(List.of(Reason.of(Cause.QUOTA, 0))), reasons(three));
  }

  /** Nine papers, quota four: 6 × 0.33333 of the surplus of two go on. */
  @Test
  void aScottishSurplusIsCutOff() {
    Outcome outcome =
        Gregory.SCOTTISH.count(
            rankings(3, "6:01", "2:2", "1:1", "1:"), 2, Marks.USUAL, Ties.itemOrder(3));
    assertEquals(List.of(0, 1), outcome.winners());
    assertEquals(List.of(decimal("4"), decimal("2.99998"), decimal("0")), outcome.tallies());
    assertEquals(
        List.of(
            List.of(Reason.of(Cause.QUOTA, 0), Reason.of(Cause.SURPLUS, 0)),
            List.of(Reason.of(Cause.FEWEST, 2)),
            List.of(Reason.of(Cause.LAST_SEATS, List.of(1)))),
        reasons(outcome));
    assertEquals(
        List.of(
            new Round.Figure("quota", 4),
            new Round.Figure("valid", 9),
            new Round.Figure("invalid", 1),
            new Round.Figure("exhausted", 2),
            new Round.Figure("lostToRounding", decimal("0.00002"))),
        outcome.rounds().getLast().figures());
  }

  /** The same papers under Hare's quota: 9 ÷ 2, and all of 6 − 4.5 goes on. */
  @Test
  void haresQuotaIsReachedLater() {
    Gregory hare = new Gregory(Gregory.Quota.HARE, OptionalInt.empty());
    Outcome outcome =
        hare.count(rankings(3, "6:01", "2:2", "1:1"), 2, Marks.USUAL, Ties.itemOrder(3));
    assertEquals(List.of(decimal("4.5"), decimal("2.5"), decimal("0")), outcome.tallies());
    Outcome reached =
        hare.count(rankings(3, "3:0", "1:1", "2:2"), 2, Marks.USUAL, Ties.itemOrder(3));
    assertEquals(List.of(0), reached.rounds().getFirst().elected());
  }

  /** Meek keeps ⌈3.000000001 ÷ 6⌉ of each of the six votes. */
  @Test
  void meekKeepsWhatTheQuotaNeeds() {
    Outcome outcome =
        Meek.count(rankings(3, "6:01", "2:2", "1:1"), 2, Marks.USUAL, Ties.itemOrder(3));
    assertEquals(List.of(0, 1), outcome.winners());
    assertEquals(
        List.of(decimal("3.000000006"), decimal("3.999999994"), decimal("2")), outcome.tallies());
    assertEquals(
        List.of(List.of(Reason.of(Cause.QUOTA, 0)), List.of(Reason.of(Cause.QUOTA, 1))),
        reasons(outcome));
    Outcome one = Meek.count(rankings(3, "3:0", "2:1", "1:2"), 1, Marks.USUAL, Ties.itemOrder(3));
    assertEquals(
        List.of(List.of(Reason.of(Cause.FEWEST, 2)), List.of(Reason.of(Cause.QUOTA, 0))),
        reasons(one));
    Outcome all = Meek.count(rankings(2, "1:1", "3:0"), 2, Marks.USUAL, Ties.itemOrder(2));
    assertEquals(List.of(List.of(Reason.of(Cause.LAST_SEATS, List.of(0, 1)))), reasons(all));
  }

  /** Of five grades the third counts, of four the worse of the middle ones. */
  @Test
  void theMedianGradeIsTheWorseOfTwo() {
    Ballots.Grades five =
        new Ballots.Grades(
            2, 3, List.of(new Alike<>(3, List.of(1, 0)), new Alike<>(2, List.of(0, 2))));
    Outcome odd = MajorityJudgment.count(five, 1, Ties.itemOrder(2));
    assertEquals(whole(1, 2), odd.tallies());
    assertEquals(List.of(List.of(Reason.of(Cause.BEST_MEDIAN, 1))), reasons(odd));
    Ballots.Grades four =
        new Ballots.Grades(
            2, 3, List.of(new Alike<>(2, List.of(1, 0)), new Alike<>(2, List.of(0, 2))));
    Outcome even = MajorityJudgment.count(four, 2, Ties.itemOrder(2));
    assertEquals(whole(1, 0), even.tallies());
    assertEquals(List.of(0, 1), even.winners());
    Ballots.Grades same = new Ballots.Grades(2, 3, List.of(new Alike<>(2, List.of(1, 1))));
    assertEquals(
        List.of(
            Reason.of(Cause.LEVEL_ALWAYS, List.of(0, 1)).with(1), Reason.of(Cause.BEST_MEDIAN, 1)),
        MajorityJudgment.count(same, 1, new Ties(false, List.of(1, 0)))
            .rounds()
            .getFirst()
            .reasons());
  }

  private static Greedy greedy(Greedy.Kind kind) {
    return new Greedy(
        kind,
        BigDecimal.valueOf(100),
        2,
        List.of(
            project("60"),
            project("50"),
            new Greedy.Project(new BigDecimal("30"), Set.of(0)),
            project("40"),
            project("0")));
  }

  private static Greedy.Project project(String cost) {
    return new Greedy.Project(new BigDecimal(cost), Set.of());
  }

  @Test
  void greedyRulesSayWhatKeptAnItemOut() {
    List<Fraction> votes = whole(10, 9, 8, 5, 1);
    Ties ties = Ties.itemOrder(5);
    List<Cause> plain = List.of(Cause.FITS, Cause.TOO_DEAR, Cause.FITS, Cause.TOO_DEAR, Cause.FITS);
    assertEquals(plain, causes(greedy(Greedy.Kind.PLAIN).count(votes, ties)));
    assertEquals(
        List.of(
            Cause.FITS,
            Cause.TOO_DEAR,
            Cause.AFTER_THE_STOP,
            Cause.AFTER_THE_STOP,
            Cause.AFTER_THE_STOP),
        causes(greedy(Greedy.Kind.NO_SKIP).count(votes, ties)));
    Outcome threshold = greedy(Greedy.Kind.THRESHOLD).count(votes, ties);
    assertEquals(List.of(0, 2), threshold.winners());
    assertEquals(Cause.BELOW_THRESHOLD, causes(threshold).getLast());
    assertEquals(
        Cause.FITS,
        causes(greedy(Greedy.Kind.THRESHOLD).count(whole(10, 9, 8, 5, 2), ties)).getLast());
    Outcome exclusive = greedy(Greedy.Kind.EXCLUSIVE).count(votes, ties);
    assertEquals(List.of(0, 3), exclusive.winners());
    assertEquals(
        List.of(Reason.of(Cause.EXCLUDED, 2).with(0)), exclusive.rounds().get(2).reasons());
    Outcome other = greedy(Greedy.Kind.EXCLUSIVE).count(whole(8, 9, 10, 5, 1), ties);
    assertEquals(List.of(Reason.of(Cause.EXCLUDED, 0).with(2)), other.rounds().get(2).reasons());
  }

  @Test
  void aWithdrawnProjectDoesNotStop() {
    Greedy rule =
        new Greedy(
            Greedy.Kind.NO_SKIP,
            BigDecimal.TEN,
            0,
            List.of(project("999999999"), project("10"), project("1"), project("0")));
    assertEquals(
        List.of(Cause.TOO_DEAR, Cause.FITS, Cause.TOO_DEAR, Cause.AFTER_THE_STOP),
        causes(rule.count(whole(4, 3, 2, 1), Ties.itemOrder(4))));
  }

  private static List<Cause> causes(Outcome outcome) {
    return outcome.rounds().stream().map(round -> round.reasons().getFirst().cause()).toList();
  }

  /** Ten voters with 10 each: six want the first and the last project, four the two others. */
  @Test
  void equalSharesBuysWhatItsSupportersPayLeastFor() {
    SortedSet<Integer> six = new TreeSet<>(Set.of(0, 3));
    SortedSet<Integer> four = new TreeSet<>(Set.of(1, 2));
    Ballots.Points points =
        new Ballots.Sets(4, List.of(new Alike<>(6, six), new Alike<>(4, four))).asPoints();
    List<BigDecimal> costs = List.of("50", "40", "0", "30").stream().map(BigDecimal::new).toList();
    Outcome outcome =
        new EqualShares(BigDecimal.valueOf(100), costs, EqualShares.Worth.COST, false)
            .count(points, Ties.itemOrder(4))
            .orThrow();
    assertEquals(List.of(2, 3, 1), outcome.winners());
    assertEquals(
        List.of(
            List.of(Reason.of(Cause.FREE, 2)),
            List.of(
                Reason.of(Cause.LEVEL_ALWAYS, List.of(0, 3)).with(3),
                Reason.of(Cause.BEST_PRICE, 3)),
            List.of(Reason.of(Cause.BEST_PRICE, 1), Reason.of(Cause.UNAFFORDABLE, List.of(0)))),
        reasons(outcome));
    Round second = outcome.rounds().get(1);
    assertEquals(
        new TreeMap<>(Map.of(0, Fraction.of(6), 1, Fraction.of(4), 3, Fraction.of(6))),
        second.tallies());
    assertEquals(
        List.of(
            new Round.Figure("cost", 30),
            new Round.Figure("price", 5),
            new Round.Figure("gaveAll", 0),
            new Round.Figure("left", 70)),
        second.figures());
    // By add-1 each gets 12: after the last project's 5 the six hold 42; 13 gives 48; 14 gives 54.
    Outcome completed =
        new EqualShares(BigDecimal.valueOf(120), costs, EqualShares.Worth.COST, true)
            .count(points, Ties.itemOrder(4))
            .orThrow();
    assertEquals(List.of(2, 3, 0, 1), completed.winners());
  }

  @Test
  void mostVotesSayWhoWasLevel() {
    Outcome outcome = new MostVotes(2).count(whole(3, 5, 3, 1), Ties.itemOrder(4));
    assertEquals(
        List.of(
            Reason.of(Cause.MOST, List.of(1, 0)),
            Reason.of(Cause.LEVEL_ALWAYS, List.of(0, 2)).with(0)),
        outcome.rounds().getFirst().reasons());
    assertEquals(
        List.of(Reason.of(Cause.MOST, List.of(1, 0))),
        new MostVotes(2).count(whole(3, 5, 2, 1), Ties.itemOrder(4)).rounds().getFirst().reasons());
    assertEquals(
        List.of(Reason.of(Cause.MOST, List.of(1, 0))),
        new MostVotes(3).count(whole(3, 5), Ties.itemOrder(2)).rounds().getFirst().reasons());
    assertEquals(List.of(), new MostVotes(0).count(whole(3, 5), Ties.itemOrder(2)).winners());
  }
}
