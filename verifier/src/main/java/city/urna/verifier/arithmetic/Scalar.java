package city.urna.verifier.arithmetic;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.math.BigInteger;

/** An integer modulo the group's order q (spec encoding §1.3): at least 0, below q. */
public record Scalar(BigInteger value) {
  /** The order of P-256. */
  public static final BigInteger ORDER = Curve.ORDER;

  public static final Scalar ZERO = new Scalar(BigInteger.ZERO);
  public static final Scalar ONE = new Scalar(BigInteger.ONE);

  public Scalar {
    if (value.signum() < 0 || value.compareTo(ORDER) >= 0) {
      throw new IllegalArgumentException("a scalar is at least 0 and below q");
    }
  }

  public static Scalar of(long value) {
    return reduce(BigInteger.valueOf(value));
  }

  /** Reduces an integer modulo q. */
  public static Scalar reduce(BigInteger value) {
    return new Scalar(value.mod(ORDER));
  }

  /** Reads 32 bytes, big-endian; refuses another length and what is not below q. */
  public static Parsed<Scalar> decode(Bytes bytes) {
    if (bytes.size() != 32) {
      return Parsed.malformed("a scalar is 32 bytes");
    }
    BigInteger value = new BigInteger(1, bytes.toArray());
    return value.compareTo(ORDER) < 0
        ? Parsed.ok(new Scalar(value))
        : Parsed.malformed("scalar is not below q");
  }

  public Bytes encode() {
    byte[] out = new byte[32];
    byte[] magnitude = value.toByteArray();
    int skip = magnitude.length == 33 ? 1 : 0;
    int size = magnitude.length - skip;
    System.arraycopy(magnitude, skip, out, 32 - size, size);
    return Bytes.of(out);
  }

  public boolean isZero() {
    return value.signum() == 0;
  }

  public Scalar plus(Scalar other) {
    return reduce(value.add(other.value));
  }

  public Scalar minus(Scalar other) {
    return reduce(value.subtract(other.value));
  }

  public Scalar times(Scalar other) {
    return reduce(value.multiply(other.value));
  }

  public Scalar negate() {
    return reduce(value.negate());
  }

  /** The inverse; zero has none. */
  public Scalar invert() {
    if (isZero()) {
      throw new IllegalArgumentException("zero has no inverse");
    }
    return new Scalar(value.modInverse(ORDER));
  }
}
