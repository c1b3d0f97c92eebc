package city.urna.verifier.count.method;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Counted;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rank;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Tie;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The Borda count (spec counting §6): a first place is worth {@code first} points, each further
 * place one less and never below zero; options that a ballot leaves out get none. Options that
 * share a rank share the points of the places that they fill.
 *
 * <p>The classical count of n options has first = n − 1 (Borda, 1781/84); Pabulib's ordinal files
 * have first = {@code max_length}. Skipped ranks are closed up; of an option named twice the first
 * mark counts; an over-vote without names takes a place and gives nobody its points.
 */
public final class Borda {
  public static final String NAME = "borda";

  private Borda() {}

  public static Count onTotals(List<Option> options, List<Rational> totals, int seats, Tie tie) {
    return MostVotes.elect(NAME, options, totals, seats, tie, List.of());
  }

  /** Counts rankings; refuses all else. */
  public static Counted onBallots(Ballots ballots, int first, int seats, Tie tie) {
    return switch (ballots) {
      case Ballots.Rankings rankings ->
          onTotals(rankings.options(), sums(rankings, first), seats, tie);
      case Ballots.Approvals _ -> Phrases.wrongBallots(NAME, "rankings", "sets of options");
      case Ballots.Points _ -> Phrases.wrongBallots(NAME, "rankings", "points");
      case Ballots.Grades _ -> Phrases.wrongBallots(NAME, "rankings", "grades");
    };
  }

  /** The points for each option. */
  public static List<Rational> sums(Ballots.Rankings rankings, int first) {
    Totals totals = new Totals(rankings.options().size());
    for (Ballots.Ranking ballot : rankings.ballots()) {
      asPoints(ballot, first)
          .forEach((option, points) -> totals.add(option, points.times(ballot.number())));
    }
    return totals.list();
  }

  /** One ballot's points. */
  static java.util.SortedMap<Integer, Rational> asPoints(Ballots.Ranking ballot, int first) {
    java.util.SortedMap<Integer, Rational> points = new java.util.TreeMap<>();
    Set<Integer> seen = new HashSet<>();
    int place = 0;
    for (Rank rank : ballot.ranks()) {
      List<Integer> fresh = new ArrayList<>();
      for (int option : rank.marked()) {
        if (seen.add(option)) {
          fresh.add(option);
        }
      }
      int filled = rank.overvoted() ? 1 : fresh.size();
      long sum = 0;
      for (int k = 0; k < filled; k++) {
        sum += Math.max(0, first - place - k);
      }
      place += filled;
      for (int option : fresh) {
        points.put(option, Rational.of(sum).dividedBy(Rational.of(filled)));
      }
    }
    return points;
  }
}
