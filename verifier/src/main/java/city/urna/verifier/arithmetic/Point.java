package city.urna.verifier.arithmetic;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.math.BigInteger;
import org.bouncycastle.math.ec.ECPoint;

/**
 * A point of P-256 that is not the identity (spec encoding §1.4), in affine coordinates. One that
 * exists is on the curve, and so of order q: the curve has no other subgroup.
 */
public final class Point implements Element {
  /** The base point G. */
  public static final Point GENERATOR =
      of(
          Curve.BC.createPoint(
              new BigInteger(
                  "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296", 16),
              new BigInteger(
                  "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5", 16)));

  /** Coordinates; never written to after construction, and never handed out beyond the package. */
  final long[] x;

  final long[] y;

  Point(long[] x, long[] y) {
    this.x = x;
    this.y = y;
  }

  private static Point of(ECPoint point) {
    ECPoint affine = point.normalize();
    return new Point(
        Field.of(affine.getAffineXCoord().toBigInteger()),
        Field.of(affine.getAffineYCoord().toBigInteger()));
  }

  /** Reads 33 bytes, SEC 1 compressed; refuses what spec encoding §1.4 refuses. */
  public static Parsed<Point> decode(Bytes bytes) {
    return decode(bytes, 0, bytes.size());
  }

  static Parsed<Point> decode(Bytes bytes, int from, int to) {
    if (to - from != 33) {
      return Parsed.malformed("a point is 33 bytes");
    }
    int sign = bytes.at(from);
    if (sign != 2 && sign != 3) {
      return Parsed.malformed("a point starts with 02 or 03");
    }
    long[] x = new long[Field.LIMBS];
    if (!Field.read(
        bytes.u64At(from + 25),
        bytes.u64At(from + 17),
        bytes.u64At(from + 9),
        bytes.u64At(from + 1),
        x)) {
      return Parsed.malformed("a point's x is not below p");
    }
    long[] square = new long[Field.LIMBS];
    long[] y = new long[Field.LIMBS];
    Field.curve(x, square);
    if (!Field.root(square, y)) {
      return Parsed.malformed("no point of the curve has this x");
    }
    if (Field.isOdd(y) != (sign == 3)) {
      Field.negate(y, 0, y, 0);
    }
    return Parsed.ok(new Point(x, y));
  }

  @Override
  public Bytes encode() {
    long[] words = new long[4];
    Field.write(x, words);
    Bytes sign = Bytes.of(new byte[] {(byte) (Field.isOdd(y) ? 3 : 2)});
    return Bytes.concat(
        sign, Bytes.u64(words[3]), Bytes.u64(words[2]), Bytes.u64(words[1]), Bytes.u64(words[0]));
  }

  @Override
  public Point negate() {
    long[] negative = new long[Field.LIMBS];
    Field.negate(y, 0, negative, 0);
    return new Point(x, negative);
  }

  /** By Bouncy Castle's own multiplication, which shares nothing with {@link MultiScalar}. */
  @Override
  public Element times(Scalar factor) {
    ECPoint product = curvePoint().multiply(factor.value());
    return product.isInfinity() ? IDENTITY : of(product);
  }

  ECPoint curvePoint() {
    return Curve.BC.createPoint(Field.toInteger(x), Field.toInteger(y));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Point that && Field.equal(x, that.x) && Field.equal(y, that.y);
  }

  @Override
  public int hashCode() {
    return Field.toInteger(x).hashCode();
  }

  @Override
  public String toString() {
    return encode().hex();
  }
}
