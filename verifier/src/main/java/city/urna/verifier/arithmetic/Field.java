package city.urna.verifier.arithmetic;

import java.math.BigInteger;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Field;
import org.bouncycastle.math.raw.Nat256;

/**
 * Arithmetic modulo P-256's prime on Bouncy Castle's field: elements are eight 32-bit limbs, least
 * first, always fully reduced. Variable time.
 *
 * <p>An instance holds only working space, for one thread.
 */
final class Field {
  static final int[] ONE = of(BigInteger.ONE);

  /** The curve's b in y² = x³ − 3x + b. */
  private static final int[] B =
      of(new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16));

  private final int[] product = Nat256.createExt();
  private final int[] s = new int[8];
  private final int[] t = new int[8];
  private final int[] u = new int[8];

  static int[] of(BigInteger value) {
    return SecP256R1Field.fromBigInteger(value);
  }

  static BigInteger toInteger(int[] x) {
    return Nat256.toBigInteger(x);
  }

  static boolean equal(int[] x, int[] y) {
    return Nat256.eq(x, y);
  }

  static boolean isZero(int[] x) {
    return Nat256.isZero(x);
  }

  static void add(int[] x, int[] y, int[] out) {
    SecP256R1Field.add(x, y, out);
  }

  static void subtract(int[] x, int[] y, int[] out) {
    SecP256R1Field.subtract(x, y, out);
  }

  static void twice(int[] x, int[] out) {
    SecP256R1Field.twice(x, out);
  }

  static void negate(int[] x, int[] out) {
    SecP256R1Field.negate(x, out);
  }

  void multiply(int[] x, int[] y, int[] out) {
    SecP256R1Field.multiply(x, y, out, product);
  }

  void square(int[] x, int[] out) {
    SecP256R1Field.square(x, out, product);
  }

  void squareTimes(int[] x, int times, int[] out) {
    SecP256R1Field.squareN(x, times, out, product);
  }

  /** The inverse of an element that is not zero. */
  static void invert(int[] x, int[] out) {
    SecP256R1Field.inv(x, out);
  }

  /** y² of the curve at x. */
  void curve(int[] x, int[] out) {
    square(x, s);
    multiply(s, x, t);
    twice(x, s);
    add(s, x, s);
    subtract(t, s, t);
    add(t, B, out);
  }

  /**
   * A square root, by the power (p+1)/4 = 2²⁵⁴ − 2²²² + 2¹⁹⁰ + 2⁹⁴.
   *
   * @return whether there is one; {@code out} holds it then. {@code out} is not {@code x}
   */
  boolean root(int[] x, int[] out) {
    square(x, s);
    multiply(s, x, s); // 2² − 1
    squareTimes(s, 2, t);
    multiply(t, s, t); // 2⁴ − 1
    squareTimes(t, 4, s);
    multiply(s, t, s); // 2⁸ − 1
    squareTimes(s, 8, t);
    multiply(t, s, t); // 2¹⁶ − 1
    squareTimes(t, 16, s);
    multiply(s, t, s); // 2³² − 1
    squareTimes(s, 32, s);
    multiply(s, x, s); // 2⁶⁴ − 2³² + 1
    squareTimes(s, 96, s);
    multiply(s, x, s); // 2¹⁶⁰ − 2¹²⁸ + 2⁹⁶ + 1
    squareTimes(s, 94, out);
    square(out, u);
    return equal(u, x);
  }
}
