package city.urna.verifier.signature;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A point of the curve of Ed25519, −x² + y² = 1 + d·x²·y², in extended coordinates x = X/Z, y =
 * Y/Z, X·Y = Z·T (Hisil, Wong, Carter and Dawson, <i>Twisted Edwards Curves Revisited</i>, 2008;
 * {@code dbl-2008-hwcd}, {@code add-2008-hwcd-3}: complete, no case is left out).
 *
 * <p>Mutable; used by one thread. Variable time: public values only.
 */
final class Edwards {
  /** The order of the base point. */
  static final BigInteger ORDER =
      BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private static final BigInteger D =
      BigInteger.valueOf(-121_665)
          .multiply(BigInteger.valueOf(121_666).modInverse(Field25519.PRIME))
          .mod(Field25519.PRIME);

  private static final long[] CURVE_D = Field25519.of(D);
  private static final long[] TWICE_D = Field25519.of(D.add(D).mod(Field25519.PRIME));
  private static final long[] ONE = Field25519.of(BigInteger.ONE);

  /** Windows: digits of another point's factor and of the base point's. */
  private static final int WIDTH = 5;

  private static final int BASE_WIDTH = 7;

  private static final Ready[] BASE = odd(base(), BASE_WIDTH);

  private final long[] x = Field25519.zero();
  private final long[] y = ONE.clone();
  private final long[] z = ONE.clone();
  private final long[] t = Field25519.zero();

  private final long[] a = Field25519.zero();
  private final long[] b = Field25519.zero();
  private final long[] c = Field25519.zero();
  private final long[] e = Field25519.zero();
  private final long[] f = Field25519.zero();
  private final long[] g = Field25519.zero();
  private final long[] h = Field25519.zero();

  /** A point ready to be added: Y + X, Y − X, 2·d·T, 2·Z. */
  private record Ready(long[] sum, long[] difference, long[] t, long[] z) {}

  /** The identity. */
  private Edwards() {}

  private static Edwards base() {
    // y = 4/5, and x the even root (RFC 8032 §5.1).
    BigInteger four = BigInteger.valueOf(4);
    BigInteger fifth = BigInteger.valueOf(5).modInverse(Field25519.PRIME);
    return at(four.multiply(fifth).mod(Field25519.PRIME), false).orElseThrow();
  }

  /** Reads 32 bytes, least first; none where y is not below p, on no point, or −0 is written. */
  static Optional<Edwards> decode(byte[] encoded) {
    boolean odd = encoded[31] < 0;
    byte[] magnitude = new byte[32];
    for (int i = 0; i < 32; i++) {
      magnitude[31 - i] = encoded[i];
    }
    magnitude[0] &= 0x7f;
    BigInteger y = new BigInteger(1, magnitude);
    return y.compareTo(Field25519.PRIME) < 0 ? at(y, odd) : Optional.empty();
  }

  private static Optional<Edwards> at(BigInteger ordinate, boolean odd) {
    Edwards point = new Edwards();
    System.arraycopy(Field25519.of(ordinate), 0, point.y, 0, 5);
    long[] square = point.a;
    Field25519.square(point.y, square);
    Field25519.subtract(square, ONE, point.b); // y² − 1
    Field25519.multiply(square, CURVE_D, point.c);
    Field25519.add(point.c, ONE, point.c); // d·y² + 1
    if (!Field25519.root(point.b, point.c, point.x)) {
      return Optional.empty();
    }
    BigInteger abscissa = Field25519.toInteger(point.x);
    if (abscissa.signum() == 0 && odd) {
      return Optional.empty();
    }
    if (abscissa.testBit(0) != odd) {
      Field25519.negate(point.x, point.x);
    }
    Field25519.multiply(point.x, point.y, point.t);
    return Optional.of(point);
  }

  /** 32 bytes, least first. */
  byte[] encode() {
    long[] inverse = Field25519.invert(z);
    Field25519.multiply(x, inverse, a);
    Field25519.multiply(y, inverse, b);
    byte[] out = new byte[32];
    byte[] magnitude = Field25519.toInteger(b).toByteArray(); // below 2²⁵⁵: 32 bytes at most
    for (int i = 0; i < magnitude.length; i++) {
      out[i] = magnitude[magnitude.length - 1 - i];
    }
    if (Field25519.toInteger(a).testBit(0)) {
      out[31] |= (byte) 0x80;
    }
    return out;
  }

  /** Whether this is of the order of the base point. */
  boolean hasPrimeOrder() {
    return !isIdentity() && times(BigInteger.ZERO, ORDER, this).isIdentity();
  }

  private boolean isIdentity() {
    Field25519.subtract(y, z, a);
    return Field25519.isZero(x) && Field25519.isZero(a);
  }

