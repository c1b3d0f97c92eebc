package city.urna.verifier.count.method;

import city.urna.verifier.count.Amount;
import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Counted;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rank;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Round;
import city.urna.verifier.count.Tie;
import city.urna.verifier.count.TieRule.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The Schulze method with winning votes (spec counting §7; Schulze, <i>A new monotonic,
 * clone-independent, reversal symmetric, and Condorcet-consistent single-winner election
 * method</i>, Social Choice and Welfare 36, 2011, §2.2 and §2.3).
 *
 * <p>d(a,b) is the number of ballots that prefer a to b; an option left out is below all that are
 * ranked and level with the others left out. A link a→b exists if d(a,b) &gt; d(b,a) and is as
 * strong as d(a,b); a path is as strong as its weakest link; a is better than b if the strongest
 * path from a to b is stronger than the strongest one back. Seats go to options that no remaining
 * one is better than, level ones by the tie rule.
 */
public final class Schulze {
  public static final String NAME = "schulze";

  private Schulze() {}

  /** Counts rankings; refuses all else. Equal ranks are equal preferences, not over-votes. */
  public static Counted onBallots(Ballots ballots, int seats, Tie tie) {
    return switch (ballots) {
      case Ballots.Rankings rankings ->
          onPreferences(rankings.options(), preferences(rankings), seats, tie);
      case Ballots.Approvals _ -> Phrases.wrongBallots(NAME, "rankings", "sets of options");
      case Ballots.Points _ -> Phrases.wrongBallots(NAME, "rankings", "points");
      case Ballots.Grades _ -> Phrases.wrongBallots(NAME, "rankings", "grades");
    };
  }

  /** d: the ballots that prefer the row's option to the column's. */
  public static long[][] preferences(Ballots.Rankings rankings) {
    int n = rankings.options().size();
    long[][] preferred = new long[n][n];
    int[] place = new int[n];
    for (Ballots.Ranking ballot : rankings.ballots()) {
      Arrays.fill(place, Integer.MAX_VALUE);
      List<Rank> ranks = ballot.ranks();
      for (int rank = 0; rank < ranks.size(); rank++) {
        for (int option : ranks.get(rank).marked()) {
          place[option] = Math.min(place[option], rank);
        }
      }
      for (int a = 0; a < n; a++) {
        for (int b = 0; b < n; b++) {
          if (place[a] < place[b]) {
            preferred[a][b] += ballot.number();
          }
        }
      }
    }
    return preferred;
  }

  /** The strength of the strongest path from each option to each other one. */
  static long[][] strongestPaths(long[][] preferred) {
    int n = preferred.length;
    long[][] path = new long[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        path[a][b] = preferred[a][b] > preferred[b][a] ? preferred[a][b] : 0;
      }
    }
    for (int via = 0; via < n; via++) {
      for (int from = 0; from < n; from++) {
        for (int to = 0; to < n; to++) {
          if (from != to) {
            path[from][to] = Math.max(path[from][to], Math.min(path[from][via], path[via][to]));
          }
        }
      }
    }
    return path;
  }

  private static Count onPreferences(List<Option> options, long[][] preferred, int seats, Tie tie) {
    int n = options.size();
    long[][] path = strongestPaths(preferred);
    List<Integer> remaining = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    List<Integer> winners = new ArrayList<>();
    List<Round> rounds = new ArrayList<>();
    while (winners.size() < Math.min(seats, n)) {
      List<Integer> unbeaten =
          remaining.stream()
              .filter(a -> remaining.stream().noneMatch(b -> path[b][a] > path[a][b]))
              .toList();
      var chosen = tie.decide(Purpose.BEST, unbeaten, List.of());
      int winner = chosen.option();
      List<String> why = new ArrayList<>();
      if (unbeaten.size() > 1) {
        why.add(
            "No option is better than any of "
                + Phrases.names(options, unbeaten)
                + ": decided "
                + chosen.how()
                + ".");
      }
      why.add(
          Phrases.name(options, winner)
              + " is elected: its strongest path to every remaining option is at least as strong as"
              + " the one back.");
      List<Round.Tally> tallies =
          remaining.stream()
              .map(a -> new Round.Tally(a, Amount.of(beaten(a, remaining, path))))
              .toList();
      List<Round.Figure> figures =
          rounds.isEmpty() ? matrices(options, preferred, path) : List.of();
      rounds.add(new Round(tallies, List.of(winner), List.of(), figures, List.of(), why));
      winners.add(winner);
      remaining.remove(Integer.valueOf(winner));
    }
    List<Integer> all = IntStream.range(0, n).boxed().toList();
    List<Amount> tallies = all.stream().map(a -> Amount.of(beaten(a, all, path))).toList();
    return new Count(
        NAME,
        options,
        winners,
        tallies,
        rounds,
        List.of("A tally is the number of options that the option is better than."));
  }

  private static long beaten(int option, List<Integer> others, long[][] path) {
    return others.stream().filter(other -> path[option][other] > path[other][option]).count();
  }

  private static List<Round.Figure> matrices(
      List<Option> options, long[][] preferred, long[][] path) {
    List<Round.Figure> figures = new ArrayList<>();
    for (int a = 0; a < options.size(); a++) {
      for (int b = 0; b < options.size(); b++) {
        if (a != b) {
          String pair = options.get(a).id() + " over " + options.get(b).id();
          figures.add(
              new Round.Figure("ballots: " + pair, Amount.of(Rational.of(preferred[a][b]))));
          figures.add(new Round.Figure("path: " + pair, Amount.of(Rational.of(path[a][b]))));
        }
      }
    }
    return figures;
  }
}
