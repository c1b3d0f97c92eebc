package city.urna.protocol.count;

import java.util.List;
import java.util.OptionalInt;

/**
 * Why a round decided as it did, as data: whoever shows a count says it in their own language.
 *
 * @param options whom it is about
 * @param chosen the one among them, where one was picked
 * @param round the earlier round that decided, 1 for the first
 */
public record Reason(Cause cause, List<Integer> options, OptionalInt chosen, OptionalInt round) {
  /** What a reason says. */
  public enum Cause {
    /** It is among those with the most votes or points. */
    MOST,
    /** It reaches the quota, or more than half. */
    QUOTA,
    /** As many remain as seats are left. */
    LAST_SEATS,
    /** The largest surplus goes on. */
    SURPLUS,
    /** It has the fewest votes. */
    FEWEST,
    /** Level now; an earlier round decides. */
    LEVEL_NOW,
    /** Level throughout; the order, or the lot, decides. */
    LEVEL_ALWAYS,
    /** No other is better: its strongest paths are at least as strong as those back. */
    STRONGEST_PATHS,
    /** Its majority-grade is the best. */
    BEST_MEDIAN,
    /** What is left pays for it. */
    FITS,
    /** It costs more than what is left. */
    TOO_DEAR,
    /** It comes after the first that did not fit. */
    AFTER_THE_STOP,
    /** It has fewer votes than the threshold. */
    BELOW_THRESHOLD,
    /** It excludes, or is excluded by, what has been selected: the chosen one. */
    EXCLUDED,
    /** It costs nothing and has support. */
    FREE,
    /** Its supporters pay the least for what it is worth. */
    BEST_PRICE,
    /** Its supporters cannot pay for it. */
    UNAFFORDABLE
  }

  public Reason {
    options = List.copyOf(options);
  }

  static Reason of(Cause cause, List<Integer> options) {
    return new Reason(cause, options, OptionalInt.empty(), OptionalInt.empty());
  }

  static Reason of(Cause cause, int option) {
    return of(cause, List.of(option));
  }

  Reason with(int one) {
    return new Reason(cause, options, OptionalInt.of(one), round);
  }

  Reason inRound(int earlier) {
    return new Reason(cause, options, chosen, OptionalInt.of(earlier));
  }
}
