package city.urna.protocol.group;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * A point of P-256 that is not the identity (spec encoding §1.4).
 *
 * <p>Encoded as SEC 1 compressed, 33 bytes. The curve's order is prime, so there is no small
 * subgroup to fall into. Variable time.
 */
public final class Point implements Element {
  /** The length of the uncompressed encoding in bytes. */
  public static final int UNCOMPRESSED_SIZE = 65;

  private final long[] x;
  private final long[] y;
  private final Bytes encoded;

  /** Coordinates that are known to be on the curve; the arrays are not changed afterwards. */
  Point(long[] x, long[] y) {
    this(x, y, compress(x, y));
  }

  private Point(long[] x, long[] y, Bytes encoded) {
    this.x = x;
    this.y = y;
    this.encoded = encoded;
  }

  static Point generator() {
    return new Point(
        Field.hex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
        Field.hex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"));
  }

  /**
   * Reads 33 bytes; refuses another length, a first byte other than 02 or 03, x ≥ p, and an x that
   * is on no point. Whatever passes encodes to the same bytes again.
   */
  public static Parsed<Point> decode(Bytes encoded) {
    if (encoded.size() != SIZE) {
      return new Parsed.Malformed<>("a point has 33 bytes, not " + encoded.size());
    }
    byte[] bytes = encoded.toArray();
    if (bytes[0] != 2 && bytes[0] != 3) {
      return new Parsed.Malformed<>("a point begins with 02 or 03");
    }
    Optional<long[]> x = Field.read(bytes, 1);
    if (x.isEmpty()) {
      return new Parsed.Malformed<>("coordinate not below the field's prime");
    }
    // The order is prime, hence odd: no point has y = 0, and both signs of a root exist.
    Optional<long[]> root = Field.squareRoot(Field.rightHandSide(x.get()));
    if (root.isEmpty()) {
      return new Parsed.Malformed<>("not on the curve");
    }
    long[] y = root.get();
    if (Field.isOdd(y) != (bytes[0] == 3)) {
      Field.negate(y, y);
    }
    return new Parsed.Ok<>(new Point(x.get(), y, encoded));
  }

  /**
   * Reads SEC 1 uncompressed, 65 bytes; refuses another length, a first byte other than 04, and
   * coordinates that are on no point.
   */
  public static Parsed<Point> decodeUncompressed(Bytes encoded) {
    if (encoded.size() != UNCOMPRESSED_SIZE || encoded.at(0) != 4) {
      return new Parsed.Malformed<>("an uncompressed point has 65 bytes and begins with 04");
    }
    byte[] compressed = encoded.slice(0, SIZE).toArray();
    compressed[0] = (byte) (2 | encoded.at(UNCOMPRESSED_SIZE - 1) & 1);
    return decode(Bytes.of(compressed))
        .flatMap(
            point ->
                point.encodeUncompressed().equals(encoded)
                    ? new Parsed.Ok<>(point)
                    : new Parsed.Malformed<>("not on the curve"));
  }

  private static Bytes compress(long[] x, long[] y) {
    byte[] bytes = new byte[SIZE];
    bytes[0] = (byte) (Field.isOdd(y) ? 3 : 2);
    Field.write(x, bytes, 1);
    return Bytes.of(bytes);
  }

  /** The affine x; not to be changed. */
  long[] x() {
    return x;
  }

  /** The affine y; not to be changed. */
  long[] y() {
    return y;
  }

  @Override
  public Bytes encode() {
    return encoded;
  }

  /** SEC 1 uncompressed, 65 bytes: what HPKE speaks. */
  public Bytes encodeUncompressed() {
    byte[] bytes = new byte[UNCOMPRESSED_SIZE];
    bytes[0] = 4;
    Field.write(x, bytes, 1);
    Field.write(y, bytes, 1 + Field.SIZE);
    return Bytes.of(bytes);
  }

  @Override
  public Element plus(Element other) {
    Accumulator sum = new Accumulator();
    sum.add(this);
    sum.add(other);
    return sum.element();
  }

  @Override
  public Element minus(Element other) {
    return plus(other.negate());
  }

  @Override
  public Point negate() {
    long[] opposite = Field.zero();
    Field.negate(y, opposite);
    return new Point(x, opposite);
  }

  @Override
  public Element times(Scalar scalar) {
    return MultiScalar.times(scalar, this);
  }

  @Override
  public Element timesBlinded(Scalar secret, SecureRandom random) {
    Scalar mask = Scalar.random(random);
    return times(secret.minus(mask)).plus(times(mask));
  }

  @Override
  public boolean isIdentity() {
    return false;
  }

  @Override
  public Point point() {
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Point that && encoded.equals(that.encoded);
  }

  @Override
  public int hashCode() {
    return encoded.hashCode();
  }

  @Override
  public String toString() {
    return "Point[" + encoded.hex() + "]";
  }
}
