package city.urna.verifier.count.method;

import city.urna.verifier.count.Rational;
import java.util.OptionalInt;

/**
 * What sets one weighted inclusive Gregory count apart from another.
 *
 * @param name the method's name in the result
 * @param quota how many votes a seat takes
 * @param decimals the places to which the value of a transferred paper is cut off; none is exact
 */
public record GregoryRules(String name, Quota quota, OptionalInt decimals) {
  /**
   * The Scottish Local Government Elections Order 2007, schedule 1: quota by rule 46, transfer
   * values to five decimal places with any remainder ignored by rule 48(3).
   */
  public static final GregoryRules SCOTTISH =
      new GregoryRules("stv-scottish", Quota.DROOP, OptionalInt.of(5));

  /** Weighted inclusive Gregory in exact fractions; exceeding V ÷ (S + 1) elects. */
  public static final GregoryRules EXACT =
      new GregoryRules("stv-wigm", Quota.EXACT, OptionalInt.empty());

  /** How many votes elect. */
  public enum Quota {
    /** ⌊V ÷ (S + 1)⌋ + 1; reaching it elects. */
    DROOP,
    /** V ÷ (S + 1) exactly; exceeding it elects. */
    EXACT,
    /** V ÷ S exactly; reaching it elects. */
    HARE
  }

  /** The same rules with another quota. */
  public GregoryRules with(Quota other) {
    return new GregoryRules(name, other, decimals);
  }

  Rational quotaFor(long ballots, int seats) {
    Rational votes = Rational.of(ballots);
    return switch (quota) {
      case DROOP ->
          Rational.of(votes.dividedBy(Rational.of(seats + 1L)).floor()).plus(Rational.ONE);
      case EXACT -> votes.dividedBy(Rational.of(seats + 1L));
      case HARE -> votes.dividedBy(Rational.of(seats));
    };
  }

  boolean elects(Rational votes, Rational quota) {
    return switch (this.quota) {
      case DROOP, HARE -> votes.compareTo(quota) >= 0;
      case EXACT -> votes.compareTo(quota) > 0;
    };
  }

  /** The value that a paper has after a surplus has been taken from its holder. */
  Rational transferValue(Rational value, Rational surplus, Rational votes) {
    Rational exact = value.times(surplus).dividedBy(votes);
    return decimals.isPresent() ? exact.truncated(decimals.getAsInt()) : exact;
  }
}
