package city.urna.verifier.arithmetic;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.raw.Nat256;

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

  private static final int[] PRIME =
      Nat256.fromBigInteger(Curve.PRIME); // not reduced: only compared with

  /** Coordinates; never written to after construction, and never handed out beyond the package. */
  final int[] x;

  final int[] y;

  Point(int[] x, int[] y) {
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
    return decode(bytes, 0, bytes.size(), new Field());
  }

  static Parsed<Point> decode(Bytes bytes, int from, int to, Field field) {
    if (to - from != 33) {
      return Parsed.malformed("a point is 33 bytes");
    }
    int sign = bytes.at(from);
    if (sign != 2 && sign != 3) {
      return Parsed.malformed("a point starts with 02 or 03");
    }
    int[] x = new int[8];
    for (int limb = 0; limb < 8; limb++) {
      int at = to - 4 * limb - 4;
      x[limb] =
          bytes.at(at) << 24 | bytes.at(at + 1) << 16 | bytes.at(at + 2) << 8 | bytes.at(at + 3);
    }
    if (Nat256.gte(x, PRIME)) {
      return Parsed.malformed("a point's x is not below p");
    }
    int[] square = new int[8];
    int[] y = new int[8];
    field.curve(x, square);
    if (!field.root(square, y)) {
      return Parsed.malformed("no point of the curve has this x");
    }
    if ((y[0] & 1) != (sign & 1)) {
      Field.negate(y, y);
    }
    return Parsed.ok(new Point(x, y));
  }

  @Override
  public Bytes encode() {
    byte[] out = new byte[33];
    encodeInto(out, 0);
    return Bytes.of(out);
  }

  void encodeInto(byte[] out, int at) {
    out[at] = (byte) (2 | y[0] & 1);
    for (int limb = 0; limb < 8; limb++) {
      int place = at + 29 - 4 * limb;
      out[place] = (byte) (x[limb] >>> 24);
      out[place + 1] = (byte) (x[limb] >>> 16);
      out[place + 2] = (byte) (x[limb] >>> 8);
      out[place + 3] = (byte) x[limb];
    }
  }

  @Override
  public Point negate() {
    int[] negative = new int[8];
    Field.negate(y, negative);
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
    return Arrays.hashCode(x);
  }

  @Override
  public String toString() {
    return encode().hex();
  }
}
