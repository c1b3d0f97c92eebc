package city.urna.verifier.arithmetic;

import java.math.BigInteger;

/**
 * Arithmetic modulo P-256's prime p = 2²⁵⁶ − 2²²⁴ + 2¹⁹² + 2⁹⁶ − 1.
 *
 * <p>An element is five limbs of 52 bits, least first, from some place of an array on. It stands
 * for x as x·2²⁶⁰ mod p (Montgomery, <i>Modular multiplication without trial division</i>, 1985),
 * and is kept below 2p only, so that most elements have two spellings: compare with {@link #equal}.
 * What a method calls a <em>factor</em> may be anything below 4p.
 *
 * <p>A product of limbs has 104 bits. For each column of the schoolbook product two sums are kept:
 * of the products' upper 52 bits, and of the products modulo 2⁶⁴. The sum of the lower 52 bits, of
 * less than 64, is the second less 2⁵² times the first, modulo 2⁶⁴; no carry need be looked for.
 *
 * <p>Own arithmetic because the time of a verification is spent here: some three quarters of the
 * time that Bouncy Castle's field takes. Variable time: a verifier sees public values only.
 */
final class Field {
  /** The limbs of an element. */
  static final int LIMBS = 5;

  static final long[] ONE;

  private static final long MASK = (1L << 52) - 1;

  /** The topmost limb of p; the others are all ones, 2⁴⁴ − 1, 0 and 2³⁶. */
  private static final long TOP = (1L << 48) - (1L << 16);

  /** p, 2p and 3p. */
  private static final long[][] MULTIPLES = new long[4][];

  /** 2⁵²⁰ mod p, by which an integer is brought into Montgomery's form. */
  private static final long[] ENTRY;

  /** The curve's b in y² = x³ − 3x + b. */
  private static final long[] B;

