package city.urna.verifier.count.method;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Counted;
import city.urna.verifier.count.MarkRules;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Round;
import city.urna.verifier.count.Tie;
import java.util.List;

/**
 * Plurality (spec counting §1): each ballot is one vote for one option; the {@code seats} options
 * with most votes are elected.
 *
 * <p>A ballot that marks more than one option is an over-vote and counts for nobody; of a ranking
 * the first settled preference counts.
 */
public final class Plurality {
  public static final String NAME = "plurality";

  private Plurality() {}

  /** Counts totals, for example those that trustees decrypted. */
  public static Count onTotals(List<Option> options, List<Rational> totals, int seats, Tie tie) {
    return MostVotes.elect(NAME, options, totals, seats, tie, List.of());
  }

  /** Counts ballots; refuses points and grades. */
  public static Counted onBallots(Ballots ballots, int seats, MarkRules marks, Tie tie) {
    Totals totals = new Totals(ballots.options().size());
    long blank = 0;
    long overvoted = 0;
    switch (ballots) {
      case Ballots.Approvals approvals -> {
        for (Ballots.Approval ballot : approvals.ballots()) {
          switch (ballot.chosen().size()) {
            case 0 -> blank += ballot.number();
            case 1 -> totals.add(ballot.chosen().getFirst(), ballot.number());
            default -> overvoted += ballot.number();
          }
        }
      }
      case Ballots.Rankings rankings -> {
        for (Ballots.Ranking ballot : rankings.ballots()) {
          List<Integer> preferences = marks.settle(ballot);
          if (!preferences.isEmpty()) {
            totals.add(preferences.getFirst(), ballot.number());
          } else if (ballot.ranks().isEmpty()) {
            blank += ballot.number();
          } else {
            overvoted += ballot.number();
          }
        }
      }
      case Ballots.Points _ -> {
        return Phrases.wrongBallots(NAME, "single choices or rankings", "points");
      }
      case Ballots.Grades _ -> {
        return Phrases.wrongBallots(NAME, "single choices or rankings", "grades");
      }
    }
    List<Round.Figure> figures =
        List.of(Phrases.figure("blank", blank), Phrases.figure("not countable", overvoted));
    return MostVotes.elect(NAME, ballots.options(), totals.list(), seats, tie, figures);
  }
}
