package city.urna.protocol.group;

import java.math.BigInteger;
import java.util.Optional;

/**
 * The field of P-256: integers modulo p = 2²⁵⁶ − 2²²⁴ + 2¹⁹² + 2⁹⁶ − 1.
 *
 * <p>An element is five limbs of 52 bits, least significant first. It stands for x by x·2²⁶⁰ mod p
 * (Montgomery, Modular Multiplication Without Trial Division, 1985) and is kept below 2p, not p: it
 * is compared with {@link #equal} and {@link #isZero} only. Its arithmetic takes some three
 * quarters of the time of Bouncy Castle's, which nearly all of a proof's making and checking was
 * spent in.
 *
 * <p>Products are summed up by column. For each column there is a sum of the upper parts, above bit
 * 52, of its products of limbs, and one of the products modulo 2⁶⁴. From both follows the sum of
 * the lower parts, which is below 2⁶⁴: no carries are looked for.
 *
 * <p>Adding, subtracting, multiplying and squaring take no branch and look nothing up; reading,
 * writing, comparing, roots and inverses do. Where an operand may be the result, it is said so.
 */
final class Field {
  /** Length of an encoded element in bytes. */
  static final int SIZE = 32;

  private static final BigInteger P =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);

  private static final long LOW = (1L << 52) - 1;

  /** p in limbs, of which the third is zero. */
  private static final long P0 = LOW;

  private static final long P1 = (1L << 44) - 1;
  private static final long P3 = 1L << 36;
  private static final long P4 = (1L << 48) - (1L << 16);

  /** 2p in limbs. */
  private static final long D0 = LOW - 1;

  private static final long D1 = (1L << 45) - 1;
  private static final long D3 = 1L << 37;
  private static final long D4 = (1L << 49) - (1L << 17);

  /** 2⁵²⁰ mod p: a product with it brings an integer into the form of an element. */
  private static final long[] SQUARED = limbs(BigInteger.TWO.pow(520).mod(P));

  private static final long[] ONE = of(BigInteger.ONE);

  /** The curve's constant b (SEC 2 §2.4.2). */
  private static final long[] B =
      hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

  private Field() {}

  private static long[] limbs(BigInteger integer) {
    long[] z = zero();
    for (int i = 0; i < z.length; i++) {
      z[i] = integer.shiftRight(52 * i).longValue() & LOW;
    }
    return z;
  }

  /** The element of an integer that is not negative and below p. */
  static long[] of(BigInteger integer) {
    long[] z = limbs(integer);
    multiply(z, SQUARED, z);
    return z;
  }

  static long[] hex(String digits) {
    return of(new BigInteger(digits, 16));
  }

  static long[] zero() {
    return new long[5];
  }

  static long[] one() {
    return ONE.clone();
  }

  static void copy(long[] x, long[] z) {
    System.arraycopy(x, 0, z, 0, z.length);
  }

  static void clear(long[] z) {
    z[0] = 0;
    z[1] = 0;
    z[2] = 0;
    z[3] = 0;
    z[4] = 0;
  }

  /** Reads 32 bytes from that place on; nothing where they are not below p. */
  static Optional<long[]> read(byte[] bytes, int from) {
    BigInteger integer = new BigInteger(1, bytes, from, SIZE);
    return integer.compareTo(P) < 0 ? Optional.of(of(integer)) : Optional.empty();
  }

  /** Writes 32 bytes, big-endian, from that place on. */
  static void write(long[] x, byte[] bytes, int from) {
    long[] plain = plain(x);
    for (int i = 0; i < SIZE; i++) {
      int bit = 8 * (SIZE - 1 - i);
      long limb = plain[bit / 52] >>> bit % 52;
      if (bit % 52 > 44) {
        limb |= plain[bit / 52 + 1] << 52 - bit % 52;
      }
      bytes[from + i] = (byte) limb;
    }
  }

  /** Whether the integer that this stands for is odd. */
  static boolean isOdd(long[] x) {
    return (plain(x)[0] & 1) == 1;
  }

  /** The integer from 0 to p − 1 that an element stands for, in limbs. */
  private static long[] plain(long[] x) {
    long[] z = zero();
    divide(x[0], x[1], x[2], x[3], x[4], 0, 0, 0, 0, 0, z);
    // The quotient is at most p: p itself is zero's other form.
    if (z[0] == P0 && z[1] == P1 && z[2] == 0 && z[3] == P3 && z[4] == P4) {
      clear(z);
    }
    return z;
  }

  static boolean isZero(long[] x) {
    return (x[0] | x[1] | x[2] | x[3] | x[4]) == 0
        || x[0] == P0 && x[1] == P1 && x[2] == 0 && x[3] == P3 && x[4] == P4;
  }

  static boolean equal(long[] x, long[] y) {
    long[] difference = zero();
    subtract(x, y, difference);
    return isZero(difference);
  }

  /** z = x + y; all may be one. */
  static void add(long[] x, long[] y, long[] z) {
    settle(x[0] + y[0] - D0, x[1] + y[1] - D1, x[2] + y[2], x[3] + y[3] - D3, x[4] + y[4] - D4, z);
  }

  /** z = 2x; both may be one. */
  static void twice(long[] x, long[] z) {
    add(x, x, z);
  }

  /** z = x − y; all may be one. */
  static void subtract(long[] x, long[] y, long[] z) {
    settle(x[0] - y[0], x[1] - y[1], x[2] - y[2], x[3] - y[3], x[4] - y[4], z);
  }

  /** z = −x; both may be one. */
  static void negate(long[] x, long[] z) {
    settle(-x[0], -x[1], -x[2], -x[3], -x[4], z);
  }

  /** Carries, in limbs that may be negative, and adds 2p to what is: from −2p to 2p, to 0 to 2p. */
  private static void settle(long a0, long a1, long a2, long a3, long a4, long[] z) {
    long b1 = a1 + (a0 >> 52);
    long b2 = a2 + (b1 >> 52);
    long b3 = a3 + (b2 >> 52);
    long b4 = a4 + (b3 >> 52);
    long negative = b4 >> 63;
    long c0 = (a0 & LOW) + (D0 & negative);
    long c1 = (b1 & LOW) + (D1 & negative) + (c0 >> 52);
    long c2 = (b2 & LOW) + (c1 >> 52);
    long c3 = (b3 & LOW) + (D3 & negative) + (c2 >> 52);
    z[0] = c0 & LOW;
    z[1] = c1 & LOW;
    z[2] = c2 & LOW;
    z[3] = c3 & LOW;
    z[4] = b4 + (D4 & negative) + (c3 >> 52);
  }

  /** z = x·y; all may be one. */
  static void multiply(long[] x, long[] y, long[] z) {
    long x0 = x[0];
    long x1 = x[1];
    long x2 = x[2];
    long x3 = x[3];
    long x4 = x[4];
    long y0 = y[0];
    long y1 = y[1];
    long y2 = y[2];
    long y3 = y[3];
    long y4 = y[4];
    long u0 = upper(x0, y0);
    long u1 = upper(x0, y1) + upper(x1, y0);
    long u2 = upper(x0, y2) + upper(x1, y1) + upper(x2, y0);
    long u3 = upper(x0, y3) + upper(x1, y2) + upper(x2, y1) + upper(x3, y0);
    long u4 = upper(x0, y4) + upper(x1, y3) + upper(x2, y2) + upper(x3, y1) + upper(x4, y0);
    long u5 = upper(x1, y4) + upper(x2, y3) + upper(x3, y2) + upper(x4, y1);
    long u6 = upper(x2, y4) + upper(x3, y3) + upper(x4, y2);
    long u7 = upper(x3, y4) + upper(x4, y3);
    long u8 = upper(x4, y4);
    divide(
        x0 * y0 - (u0 << 52),
        u0 + x0 * y1 + x1 * y0 - (u1 << 52),
        u1 + x0 * y2 + x1 * y1 + x2 * y0 - (u2 << 52),
        u2 + x0 * y3 + x1 * y2 + x2 * y1 + x3 * y0 - (u3 << 52),
        u3 + x0 * y4 + x1 * y3 + x2 * y2 + x3 * y1 + x4 * y0 - (u4 << 52),
        u4 + x1 * y4 + x2 * y3 + x3 * y2 + x4 * y1 - (u5 << 52),
        u5 + x2 * y4 + x3 * y3 + x4 * y2 - (u6 << 52),
        u6 + x3 * y4 + x4 * y3 - (u7 << 52),
        u7 + x4 * y4 - (u8 << 52),
        u8,
        z);
  }

  /** z = x²; both may be one. */
  static void square(long[] x, long[] z) {
    long x0 = x[0];
    long x1 = x[1];
    long x2 = x[2];
    long x3 = x[3];
    long x4 = x[4];
    long t0 = 2 * x0;
    long t1 = 2 * x1;
    long t2 = 2 * x2;
    long t3 = 2 * x3;
    long u0 = upper(x0, x0);
    long u1 = upper(t0, x1);
    long u2 = upper(t0, x2) + upper(x1, x1);
    long u3 = upper(t0, x3) + upper(t1, x2);
    long u4 = upper(t0, x4) + upper(t1, x3) + upper(x2, x2);
    long u5 = upper(t1, x4) + upper(t2, x3);
    long u6 = upper(t2, x4) + upper(x3, x3);
    long u7 = upper(t3, x4);
    long u8 = upper(x4, x4);
    divide(
        x0 * x0 - (u0 << 52),
        u0 + t0 * x1 - (u1 << 52),
        u1 + t0 * x2 + x1 * x1 - (u2 << 52),
        u2 + t0 * x3 + t1 * x2 - (u3 << 52),
        u3 + t0 * x4 + t1 * x3 + x2 * x2 - (u4 << 52),
        u4 + t1 * x4 + t2 * x3 - (u5 << 52),
        u5 + t2 * x4 + x3 * x3 - (u6 << 52),
        u6 + t3 * x4 - (u7 << 52),
        u7 + x4 * x4 - (u8 << 52),
        u8,
        z);
  }

  /** The product of two limbs above bit 52; the second below 2⁵². */
  private static long upper(long x, long y) {
    return Math.unsignedMultiplyHigh(x, y << 12);
  }

  /**
   * z = (c + m·p) / 2²⁶⁰ for the m that makes this a whole number, which is below 2p for a c below
   * 4p². The columns of c may hold carries.
   *
   * <p>Because p = −1 modulo 2⁹⁶ the limbs of m are those that are left of c below 2²⁶⁰, from the
   * lowest up; each goes in again as m·2⁹⁶, and as m·(2⁶⁴ − 2³² + 1)·2¹⁹² by p's two upper limbs.
   */
  private static void divide(
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
      long[] z) {
    long m0 = c0 & LOW;
    long d1 = c1 + (c0 >>> 52) + ((m0 & 0xff) << 44);
    long m1 = d1 & LOW;
    long d2 = c2 + (d1 >>> 52) + (m0 >>> 8) + ((m1 & 0xff) << 44);
    long m2 = d2 & LOW;
    long d3 = c3 + (d2 >>> 52) + (m1 >>> 8) + ((m2 & 0xff) << 44) + ((m0 & 0xffff) << 36);
    long m3 = d3 & LOW;
    long u0 = upper(m0, P4);
    long d4 = c4 + (d3 >>> 52) + (m2 >>> 8) + ((m3 & 0xff) << 44);
    d4 += (m0 >>> 16) + ((m1 & 0xffff) << 36) + (m0 * P4 - (u0 << 52));
    long m4 = d4 & LOW;
    long u1 = upper(m1, P4);
    long d5 = c5 + (d4 >>> 52) + (m3 >>> 8) + ((m4 & 0xff) << 44);
    d5 += u0 + (m1 >>> 16) + ((m2 & 0xffff) << 36) + (m1 * P4 - (u1 << 52));
    long u2 = upper(m2, P4);
    long d6 = c6 + (d5 >>> 52) + (m4 >>> 8);
    d6 += u1 + (m2 >>> 16) + ((m3 & 0xffff) << 36) + (m2 * P4 - (u2 << 52));
    long u3 = upper(m3, P4);
    long d7 = c7 + (d6 >>> 52);
    d7 += u2 + (m3 >>> 16) + ((m4 & 0xffff) << 36) + (m3 * P4 - (u3 << 52));
    long u4 = upper(m4, P4);
    long d8 = c8 + (d7 >>> 52) + u3 + (m4 >>> 16) + (m4 * P4 - (u4 << 52));
    z[0] = d5 & LOW;
    z[1] = d6 & LOW;
    z[2] = d7 & LOW;
    z[3] = d8 & LOW;
    z[4] = c9 + u4 + (d8 >>> 52);
  }

  /** x³ − 3x + b, the right-hand side of the curve's equation. */
  static long[] rightHandSide(long[] x) {
    long[] z = zero();
    long[] three = zero();
    square(x, z);
    multiply(z, x, z);
    twice(x, three);
    add(three, x, three);
    subtract(z, three, z);
    add(z, B, z);
    return z;
  }

  /** Squares x so many times, and multiplies by y. */
  private static long[] raise(long[] x, int squarings, long[] y) {
    long[] z = x.clone();
    for (int i = 0; i < squarings; i++) {
      square(z, z);
    }
    multiply(z, y, z);
    return z;
  }

  /**
   * A square root: x^((p+1)/4), as p = 3 mod 4; nothing where x has none.
   *
   * <p>The exponent is 2²⁵⁴ − 2²²² + 2¹⁹⁰ + 2⁹⁴, put together from runs of ones.
   */
  static Optional<long[]> squareRoot(long[] x) {
    long[] ones = raise(x, 1, x);
    for (int length = 2; length < 32; length *= 2) {
      ones = raise(ones, length, ones);
    }
    long[] root = raise(raise(raise(ones, 32, x), 96, x), 94, ONE);
    long[] check = zero();
    square(root, check);
    return equal(check, x) ? Optional.of(root) : Optional.empty();
  }

  /** z = 1/x for an x that is not zero: x^(p−2), the exponent's digits in blocks of 32 bits. */
  static void invert(long[] x, long[] z) {
    long[] two = raise(x, 1, x);
    long[] four = raise(two, 2, two);
    long[] eight = raise(four, 4, four);
    long[] sixteen = raise(eight, 8, eight);
    long[] thirty = raise(raise(raise(sixteen, 8, eight), 4, four), 2, two);
    long[] block = raise(thirty, 2, two);
    // ffffffff 00000001, three blocks of zeroes, ffffffff ffffffff fffffffd
    long[] power = raise(raise(raise(block, 32, x), 128, block), 32, block);
    copy(raise(raise(power, 30, thirty), 2, x), z);
  }

  /**
   * Replaces the first {@code count} elements, none of them zero, by their inverses, at the price
   * of one inversion and three multiplications each (Montgomery's trick).
   */
  static void invertAll(long[][] values, int count) {
    if (count == 0) {
      return;
    }
    long[][] prefixes = new long[count][];
    long[] product = one();
    for (int i = 0; i < count; i++) {
      prefixes[i] = product;
      long[] next = zero();
      multiply(product, values[i], next);
      product = next;
    }
    long[] inverse = zero();
    invert(product, inverse);
    for (int i = count - 1; i >= 0; i--) {
      long[] value = values[i];
      long[] next = zero();
      multiply(inverse, value, next);
      multiply(inverse, prefixes[i], value);
      inverse = next;
    }
  }
}