  Edwards negate() {
    Edwards opposite = new Edwards();
    Field25519.negate(x, opposite.x);
    System.arraycopy(y, 0, opposite.y, 0, 5);
    System.arraycopy(z, 0, opposite.z, 0, 5);
    Field25519.negate(t, opposite.t);
    return opposite;
  }

  /**
   * s·B + k·A for the base point B (Straus, with signed windows).
   *
   * @param s from 0 below 2²⁵⁴, and k too
   */
  static Edwards times(BigInteger s, BigInteger k, Edwards point) {
    byte[] ofBase = windows(s, BASE_WIDTH);
    byte[] ofPoint = windows(k, WIDTH);
    int top = 255;
    while (top >= 0 && ofBase[top] == 0 && ofPoint[top] == 0) {
      top--;
    }
    return sum(ofBase, ofPoint, odd(point, WIDTH), top);
  }

  private static Edwards sum(byte[] ofBase, byte[] ofPoint, Ready[] multiples, int top) {
    Edwards sum = new Edwards();
    for (int bit = top; bit >= 0; bit--) {
      sum.twice();
      sum.addDigit(ofPoint[bit], multiples);
      sum.addDigit(ofBase[bit], BASE);
    }
    return sum;
  }

  /** Odd digits from −2^(width−1) to 2^(width−1), at least width − 1 zeroes between two of them. */
  private static byte[] windows(BigInteger factor, int width) {
    byte[] digits = new byte[256];
    BigInteger left = factor;
    for (int bit = 0; left.signum() != 0; ) {
      int zeroes = left.getLowestSetBit();
      bit += zeroes;
      left = left.shiftRight(zeroes);
      int digit = left.intValue() & ((1 << width) - 1);
      digit -= digit >>> (width - 1) << width;
      digits[bit] = (byte) digit;
      left = left.subtract(BigInteger.valueOf(digit));
    }
    return digits;
  }

  /** 1·P, 3·P, 5·P and so on below 2^(width−1). */
  private static Ready[] odd(Edwards point, int width) {
    Edwards sum = new Edwards();
    sum.add(point.ready());
    Edwards twice = new Edwards();
    twice.add(point.ready());
    twice.twice();
    Ready step = twice.ready();
    Ready[] multiples = new Ready[1 << width - 2];
    for (int i = 0; i < multiples.length; i++) {
      multiples[i] = sum.ready();
      sum.add(step);
    }
    return multiples;
  }

  private Ready ready() {
    Ready ready =
        new Ready(Field25519.zero(), Field25519.zero(), Field25519.zero(), Field25519.zero());
    Field25519.add(y, x, ready.sum);
    Field25519.subtract(y, x, ready.difference);
    Field25519.multiply(t, TWICE_D, ready.t);
    Field25519.add(z, z, ready.z);
    return ready;
  }

  private void addDigit(byte digit, Ready[] multiples) {
    if (digit > 0) {
      add(multiples[digit >> 1]);
    } else if (digit < 0) {
      Ready other = multiples[-digit >> 1];
      Field25519.negate(other.t, g);
      add(other.difference, other.sum, g, other.z);
    }
  }

  private void add(Ready other) {
    add(other.sum, other.difference, other.t, other.z);
  }

  private void add(long[] sum, long[] difference, long[] otherT, long[] twiceZ) {
    Field25519.subtract(y, x, e);
    Field25519.multiply(e, difference, a); // A
    Field25519.add(y, x, e);
    Field25519.multiply(e, sum, b); // B
    Field25519.multiply(t, otherT, c); // C
    Field25519.multiply(z, twiceZ, h); // D
    Field25519.subtract(h, c, f); // F = D − C
    Field25519.add(h, c, g); // G = D + C
    Field25519.subtract(b, a, e); // E = B − A
    Field25519.add(b, a, h); // H = B + A
    finish();
  }

  private void twice() {
    Field25519.add(x, y, e);
    Field25519.square(e, c);
    Field25519.square(x, a); // A
    Field25519.square(y, b); // B
    Field25519.square(z, f);
    Field25519.add(f, f, f); // C = 2·Z²
    Field25519.add(a, b, h); // H = A + B
    Field25519.subtract(h, c, e); // E = H − (X + Y)²
    Field25519.subtract(a, b, g); // G = A − B
    Field25519.add(f, g, f); // F = C + G
    finish();
  }

  /** X = E·F, Y = G·H, T = E·H, Z = F·G. */
  private void finish() {
    Field25519.multiply(e, f, x);
    Field25519.multiply(g, h, y);
    Field25519.multiply(e, h, t);
    Field25519.multiply(f, g, z);
  }
}
