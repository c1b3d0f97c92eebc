package city.urna.client.definition;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Costs and budgets as people write them, and the one way in which they are recorded (spec encoding
 * §2.3): at most fifteen digits before the point and four behind it.
 */
final class Amount {
  static final String FORM = "an amount of at most fifteen digits and four places";

  private static final int LONGEST = 40;
  private static final int MOST_DIGITS_BEFORE = 15;
  private static final int MOST_DIGITS_BEHIND = 4;

  private Amount() {}

  /**
   * The number, where it is one of that size: {@code 1e9} is one, {@code 1e99} is none. Its plain
   * text is the recorded one: no exponent, no trailing zeros.
   */
  static Optional<BigDecimal> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      BigDecimal number = new BigDecimal(text).stripTrailingZeros();
      long before = (long) number.precision() - number.scale();
      return before > MOST_DIGITS_BEFORE || number.scale() > MOST_DIGITS_BEHIND
          ? Optional.empty()
          : Optional.of(number.setScale(Math.max(0, number.scale())));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }
}