  static {
    for (int i = 0; i < 4; i++) {
      MULTIPLES[i] = limbs(Curve.PRIME.multiply(BigInteger.valueOf(i)));
    }
    ENTRY = limbs(BigInteger.ONE.shiftLeft(520).mod(Curve.PRIME));
    ONE = of(BigInteger.ONE);
    B = of(new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16));
  }

  private Field() {}

  private static long[] limbs(BigInteger value) {
    long[] out = new long[LIMBS];
    for (int i = 0; i < LIMBS; i++) {
      out[i] = value.shiftRight(52 * i).longValue() & MASK;
    }
    return out;
  }

  /** The element of an integer from 0 to p − 1. */
  static long[] of(BigInteger value) {
    long[] out = limbs(value);
    multiply(out, 0, ENTRY, 0, out, 0);
    return out;
  }

  static BigInteger toInteger(long[] x) {
    long[] plain = reduced(x);
    BigInteger value = BigInteger.ZERO;
    for (int i = LIMBS - 1; i >= 0; i--) {
      value = value.shiftLeft(52).or(BigInteger.valueOf(plain[i]));
    }
    return value;
  }

  /**
   * Reads 32 bytes, big-endian, given as four 64-bit words, the least first.
   *
   * @return whether they are below p; {@code out} holds the element then
   */
  static boolean read(long w0, long w1, long w2, long w3, long[] out) {
    out[0] = w0 & MASK;
    out[1] = (w0 >>> 52 | w1 << 12) & MASK;
    out[2] = (w1 >>> 40 | w2 << 24) & MASK;
    out[3] = (w2 >>> 28 | w3 << 36) & MASK;
    out[4] = w3 >>> 16;
    if (!below(out, MULTIPLES[1])) {
      return false;
    }
    multiply(out, 0, ENTRY, 0, out, 0);
    return true;
  }

  /** Writes the four 64-bit words of the integer that an element stands for, the least first. */
  static void write(long[] x, long[] words) {
    long[] plain = reduced(x);
    words[0] = plain[0] | plain[1] << 52;
    words[1] = plain[1] >>> 12 | plain[2] << 40;
    words[2] = plain[2] >>> 24 | plain[3] << 28;
    words[3] = plain[3] >>> 36 | plain[4] << 16;
  }

  static boolean isOdd(long[] x) {
    return (reduced(x)[0] & 1) == 1;
  }

  /** The integer from 0 to p − 1 that an element stands for, in limbs. */
  private static long[] reduced(long[] x) {
    long[] out = new long[LIMBS];
    fold(x[0], x[1], x[2], x[3], x[4], 0, 0, 0, 0, 0, out, 0);
    // (x + m·p) / 2²⁶⁰ for an x below 2²⁶⁰ and an m below 2²⁶⁰: at most p, and p for zero only.
    return below(out, MULTIPLES[1]) ? out : new long[LIMBS];
  }

  private static boolean below(long[] x, long[] bound) {
    for (int i = LIMBS - 1; i >= 0; i--) {
      if (x[i] != bound[i]) {
        return x[i] < bound[i];
      }
    }
    return false;
  }

  static boolean equal(long[] x, int xAt, long[] y, int yAt) {
    long[] difference = new long[LIMBS];
    factor(x, xAt, y, yAt, difference, 0);
    return isZero(difference, 0);
  }

  static boolean equal(long[] x, long[] y) {
    return equal(x, 0, y, 0);
  }

  /** Whether a factor is a multiple of p. */
  static boolean isZero(long[] x, int at) {
    for (long[] multiple : MULTIPLES) {
      if (x[at] == multiple[0]
          && x[at + 1] == multiple[1]
          && x[at + 2] == multiple[2]
          && x[at + 3] == multiple[3]
          && x[at + 4] == multiple[4]) {
        return true;
      }
    }
    return false;
  }

  static void copy(long[] x, int xAt, long[] out, int at) {
    System.arraycopy(x, xAt, out, at, LIMBS);
  }

  /** x − y + 2p: a factor. */
  static void factor(long[] x, int xAt, long[] y, int yAt, long[] out, int at) {
    long[] p2 = MULTIPLES[2];
    long d0 = x[xAt] - y[yAt] + p2[0];
    long d1 = x[xAt + 1] - y[yAt + 1] + p2[1] + (d0 >> 52);
    long d2 = x[xAt + 2] - y[yAt + 2] + p2[2] + (d1 >> 52);
    long d3 = x[xAt + 3] - y[yAt + 3] + p2[3] + (d2 >> 52);
    long d4 = x[xAt + 4] - y[yAt + 4] + p2[4] + (d3 >> 52);
    out[at] = d0 & MASK;
    out[at + 1] = d1 & MASK;
    out[at + 2] = d2 & MASK;
    out[at + 3] = d3 & MASK;
    out[at + 4] = d4;
  }

  /** x − y. */
  static void subtract(long[] x, int xAt, long[] y, int yAt, long[] out, int at) {
    raise(
        x[xAt] - y[yAt],
        x[xAt + 1] - y[yAt + 1],
        x[xAt + 2] - y[yAt + 2],
        x[xAt + 3] - y[yAt + 3],
        x[xAt + 4] - y[yAt + 4],
        out,
        at);
  }

  /** x + y. */
  static void add(long[] x, int xAt, long[] y, int yAt, long[] out, int at) {
    long[] p2 = MULTIPLES[2];
    raise(
        x[xAt] + y[yAt] - p2[0],
        x[xAt + 1] + y[yAt + 1] - p2[1],
        x[xAt + 2] + y[yAt + 2] - p2[2],
        x[xAt + 3] + y[yAt + 3] - p2[3],
        x[xAt + 4] + y[yAt + 4] - p2[4],
        out,
        at);
  }

  static void twice(long[] x, int xAt, long[] out, int at) {
    add(x, xAt, x, xAt, out, at);
  }

  static void negate(long[] x, int xAt, long[] out, int at) {
    subtract(MULTIPLES[2], 0, x, xAt, out, at);
  }

  /** Something from −2p to 2p, as an element; limbs may be negative. */
  private static void raise(long d0, long d1, long d2, long d3, long d4, long[] out, int at) {
    long[] p2 = MULTIPLES[2];
    long c1 = d1 + (d0 >> 52);
    long c2 = d2 + (c1 >> 52);
    long c3 = d3 + (c2 >> 52);
    long c4 = d4 + (c3 >> 52);
    long below = c4 >> 63;
    long e0 = (d0 & MASK) + (p2[0] & below);
    long e1 = (c1 & MASK) + (p2[1] & below) + (e0 >> 52);
    long e2 = (c2 & MASK) + (p2[2] & below) + (e1 >> 52);
    long e3 = (c3 & MASK) + (p2[3] & below) + (e2 >> 52);
    out[at] = e0 & MASK;
    out[at + 1] = e1 & MASK;
    out[at + 2] = e2 & MASK;
    out[at + 3] = e3 & MASK;
    out[at + 4] = c4 + (p2[4] & below) + (e3 >> 52);
  }

  /** x·y of two factors. */
  static void multiply(long[] x, int xAt, long[] y, int yAt, long[] out, int at) {
    long a0 = x[xAt];
    long a1 = x[xAt + 1];
    long a2 = x[xAt + 2];
    long a3 = x[xAt + 3];
    long a4 = x[xAt + 4];
    long b0 = y[yAt];
    long b1 = y[yAt + 1];
    long b2 = y[yAt + 2];
    long b3 = y[yAt + 3];
    long b4 = y[yAt + 4];
    long s0 = b0 << 12;
    long s1 = b1 << 12;
    long s2 = b2 << 12;
    long s3 = b3 << 12;
    long s4 = b4 << 12;
    long h0 = high(a0, s0);
    long h1 = high(a0, s1) + high(a1, s0);
    long h2 = high(a0, s2) + high(a1, s1) + high(a2, s0);
    long h3 = high(a0, s3) + high(a1, s2) + high(a2, s1) + high(a3, s0);
    long h4 = high(a0, s4) + high(a1, s3) + high(a2, s2) + high(a3, s1) + high(a4, s0);
    long h5 = high(a1, s4) + high(a2, s3) + high(a3, s2) + high(a4, s1);
    long h6 = high(a2, s4) + high(a3, s3) + high(a4, s2);
    long h7 = high(a3, s4) + high(a4, s3);
    long h8 = high(a4, s4);
    fold(
        a0 * b0 - (h0 << 52),
        a0 * b1 + a1 * b0 - (h1 << 52) + h0,
        a0 * b2 + a1 * b1 + a2 * b0 - (h2 << 52) + h1,
        a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 - (h3 << 52) + h2,
        a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 - (h4 << 52) + h3,
        a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 - (h5 << 52) + h4,
        a2 * b4 + a3 * b3 + a4 * b2 - (h6 << 52) + h5,
        a3 * b4 + a4 * b3 - (h7 << 52) + h6,
        a4 * b4 - (h8 << 52) + h7,
        h8,
        out,
        at);
  }

  /** x² of a factor. */
  static void square(long[] x, int xAt, long[] out, int at) {
    long a0 = x[xAt];
    long a1 = x[xAt + 1];
    long a2 = x[xAt + 2];
    long a3 = x[xAt + 3];
    long a4 = x[xAt + 4];
    long d0 = a0 << 1;
    long d1 = a1 << 1;
    long d2 = a2 << 1;
    long d3 = a3 << 1;
    long s1 = a1 << 12;
    long s2 = a2 << 12;
    long s3 = a3 << 12;
    long s4 = a4 << 12;
    long h0 = high(a0, a0 << 12);
    long h1 = high(d0, s1);
    long h2 = high(d0, s2) + high(a1, s1);
    long h3 = high(d0, s3) + high(d1, s2);
    long h4 = high(d0, s4) + high(d1, s3) + high(a2, s2);
    long h5 = high(d1, s4) + high(d2, s3);
    long h6 = high(d2, s4) + high(a3, s3);
    long h7 = high(d3, s4);
    long h8 = high(a4, s4);
    fold(
        a0 * a0 - (h0 << 52),
        d0 * a1 - (h1 << 52) + h0,
        d0 * a2 + a1 * a1 - (h2 << 52) + h1,
        d0 * a3 + d1 * a2 - (h3 << 52) + h2,
        d0 * a4 + d1 * a3 + a2 * a2 - (h4 << 52) + h3,
        d1 * a4 + d2 * a3 - (h5 << 52) + h4,
        d2 * a4 + a3 * a3 - (h6 << 52) + h5,
        d3 * a4 - (h7 << 52) + h6,
        a4 * a4 - (h8 << 52) + h7,
        h8,
        out,
        at);
  }

  /** The upper 52 bits of a product of which one factor comes shifted to the left by 12. */
  private static long high(long a, long shifted) {
    return Math.unsignedMultiplyHigh(a, shifted);
  }

  /**
   * (c + m·p) / 2²⁶⁰ for columns c of 52 bits and carries, below 16p² together, and the m below
   * 2²⁶⁰ that makes it whole: below 2p. As p is −1 modulo 2⁹⁶, each limb of m is the lowest column
   * left.
   */
  private static void fold(
      long c0,
      long c1,
      long c2,
      long c3,
      long c4,
      long c5,
      long c6,
      long c7,
      long c8,
      long c9,
      long[] out,
      int at) {
    // m·2⁹⁶ is m·2⁴⁴ one limb up, m·2¹⁹² − m·2²²⁴ + m·2²⁵⁶ is m·2³⁶ three up and m·TOP four up.
    long m0 = c0 & MASK;
    long t1 = c1 + (c0 >>> 52) + ((m0 & 0xff) << 44);
    long m1 = t1 & MASK;
    long t2 = c2 + (t1 >>> 52) + (m0 >>> 8) + ((m1 & 0xff) << 44);
    long m2 = t2 & MASK;
    long t3 = c3 + (t2 >>> 52) + (m1 >>> 8) + ((m2 & 0xff) << 44) + ((m0 & 0xffff) << 36);
    long m3 = t3 & MASK;
    long h0 = high(m0, TOP << 12);
    long h1 = high(m1, TOP << 12);
    long h2 = high(m2, TOP << 12);
    long h3 = high(m3, TOP << 12);
    long t4 = c4 + (t3 >>> 52) + (m2 >>> 8) + ((m3 & 0xff) << 44);
    t4 += (m0 >>> 16) + ((m1 & 0xffff) << 36) + m0 * TOP - (h0 << 52);
    long m4 = t4 & MASK;
    long h4 = high(m4, TOP << 12);
    long t5 = c5 + (t4 >>> 52) + (m3 >>> 8) + ((m4 & 0xff) << 44);
    t5 += (m1 >>> 16) + ((m2 & 0xffff) << 36) + h0 + m1 * TOP - (h1 << 52);
    long t6 = c6 + (t5 >>> 52) + (m4 >>> 8);
    t6 += (m2 >>> 16) + ((m3 & 0xffff) << 36) + h1 + m2 * TOP - (h2 << 52);
    long t7 = c7 + (t6 >>> 52);
    t7 += (m3 >>> 16) + ((m4 & 0xffff) << 36) + h2 + m3 * TOP - (h3 << 52);
    long t8 = c8 + (t7 >>> 52) + (m4 >>> 16) + h3 + m4 * TOP - (h4 << 52);
    long t9 = c9 + (t8 >>> 52) + h4;
    out[at] = t5 & MASK;
    out[at + 1] = t6 & MASK;
    out[at + 2] = t7 & MASK;
    out[at + 3] = t8 & MASK;
    out[at + 4] = t9;
  }

  private static void squareTimes(long[] x, int times, long[] out) {
    square(x, 0, out, 0);
    for (int i = 1; i < times; i++) {
      square(out, 0, out, 0);
    }
  }

  /** x·2 to the power of so many, times y: appends y's exponent to x's. */
  private static long[] append(long[] x, int bits, long[] y) {
    long[] out = new long[LIMBS];
    squareTimes(x, bits, out);
    multiply(out, 0, y, 0, out, 0);
    return out;
  }

  /** x to the powers 2² − 1, 2⁴ − 1, 2⁸ − 1 and 2¹⁶ − 1. */
  private static long[][] ones(long[] x) {
    long[] two = append(x, 1, x);
    long[] four = append(two, 2, two);
    long[] eight = append(four, 4, four);
    return new long[][] {two, four, eight, append(eight, 8, eight)};
  }

  /** The inverse of an element that is not zero, by the power p − 2. */
  static void invert(long[] x, long[] out) {
    long[][] ones = ones(x);
    long[] thirty = append(append(append(ones[3], 8, ones[2]), 4, ones[1]), 2, ones[0]);
    long[] thirtyTwo = append(thirty, 2, ones[0]);
    long[] power = append(thirtyTwo, 32, x); // ffffffff 00000001
    power = append(power, 128, thirtyTwo); // … 00000000 00000000 00000000 ffffffff
    power = append(power, 32, thirtyTwo); // … ffffffff
    copy(append(append(power, 30, thirty), 2, x), 0, out, 0); // … fffffffd
  }

  /** y² of the curve at x. */
  static void curve(long[] x, long[] out) {
    long[] three = new long[LIMBS];
    twice(x, 0, three, 0);
    add(three, 0, x, 0, three, 0);
    square(x, 0, out, 0);
    multiply(out, 0, x, 0, out, 0);
    subtract(out, 0, three, 0, out, 0);
    add(out, 0, B, 0, out, 0);
  }

  /**
   * A square root, by the power (p+1)/4 = 2²⁵⁴ − 2²²² + 2¹⁹⁰ + 2⁹⁴.
   *
   * @return whether there is one; {@code out} holds it then. {@code out} is not {@code x}
   */
  static boolean root(long[] x, long[] out) {
    long[] sixteen = ones(x)[3];
    long[] power = append(append(sixteen, 16, sixteen), 32, x); // 2⁶⁴ − 2³² + 1
    squareTimes(append(power, 96, x), 94, out); // 2¹⁶⁰ − 2¹²⁸ + 2⁹⁶ + 1, then 94 zeroes
    long[] square = new long[LIMBS];
    square(out, 0, square, 0);
    return equal(square, x);
  }
}
