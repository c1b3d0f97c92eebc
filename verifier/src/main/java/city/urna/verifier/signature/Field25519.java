package city.urna.verifier.signature;

import java.math.BigInteger;

/**
 * Arithmetic modulo p = 2²⁵⁵ − 19: elements are five limbs, least first, each below 2⁵¹ + 2¹⁵ or
 * so. A <em>factor</em>, such as a sum of two elements, may have limbs up to 2⁵³.
 *
 * <p>A product of two limbs is kept as its part above bit 51 and its lower 51 bits. The latter's
 * sum over a column is that of the products modulo 2⁶⁴ less 2⁵¹ times the sum of the former, so
 * that no carry need be looked for. What comes out above 2²⁵⁵ is folded in nineteenfold. Variable
 * time.
 */
final class Field25519 {
  static final BigInteger PRIME = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

  private static final int LIMBS = 5;
  private static final long MASK = (1L << 51) - 1;

  /** 2p, limb by limb no less than an element's. */
  private static final long[] TWICE_PRIME = {
    (1L << 52) - 38, (1L << 52) - 2, (1L << 52) - 2, (1L << 52) - 2, (1L << 52) - 2
  };

  private static final long[] ROOT_OF_MINUS_ONE =
      of(BigInteger.TWO.modPow(PRIME.shiftRight(2), PRIME)); // 2 is no square, so 2^((p−1)/4)

  private Field25519() {}

  static long[] zero() {
    return new long[LIMBS];
  }

  /** The element of an integer from 0 to p − 1. */
  static long[] of(BigInteger value) {
    long[] out = new long[LIMBS];
    for (int i = 0; i < LIMBS; i++) {
      out[i] = value.shiftRight(51 * i).longValue() & MASK;
    }
    return out;
  }

  /** The integer from 0 to p − 1 that an element stands for. */
  static BigInteger toInteger(long[] x) {
    BigInteger value = BigInteger.ZERO;
    for (int i = LIMBS - 1; i >= 0; i--) {
      value = value.shiftLeft(51).add(BigInteger.valueOf(x[i]));
    }
    return value.mod(PRIME);
  }

  static boolean isZero(long[] x) {
    return toInteger(x).signum() == 0;
  }

  /** A factor. */
  static void add(long[] x, long[] y, long[] out) {
    for (int i = 0; i < LIMBS; i++) {
      out[i] = x[i] + y[i];
    }
  }

  /** A factor x, or an element, less an element y: an element. */
  static void subtract(long[] x, long[] y, long[] out) {
    carry(
        x[0] + TWICE_PRIME[0] - y[0],
        x[1] + TWICE_PRIME[1] - y[1],
        x[2] + TWICE_PRIME[2] - y[2],
        x[3] + TWICE_PRIME[3] - y[3],
        x[4] + TWICE_PRIME[4] - y[4],
        out);
  }

  static void negate(long[] x, long[] out) {
    subtract(zero(), x, out);
  }

  private static void carry(long c0, long c1, long c2, long c3, long c4, long[] out) {
    long d1 = c1 + (c0 >>> 51);
    long d2 = c2 + (d1 >>> 51);
    long d3 = c3 + (d2 >>> 51);
    long d4 = c4 + (d3 >>> 51);
    out[0] = (c0 & MASK) + 19 * (d4 >>> 51);
    out[1] = d1 & MASK;
    out[2] = d2 & MASK;
    out[3] = d3 & MASK;
    out[4] = d4 & MASK;
  }

  /** x·y of two factors. */
  static void multiply(long[] x, long[] y, long[] out) {
    long a0 = x[0];
    long a1 = x[1];
    long a2 = x[2];
    long a3 = x[3];
    long a4 = x[4];
    long b0 = y[0];
    long b1 = y[1];
    long b2 = y[2];
    long b3 = y[3];
    long b4 = y[4];
    long h0 = high(a0, b0);
    long h1 = high(a0, b1) + high(a1, b0);
    long h2 = high(a0, b2) + high(a1, b1) + high(a2, b0);
    long h3 = high(a0, b3) + high(a1, b2) + high(a2, b1) + high(a3, b0);
    long h4 = high(a0, b4) + high(a1, b3) + high(a2, b2) + high(a3, b1) + high(a4, b0);
    long h5 = high(a1, b4) + high(a2, b3) + high(a3, b2) + high(a4, b1);
    long h6 = high(a2, b4) + high(a3, b3) + high(a4, b2);
    long h7 = high(a3, b4) + high(a4, b3);
    long h8 = high(a4, b4);
    long c5 = a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 - (h5 << 51) + h4;
    long c6 = a2 * b4 + a3 * b3 + a4 * b2 - (h6 << 51) + h5;
    long c7 = a3 * b4 + a4 * b3 - (h7 << 51) + h6;
    long c8 = a4 * b4 - (h8 << 51) + h7;
    carry(
        a0 * b0 - (h0 << 51) + 19 * c5,
        a0 * b1 + a1 * b0 - (h1 << 51) + h0 + 19 * c6,
        a0 * b2 + a1 * b1 + a2 * b0 - (h2 << 51) + h1 + 19 * c7,
        a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 - (h3 << 51) + h2 + 19 * c8,
        a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 - (h4 << 51) + h3 + 19 * h8,
        out);
  }

