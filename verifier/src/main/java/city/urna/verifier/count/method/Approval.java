package city.urna.verifier.count.method;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Counted;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Tie;
import java.util.List;

/**
 * Approval voting (spec counting §1): each ballot is one vote for every option on it; the {@code
 * seats} options with most votes are elected (Brams and Fishburn, <i>Approval voting</i>, 1978).
 */
public final class Approval {
  public static final String NAME = "approval";

  private Approval() {}

  /** Counts totals, for example those that trustees decrypted. */
  public static Count onTotals(List<Option> options, List<Rational> totals, int seats, Tie tie) {
    return MostVotes.elect(NAME, options, totals, seats, tie, List.of());
  }

  /** Counts ballots; refuses all but sets of options. */
  public static Counted onBallots(Ballots ballots, int seats, Tie tie) {
    return switch (ballots) {
      case Ballots.Approvals approvals -> {
        long blank =
            approvals.ballots().stream()
                .filter(ballot -> ballot.chosen().isEmpty())
                .mapToLong(Ballots.Approval::number)
                .sum();
        yield MostVotes.elect(
            NAME,
            approvals.options(),
            votes(approvals),
            seats,
            tie,
            List.of(Phrases.figure("blank", blank)));
      }
      case Ballots.Rankings _ -> Phrases.wrongBallots(NAME, "sets of options", "rankings");
      case Ballots.Points _ -> Phrases.wrongBallots(NAME, "sets of options", "points");
      case Ballots.Grades _ -> Phrases.wrongBallots(NAME, "sets of options", "grades");
    };
  }

  /** The ballots for each option. */
  public static List<Rational> votes(Ballots.Approvals approvals) {
    long[] votes = new long[approvals.options().size()];
    for (Ballots.Approval ballot : approvals.ballots()) {
      for (int option : ballot.chosen()) {
        votes[option] += ballot.number();
      }
    }
    return java.util.Arrays.stream(votes).mapToObj(Rational::of).toList();
  }
}
