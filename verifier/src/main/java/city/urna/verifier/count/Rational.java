package city.urna.verifier.count;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * An exact fraction, always in lowest terms with a denominator above zero.
 *
 * <p>Variable time: public figures only.
 */
public final class Rational implements Comparable<Rational> {
  public static final Rational ZERO = new Rational(BigInteger.ZERO, BigInteger.ONE);
  public static final Rational ONE = new Rational(BigInteger.ONE, BigInteger.ONE);

  /** The longest decimal that is read, exponents excluded: nobody budgets beyond it. */
  private static final int LONGEST_DECIMAL = 40;

  private final BigInteger numerator;
  private final BigInteger denominator;

  private Rational(BigInteger numerator, BigInteger denominator) {
    this.numerator = numerator;
    this.denominator = denominator;
  }

  public static Rational of(long value) {
    return of(BigInteger.valueOf(value));
  }

  public static Rational of(BigInteger value) {
    return new Rational(value, BigInteger.ONE);
  }

  public static Rational of(BigInteger numerator, BigInteger denominator) {
    if (denominator.signum() == 0) {
      throw new IllegalArgumentException("a fraction has no zero below the line");
    }
    BigInteger divisor = numerator.gcd(denominator);
    BigInteger sign = denominator.signum() < 0 ? divisor.negate() : divisor;
    return new Rational(numerator.divide(sign), denominator.divide(sign));
  }

  public static Rational of(BigDecimal value) {
    return value.scale() <= 0
        ? of(value.toBigIntegerExact())
        : of(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
  }

  /** Reads a plain decimal such as {@code 222176.85}; no exponent, at most 40 characters. */
  public static Optional<Rational> parse(String text) {
    if (text.length() > LONGEST_DECIMAL
        || !text.matches("[+-]?[0-9]+(\\.[0-9]*)?|[+-]?\\.[0-9]+")) {
      return Optional.empty();
    }
    return Optional.of(of(new BigDecimal(text)));
  }

  public BigInteger numerator() {
    return numerator;
  }

  public BigInteger denominator() {
    return denominator;
  }

  public Rational plus(Rational other) {
    if (denominator.equals(other.denominator)) {
      return denominator.equals(BigInteger.ONE)
          ? of(numerator.add(other.numerator))
          : of(numerator.add(other.numerator), denominator);
    }
    return of(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  public Rational minus(Rational other) {
    return plus(other.negated());
  }

  public Rational times(Rational other) {
    return of(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  public Rational times(long factor) {
    return of(numerator.multiply(BigInteger.valueOf(factor)), denominator);
  }

  public Rational dividedBy(Rational other) {
    return of(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  public Rational negated() {
    return new Rational(numerator.negate(), denominator);
  }

  public Rational min(Rational other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public int signum() {
    return numerator.signum();
  }

  /** The largest integer that is not above this one. */
  public BigInteger floor() {
    BigInteger[] parts = numerator.divideAndRemainder(denominator);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  /** Cut off after so many decimal places, any remainder ignored (for values from zero up). */
  public Rational truncated(int decimals) {
    BigInteger unit = BigInteger.TEN.pow(decimals);
    return of(numerator.multiply(unit).divide(denominator), unit);
  }

  /** As a decimal with so many places, the last one rounded half to even. */
  public BigDecimal decimal(int decimals) {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), decimals, RoundingMode.HALF_EVEN);
  }

  /** The nearest double, off by at most a few units in its last place. */
  public double doubleValue() {
    return ratio(numerator, denominator);
  }

  /** n ÷ d as a double, off by at most a few units in its last place; d is above zero. */
  public static double ratio(BigInteger n, BigInteger d) {
    int cutN = Math.max(0, n.bitLength() - 62);
    int cutD = Math.max(0, d.bitLength() - 62);
    double quotient =
        (double) n.shiftRight(cutN).longValueExact() / d.shiftRight(cutD).longValueExact();
    return Math.scalb(quotient, cutN - cutD);
  }

  /** The shortest exact decimal, or twelve places where there is none that short. */
  @Override
  public String toString() {
    BigDecimal decimal = decimal(12).stripTrailingZeros();
    return (decimal.scale() < 0 ? decimal.setScale(0) : decimal).toPlainString();
  }

  @Override
  public int compareTo(Rational other) {
    if (denominator.equals(other.denominator)) {
      return numerator.compareTo(other.numerator);
    }
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rational that
        && numerator.equals(that.numerator)
        && denominator.equals(that.denominator);
  }

  @Override
  public int hashCode() {
    return 31 * numerator.hashCode() + denominator.hashCode();
  }
}
