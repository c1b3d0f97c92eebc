package city.urna.protocol.group;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Field;
import org.bouncycastle.math.raw.Nat256;

/**
 * The few things that Bouncy Castle's field of P-256 leaves to its user: reading, writing, square
 * roots, many inverses at once.
 *
 * <p>An element is eight ints, least significant first, always below p; the library's functions
 * keep it so. Variable time.
 */
final class Field {
  /** Length of an encoded element in bytes. */
  static final int SIZE = 32;

  private static final BigInteger P =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
  private static final int[] MODULUS = Nat256.fromBigInteger(P);

  /** The curve's constant b (SEC 2 §2.4.2). */
  static final int[] B = hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

  private Field() {}

  static int[] hex(String digits) {
    return Nat256.fromBigInteger(new BigInteger(digits, 16));
  }

  static int[] one() {
    int[] one = Nat256.create();
    one[0] = 1;
    return one;
  }

  /** Reads 32 bytes from that place on; nothing where they are not below p. */
  static Optional<int[]> read(byte[] bytes, int from) {
    int[] z = new int[8];
    for (int i = 0; i < 8; i++) {
      int at = from + 28 - 4 * i;
      z[i] =
          (bytes[at] & 0xff) << 24
              | (bytes[at + 1] & 0xff) << 16
              | (bytes[at + 2] & 0xff) << 8
              | bytes[at + 3] & 0xff;
    }
    return Nat256.gte(z, MODULUS) ? Optional.empty() : Optional.of(z);
  }

  /** Writes 32 bytes, big-endian, from that place on. */
  static void write(int[] x, byte[] bytes, int from) {
    for (int i = 0; i < 8; i++) {
      int at = from + 28 - 4 * i;
      bytes[at] = (byte) (x[i] >>> 24);
      bytes[at + 1] = (byte) (x[i] >>> 16);
      bytes[at + 2] = (byte) (x[i] >>> 8);
      bytes[at + 3] = (byte) x[i];
    }
  }

  /** x³ − 3x + b, the right-hand side of the curve's equation. */
  static int[] rightHandSide(int[] x) {
    int[] wide = Nat256.createExt();
    int[] z = Nat256.create();
    int[] three = Nat256.create();
    SecP256R1Field.square(x, z, wide);
    SecP256R1Field.multiply(z, x, z, wide);
    SecP256R1Field.twice(x, three);
    SecP256R1Field.add(three, x, three);
    SecP256R1Field.subtract(z, three, z);
    SecP256R1Field.add(z, B, z);
    return z;
  }

  /**
   * A square root: x^((p+1)/4), as p = 3 mod 4; nothing where x has none.
   *
   * <p>The addition chain is 2²⁵⁴ − 2²²² + 2¹⁹⁰ + 2⁹⁴, as in Bouncy Castle's field element.
   */
  static Optional<int[]> squareRoot(int[] x) {
    int[] wide = Nat256.createExt();
    int[] s = Nat256.create();
    int[] t = Nat256.create();
    SecP256R1Field.square(x, s, wide);
    SecP256R1Field.multiply(s, x, s, wide);
    SecP256R1Field.squareN(s, 2, t, wide);
    SecP256R1Field.multiply(t, s, t, wide);
    SecP256R1Field.squareN(t, 4, s, wide);
    SecP256R1Field.multiply(s, t, s, wide);
    SecP256R1Field.squareN(s, 8, t, wide);
    SecP256R1Field.multiply(t, s, t, wide);
    SecP256R1Field.squareN(t, 16, s, wide);
    SecP256R1Field.multiply(s, t, s, wide);
    SecP256R1Field.squareN(s, 32, s, wide);
    SecP256R1Field.multiply(s, x, s, wide);
    SecP256R1Field.squareN(s, 96, s, wide);
    SecP256R1Field.multiply(s, x, s, wide);
    SecP256R1Field.squareN(s, 94, s, wide);
    SecP256R1Field.square(s, t, wide);
    return Nat256.eq(x, t) ? Optional.of(s) : Optional.empty();
  }

  /**
   * Replaces the first {@code count} elements, none of them zero, by their inverses, at the price
   * of one inversion and three multiplications each (Montgomery's trick).
   */
  static void invertAll(int[][] values, int count) {
    if (count == 0) {
      return;
    }
    int[] wide = Nat256.createExt();
    int[][] prefixes = new int[count][];
    int[] product = one();
    for (int i = 0; i < count; i++) {
      prefixes[i] = product;
      int[] next = Nat256.create();
      SecP256R1Field.multiply(product, values[i], next, wide);
      product = next;
    }
    int[] inverse = Nat256.create();
    SecP256R1Field.inv(product, inverse);
    for (int i = count - 1; i >= 0; i--) {
      int[] value = values[i];
      int[] next = Nat256.create();
      SecP256R1Field.multiply(inverse, value, next, wide);
      SecP256R1Field.multiply(inverse, prefixes[i], value, wide);
      inverse = next;
    }
  }
}
