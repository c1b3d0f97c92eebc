package city.urna.protocol.count;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Schulze's method, winning votes (spec counting §7; Schulze, Social Choice and Welfare 36 (2011),
 * §2.2–2.3). The strongest paths grow from each option outward, the widest first, as Dijkstra's
 * shortest ones do.
 */
public final class Schulze {
  private Schulze() {}

  /** Counts for so many seats. */
  public static Outcome count(Ballots.Rankings rankings, int seats, Ties ties) {
    long[][] prefer = preferences(rankings);
    int n = rankings.options();
    long[][] strongest =
        IntStream.range(0, n).mapToObj(from -> widest(prefer, from)).toArray(long[][]::new);
    List<Integer> remaining = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    List<Fraction> tallies = List.copyOf(wins(strongest, remaining).values());
    List<Round> rounds = new ArrayList<>();
    while (rounds.size() < seats && !remaining.isEmpty()) {
      List<Integer> unbeaten =
          remaining.stream()
              .filter(a -> remaining.stream().noneMatch(b -> better(strongest, b, a)))
              .toList();
      List<Reason> reasons = new ArrayList<>();
      int winner = ties.decide(Ties.Wanted.MOST, unbeaten, List.of(), reasons);
      reasons.add(Reason.of(Reason.Cause.STRONGEST_PATHS, winner));
      rounds.add(
          new Round(
              wins(strongest, remaining),
              List.of(winner),
              List.of(),
              rounds.isEmpty() ? figures(prefer, strongest) : List.of(),
              List.of(),
              reasons));
      remaining.remove(Integer.valueOf(winner));
    }
    return Outcome.of(rounds, tallies);
  }

  /** d: how many ballots prefer one option to another. What is not ranked is below what is. */
  static long[][] preferences(Ballots.Rankings rankings) {
    int n = rankings.options();
    long[][] prefer = new long[n][n];
    for (Ballots.Alike<List<Ballots.Rank>> alike : rankings.ballots()) {
      boolean[] above = new boolean[n];
      for (Ballots.Rank rank : alike.ballot()) {
        List<Integer> fresh = rank.marked().stream().filter(o -> !above[o]).toList();
        fresh.forEach(o -> above[o] = true);
        for (int better : fresh) {
          for (int worse = 0; worse < n; worse++) {
            prefer[better][worse] += above[worse] ? 0 : alike.number();
          }
        }
      }
    }
    return prefer;
  }

  /** The strengths of the strongest paths from one option. */
  private static long[] widest(long[][] prefer, int from) {
    long[] width = new long[prefer.length];
    boolean[] settled = new boolean[prefer.length];
    width[from] = Long.MAX_VALUE;
    for (int settling = 0; settling < prefer.length; settling++) {
      int via =
          IntStream.range(0, prefer.length)
              .filter(o -> !settled[o])
              .reduce((a, b) -> width[b] > width[a] ? b : a)
              .orElseThrow();
      settled[via] = true;
      for (int to = 0; to < prefer.length; to++) {
        long link = prefer[via][to] > prefer[to][via] ? prefer[via][to] : 0;
        width[to] = Math.max(width[to], Math.min(width[via], link));
      }
    }
    width[from] = 0;
    return width;
  }

  private static boolean better(long[][] strongest, int a, int b) {
    return strongest[a][b] > strongest[b][a];
  }

  /** How many of the others each option is better than. */
  private static SortedMap<Integer, Fraction> wins(long[][] strongest, List<Integer> among) {
    SortedMap<Integer, Fraction> wins = new TreeMap<>();
    among.forEach(
        a -> wins.put(a, Fraction.of(among.stream().filter(b -> better(strongest, a, b)).count())));
    return wins;
  }

  private static List<Round.Figure> figures(long[][] prefer, long[][] strongest) {
    List<Round.Figure> figures = new ArrayList<>();
    for (int a = 0; a < prefer.length; a++) {
      for (int b = 0; b < prefer.length; b++) {
        if (a != b) {
          figures.add(new Round.Figure("ballots", List.of(a, b), Fraction.of(prefer[a][b])));
          figures.add(new Round.Figure("path", List.of(a, b), Fraction.of(strongest[a][b])));
        }
      }
    }
    return figures;
  }
}
