package city.urna.protocol.group;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * An integer from 0 to q−1, q being the order of P-256 (spec encoding §1.3).
 *
 * <p>Encoded as 32 bytes, big-endian. Many scalars are secret, so the text form shows nothing; two
 * are compared over their encodings. Variable time, see the package.
 */
public final class Scalar {
  /** The length of the encoding in bytes. */
  public static final int SIZE = 32;

  static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  public static final Scalar ZERO = new Scalar(BigInteger.ZERO);
  public static final Scalar ONE = new Scalar(BigInteger.ONE);

  private final BigInteger value;

  private Scalar(BigInteger value) {
    this.value = value;
  }

  /** The integer reduced modulo q. */
  public static Scalar of(BigInteger integer) {
    return new Scalar(
        integer.signum() >= 0 && integer.compareTo(ORDER) < 0 ? integer : integer.mod(ORDER));
  }

  /** The integer reduced modulo q; a negative one counts down from q. */
  public static Scalar of(long integer) {
    return of(BigInteger.valueOf(integer));
  }

  /** Reads 32 bytes; refuses another length and everything from q upwards. Zero is let through. */
  public static Parsed<Scalar> decode(Bytes encoded) {
    if (encoded.size() != SIZE) {
      return new Parsed.Malformed<>("a scalar has 32 bytes, not " + encoded.size());
    }
    BigInteger integer = new BigInteger(1, encoded.toArray());
    return integer.compareTo(ORDER) < 0
        ? new Parsed.Ok<>(new Scalar(integer))
        : new Parsed.Malformed<>("scalar not below the order");
  }

  /** Uniform in 1…q−1, by rejection: 32 bytes at a time until they are in range. */
  public static Scalar random(SecureRandom random) {
    byte[] drawn = new byte[SIZE];
    while (true) {
      random.nextBytes(drawn);
      BigInteger integer = new BigInteger(1, drawn);
      if (integer.signum() > 0 && integer.compareTo(ORDER) < 0) {
        return new Scalar(integer);
      }
    }
  }

  /** 32 bytes, big-endian. */
  public Bytes encode() {
    return Bytes.of(toBytes());
  }

  byte[] toBytes() {
    byte[] signed = value.toByteArray();
    byte[] out = new byte[SIZE];
    int from = Math.max(0, signed.length - SIZE);
    System.arraycopy(signed, from, out, SIZE - (signed.length - from), signed.length - from);
    return out;
  }

  public Scalar plus(Scalar other) {
    BigInteger sum = value.add(other.value);
    return new Scalar(sum.compareTo(ORDER) < 0 ? sum : sum.subtract(ORDER));
  }

  public Scalar minus(Scalar other) {
    BigInteger difference = value.subtract(other.value);
    return new Scalar(difference.signum() < 0 ? difference.add(ORDER) : difference);
  }

  public Scalar times(Scalar other) {
    return new Scalar(value.multiply(other.value).mod(ORDER));
  }

  public Scalar negate() {
    return isZero() ? this : new Scalar(ORDER.subtract(value));
  }

  /**
   * The multiplicative inverse.
   *
   * @throws IllegalArgumentException for zero, which has none
   */
  public Scalar invert() {
    if (isZero()) {
      throw new IllegalArgumentException("zero has no inverse");
    }
    return new Scalar(value.modInverse(ORDER));
  }

  public boolean isZero() {
    return value.signum() == 0;
  }

  /** The place of the highest bit that is set, from 1; 0 for zero. */
  int bitLength() {
    return value.bitLength();
  }

  /** The integer itself, 0…q−1. */
  BigInteger integer() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scalar that && MessageDigest.isEqual(toBytes(), that.toBytes());
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "Scalar[redacted]";
  }
}
