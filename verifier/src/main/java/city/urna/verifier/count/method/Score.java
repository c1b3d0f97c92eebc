package city.urna.verifier.count.method;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Counted;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Tie;
import java.util.List;

/**
 * Score and cumulative voting (spec counting §5): points are added up, the {@code seats} options
 * with most points are elected. An option that a ballot does not name gets none from it; a set of
 * options is one point each.
 */
public final class Score {
  public static final String NAME = "score";

  private Score() {}

  /** Counts totals, for example those that trustees decrypted. */
  public static Count onTotals(List<Option> options, List<Rational> totals, int seats, Tie tie) {
    return MostVotes.elect(NAME, options, totals, seats, tie, List.of());
  }

  /** Counts ballots; refuses rankings and grades. */
  public static Counted onBallots(Ballots ballots, int seats, Tie tie) {
    return switch (ballots) {
      case Ballots.Points points -> onTotals(points.options(), sums(points), seats, tie);
      case Ballots.Approvals approvals ->
          onTotals(approvals.options(), Approval.votes(approvals), seats, tie);
      case Ballots.Rankings _ -> Phrases.wrongBallots(NAME, "points", "rankings");
      case Ballots.Grades _ -> Phrases.wrongBallots(NAME, "points", "grades");
    };
  }

  /** The points for each option. */
  public static List<Rational> sums(Ballots.Points points) {
    Totals totals = new Totals(points.options().size());
    for (Ballots.Pointing ballot : points.ballots()) {
      ballot.points().forEach((option, given) -> totals.add(option, given.times(ballot.number())));
    }
    return totals.list();
  }
}
