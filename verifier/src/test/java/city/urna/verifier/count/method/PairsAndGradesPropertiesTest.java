package city.urna.verifier.count.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.RandomElections;
import city.urna.verifier.count.Rank;
import city.urna.verifier.count.Tie;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Schulze by all simple paths, majority judgment by lists of grades, on 300 elections each. */
class PairsAndGradesPropertiesTest {
  private static final int ELECTIONS = 300;

  @Test
  void schulzeFollowsTheStrongestPathsAndElectsCondorcetWinners() {
    int condorcet = 0;
    for (long seed = 0; seed < ELECTIONS; seed++) {
      RandomElections random = new RandomElections(seed);
      int n = random.from(1, 5);
      Ballots.Rankings ballots =
          seed % 2 == 0
              ? random.rankings(n, random.from(0, 15))
              : random.messyRankings(n, random.from(0, 15));
      int seats = random.from(1, 3);
      Count count =
          assertInstanceOf(Count.class, Schulze.onBallots(ballots, seats, Tie.inOrder(n)));
      long[][] preferred = preferred(ballots);
      assertEquals(order(preferred, seats), count.winners(), "seed " + seed);
      for (int option = 0; option < n; option++) {
        int candidate = option;
        boolean beatsAll =
            IntStream.range(0, n)
                .filter(other -> other != candidate)
                .allMatch(other -> preferred[candidate][other] > preferred[other][candidate]);
        if (beatsAll && n > 1) {
          condorcet++;
          assertEquals(candidate, count.winners().getFirst(), "Condorcet winner, seed " + seed);
        }
      }
    }
    assertTrue(condorcet > 100, "too few Condorcet winners to mean anything: " + condorcet);
  }

  private static long[][] preferred(Ballots.Rankings ballots) {
    int n = ballots.options().size();
    long[][] preferred = new long[n][n];
    for (Ballots.Ranking ballot : ballots.ballots()) {
      for (int a = 0; a < n; a++) {
        for (int b = 0; b < n; b++) {
          if (place(ballot, a) < place(ballot, b)) {
            preferred[a][b] += ballot.number();
          }
        }
      }
    }
    return preferred;
  }

  private static int place(Ballots.Ranking ballot, int option) {
    List<Rank> ranks = ballot.ranks();
    return IntStream.range(0, ranks.size())
        .filter(rank -> ranks.get(rank).marked().contains(option))
        .findFirst()
        .orElse(1_000);
  }

  private static List<Integer> order(long[][] preferred, int seats) {
    int n = preferred.length;
    List<Integer> remaining = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    List<Integer> winners = new ArrayList<>();
    while (winners.size() < Math.min(seats, n)) {
      int winner =
          remaining.stream()
              .filter(
                  a ->
                      remaining.stream()
                          .allMatch(
                              b -> a.equals(b) || path(preferred, a, b) >= path(preferred, b, a)))
              .findFirst()
              .orElseThrow();
      winners.add(winner);
      remaining.remove(Integer.valueOf(winner));
    }
    return winners;
  }

  private static long path(long[][] preferred, int from, int to) {
    return walk(preferred, from, to, new boolean[preferred.length], Long.MAX_VALUE);
  }

  /** The best of all simple paths, tried one after the other. */
  private static long walk(long[][] preferred, int at, int to, boolean[] seen, long weakest) {
    if (at == to) {
      return weakest;
    }
    seen[at] = true;
    long best = 0;
    for (int next = 0; next < preferred.length; next++) {
      if (!seen[next] && preferred[at][next] > preferred[next][at]) {
        best =
            Math.max(best, walk(preferred, next, to, seen, Math.min(weakest, preferred[at][next])));
      }
    }
    seen[at] = false;
    return best;
  }

  @Test
  void majorityJudgmentComparesMediansOneByOne() {
    for (long seed = 0; seed < ELECTIONS; seed++) {
      RandomElections random = new RandomElections(seed);
      int n = random.from(1, 6);
      Ballots.Grades ballots = random.grades(n, random.from(1, 12));
      Count count =
          assertInstanceOf(Count.class, MajorityJudgment.onBallots(ballots, n, Tie.inOrder(n)));
      List<List<Integer>> values = new ArrayList<>();
      for (int option = 0; option < n; option++) {
        values.add(majorityValue(ballots, option));
      }
      List<Integer> expected = new ArrayList<>(IntStream.range(0, n).boxed().toList());
      expected.sort((a, b) -> compare(values.get(a), values.get(b)));
      assertEquals(expected, count.winners(), "seed " + seed);
    }
  }

  /** The medians in turn, each taken out before the next is looked for. */
  private static List<Integer> majorityValue(Ballots.Grades ballots, int option) {
    List<Integer> grades = new ArrayList<>();
    for (Ballots.Grading ballot : ballots.ballots()) {
      for (long one = 0; one < ballot.number(); one++) {
        grades.add(ballot.grades().get(option));
      }
    }
    Collections.sort(grades);
    List<Integer> value = new ArrayList<>();
    while (!grades.isEmpty()) {
      value.add(grades.remove(grades.size() / 2));
    }
    return value;
  }

  private static int compare(List<Integer> one, List<Integer> other) {
    for (int at = 0; at < one.size(); at++) {
      int step = Integer.compare(one.get(at), other.get(at));
      if (step != 0) {
        return step;
      }
    }
    return 0;
  }

  /** Balinski and Laraki's own example of the worse middle grade. */
  @Test
  void ofTwoMiddleGradesTheWorseCounts() {
    Ballots.Grades ballots =
        new Ballots.Grades(
            List.of(Option.named("X")),
            List.of("good", "poor"),
            List.of(new Ballots.Grading(1, List.of(0)), new Ballots.Grading(1, List.of(1))));
    Count count =
        assertInstanceOf(Count.class, MajorityJudgment.onBallots(ballots, 1, Tie.inOrder(1)));
    assertEquals("0", count.tallies().getFirst().toString());
  }
}