  /** x² of a factor. */
  static void square(long[] x, long[] out) {
    long a0 = x[0];
    long a1 = x[1];
    long a2 = x[2];
    long a3 = x[3];
    long a4 = x[4];
    long d0 = a0 << 1;
    long d1 = a1 << 1;
    long d2 = a2 << 1;
    long d3 = a3 << 1;
    long h0 = high(a0, a0);
    long h1 = high(d0, a1);
    long h2 = high(d0, a2) + high(a1, a1);
    long h3 = high(d0, a3) + high(d1, a2);
    long h4 = high(d0, a4) + high(d1, a3) + high(a2, a2);
    long h5 = high(d1, a4) + high(d2, a3);
    long h6 = high(d2, a4) + high(a3, a3);
    long h7 = high(d3, a4);
    long h8 = high(a4, a4);
    long c5 = d1 * a4 + d2 * a3 - (h5 << 51) + h4;
    long c6 = d2 * a4 + a3 * a3 - (h6 << 51) + h5;
    long c7 = d3 * a4 - (h7 << 51) + h6;
    long c8 = a4 * a4 - (h8 << 51) + h7;
    carry(
        a0 * a0 - (h0 << 51) + 19 * c5,
        d0 * a1 - (h1 << 51) + h0 + 19 * c6,
        d0 * a2 + a1 * a1 - (h2 << 51) + h1 + 19 * c7,
        d0 * a3 + d1 * a2 - (h3 << 51) + h2 + 19 * c8,
        d0 * a4 + d1 * a3 + a2 * a2 - (h4 << 51) + h3 + 19 * h8,
        out);
  }

  /** What of a product lies above bit 51; the second factor below 2⁵³. */
  private static long high(long a, long b) {
    return Math.unsignedMultiplyHigh(a << 2, b << 11);
  }

  /** x squared so many times, times y. */
  private static long[] append(long[] x, int bits, long[] y) {
    long[] out = x.clone();
    for (int i = 0; i < bits; i++) {
      square(out, out);
    }
    multiply(out, y, out);
    return out;
  }

  /** x to the power 2²⁵⁰ − 1. */
  private static long[] ones250(long[] x) {
    long[] two = append(x, 1, x);
    long[] five = append(append(two, 2, two), 1, x);
    long[] ten = append(five, 5, five);
    long[] twenty = append(ten, 10, ten);
    long[] fifty = append(append(twenty, 20, twenty), 10, ten);
    long[] hundred = append(fifty, 50, fifty);
    return append(append(hundred, 100, hundred), 50, fifty);
  }

  /** The inverse, by the power p − 2 = 2²⁵⁵ − 21; of zero, zero. */
  static long[] invert(long[] x) {
    // 2²⁵⁵ − 21 = (2²⁵⁰ − 1)·2⁵ + 11
    long[] eleven = append(append(x, 2, x), 1, x);
    return append(ones250(x), 5, eleven);
  }

  /**
   * A square root of u/v (RFC 8032 §5.1.3).
   *
   * @return whether there is one; {@code out} holds it then
   */
  static boolean root(long[] u, long[] v, long[] out) {
    long[] v3 = append(v, 1, v);
    long[] uv7 = append(v3, 1, v);
    multiply(u, uv7, uv7);
    long[] x = append(ones250(uv7), 2, uv7); // to the power 2²⁵² − 3 = (p − 5)/8
    multiply(x, v3, x);
    multiply(x, u, x);
    long[] check = zero();
    square(x, check);
    multiply(check, v, check);
    long[] difference = zero();
    subtract(check, u, difference);
    if (!isZero(difference)) {
      add(check, u, check);
      if (!isZero(check)) {
        return false;
      }
      multiply(x, ROOT_OF_MINUS_ONE, x);
    }
    System.arraycopy(x, 0, out, 0, LIMBS);
    return true;
  }
}
