package city.urna.verifier.count.method;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Counted;
import city.urna.verifier.count.MarkRules;
import city.urna.verifier.count.TieRule;

/**
 * Instant run-off (spec counting §9): while nobody has more than half of the ballots that still
 * count, the option with fewest votes leaves and its ballots go to their next remaining preference
 * (Robert's Rules of Order, 12th ed., 45:62; as RCTab's {@code singleWinnerMajority}).
 */
public final class InstantRunoff {
  public static final String NAME = "irv";

  private InstantRunoff() {}

  /** Counts rankings; refuses all else. */
  public static Counted onBallots(Ballots ballots, MarkRules marks, TieRule tie) {
    return RankedChoice.onBallots(ballots, RankedChoiceRules.instantRunoff(marks), tie);
  }
}
