package city.urna.verifier.count;

import java.math.BigDecimal;
import java.util.OptionalInt;

/**
 * A number of votes, points or money and how it is written.
 *
 * @param value the exact value
 * @param decimals the places to write; none means the shortest exact decimal, or twelve places
 */
public record Amount(Rational value, OptionalInt decimals) {
  public static final Amount ZERO = of(Rational.ZERO);

  public static Amount of(Rational value) {
    return new Amount(value, OptionalInt.empty());
  }

  public static Amount of(long value) {
    return of(Rational.of(value));
  }

  public static Amount of(Rational value, int decimals) {
    return new Amount(value, OptionalInt.of(decimals));
  }

  /** Written with the places that the arithmetic gave it. */
  public static Amount of(BigDecimal value) {
    return of(Rational.of(value), Math.max(0, value.scale()));
  }

  @Override
  public String toString() {
    return decimals.isPresent()
        ? value.decimal(decimals.getAsInt()).toPlainString()
        : value.toString();
  }
}
