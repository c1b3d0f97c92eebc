package city.urna.verifier.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.math.BigInteger;
import java.util.Random;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

/** Points, sums and multiplications against Bouncy Castle's own ECPoint. */
class FieldAndPointTest {
  private static final ECPoint G = Point.GENERATOR.curvePoint();

  @Test
  void decodesWhatBouncyCastleEncodesAndEncodesItBack() {
    Random random = new Random(11);
    for (int i = 0; i < 200; i++) {
      ECPoint point = G.multiply(new BigInteger(256, random)).normalize();
      Bytes encoded = Bytes.of(point.getEncoded(true));
      Point decoded = Point.decode(encoded).orThrow();
      assertEquals(encoded, decoded.encode());
      assertEquals(point, decoded.curvePoint().normalize());
    }
  }

  @Test
  void refusesWhateverIsNoCanonicalPoint() {
    Bytes good = Point.GENERATOR.encode();
    refused(good.slice(0, 32));
    refused(Bytes.concat(good, Bytes.of(new byte[1])));
    refused(Bytes.of(new byte[33]));
    for (int first : new int[] {0, 1, 4, 5, 6, 7, 0x82}) {
      byte[] bytes = good.toArray();
      bytes[0] = (byte) first;
      refused(Bytes.of(bytes));
    }
    refused(Bytes.of(Point.GENERATOR.curvePoint().getEncoded(false)));
    // x = p + x', which reduces to a good x' where x' < 2^256 - p
    int found = 0;
    for (long x = 0; x < 200; x++) {
      BigInteger small = BigInteger.valueOf(x);
      if (Point.decode(compressed(2, small)) instanceof Parsed.Ok<Point>) {
        refused(compressed(2, small.add(Curve.PRIME)));
        found++;
      } else {
        refused(compressed(3, small));
      }
    }
    assertEquals(true, found > 50 && found < 150, "about half of all x are on the curve: " + found);
  }

  private static Bytes compressed(int sign, BigInteger x) {
    byte[] out = new byte[33];
    out[0] = (byte) sign;
    byte[] magnitude = x.toByteArray();
    int skip = magnitude.length > 32 ? 1 : 0;
    int size = magnitude.length - skip;
    System.arraycopy(magnitude, skip, out, 33 - size, size);
    return Bytes.of(out);
  }

  private static void refused(Bytes bytes) {
    assertInstanceOf(Parsed.Malformed.class, Point.decode(bytes), bytes.hex());
  }

  @Test
  void elementsReadTheIdentityAsZeroesOnly() {
    assertEquals(Element.IDENTITY, Element.decode(Bytes.of(new byte[33])).orThrow());
    assertInstanceOf(Parsed.Malformed.class, Element.decode(Bytes.of(new byte[32])));
    assertInstanceOf(Parsed.Malformed.class, Element.decode(Bytes.of(new byte[1])));
    byte[] almost = new byte[33];
    almost[32] = 1;
    assertInstanceOf(Parsed.Malformed.class, Element.decode(Bytes.of(almost)));
    assertEquals(Bytes.of(new byte[33]), Element.IDENTITY.encode());
  }

  @Test
  void addsEveryPairOfCasesAsBouncyCastleDoes() {
    Random random = new Random(12);
    for (int i = 0; i < 60; i++) {
      Scalar s = Scalar.reduce(new BigInteger(256, random));
      Scalar t =
          switch (i % 4) {
            case 0 -> s;
            case 1 -> s.negate();
            case 2 -> Scalar.ZERO;
            default -> Scalar.reduce(new BigInteger(256, random));
          };
      Element sum = Point.GENERATOR.times(s).plus(Point.GENERATOR.times(t));
      assertEquals(Point.GENERATOR.times(s.plus(t)), sum);
      assertEquals(
          Point.GENERATOR.times(s.minus(t)),
          Point.GENERATOR.times(s).minus(Point.GENERATOR.times(t)));
    }
  }

  @Test
  void addsMultiples() {
    Random random = new Random(13);
    for (int times : new int[] {0, 1, 2, 3, 7, 8, 64, 511, 512, 65_537}) {
      Point point = (Point) Point.GENERATOR.times(Scalar.reduce(new BigInteger(256, random)));
      PointSum sum = new PointSum();
      sum.add(Point.GENERATOR);
      sum.add(point, times);
      sum.add(Element.IDENTITY, times);
      assertEquals(Point.GENERATOR.plus(point.times(Scalar.of(times))), sum.total());
    }
  }

  @Test
  void sumsOfProductsAgreeWithOneByOne() {
    Random random = new Random(14);
    for (int size : new int[] {1, 2, 3, 5, 30, 100, 400}) {
      MultiScalar sum = new MultiScalar();
      Element expected = Element.IDENTITY;
      Point repeated = (Point) Point.GENERATOR.times(Scalar.of(77));
      for (int i = 0; i < size; i++) {
        Point point =
            switch (i % 5) {
              case 0 -> repeated;
              case 1 -> repeated.negate();
              default -> (Point) Point.GENERATOR.times(Scalar.of(1 + random.nextInt(1000)));
            };
        BigInteger factor =
            switch (i % 7) {
              case 0 -> BigInteger.ZERO;
              case 1 -> BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
              case 2 -> BigInteger.valueOf(random.nextInt(4));
              case 3 -> BigInteger.ONE.shiftLeft(random.nextInt(256));
              case 4 -> Scalar.ORDER.subtract(BigInteger.ONE);
              case 5 -> new BigInteger(128, random);
              default -> new BigInteger(256, random);
            };
        sum.add(factor, point);
        expected = expected.plus(point.times(Scalar.reduce(factor)));
      }
      assertEquals(expected, sum.sum(), "size " + size);
    }
    assertEquals(Element.IDENTITY, new MultiScalar().sum());
  }

  private static BigInteger some(Random random, int i) {
    BigInteger p = Curve.PRIME;
    return switch (i % 6) {
      case 0 -> BigInteger.valueOf(random.nextInt(3));
      case 1 -> p.subtract(BigInteger.valueOf(1 + random.nextInt(3)));
      case 2 -> BigInteger.ONE.shiftLeft(random.nextInt(256)).subtract(BigInteger.ONE).mod(p);
      default -> new BigInteger(256, random).mod(p);
    };
  }

  @Test
  void fieldAgreesWithIntegers() {
    BigInteger p = Curve.PRIME;
    Random random = new Random(16);
    long[] out = new long[Field.LIMBS];
    for (int i = 0; i < 20_000; i++) {
      BigInteger a = some(random, i);
      BigInteger b = some(random, i / 6);
      long[] x = Field.of(a);
      long[] y = Field.of(b);
      assertEquals(a, Field.toInteger(x));
      assertEquals(a.testBit(0), Field.isOdd(x));
      assertEquals(a.equals(b), Field.equal(x, y));
      Field.add(x, 0, y, 0, out, 0);
      assertEquals(a.add(b).mod(p), Field.toInteger(out));
      Field.negate(x, 0, out, 0);
      assertEquals(a.negate().mod(p), Field.toInteger(out));
      Field.subtract(x, 0, y, 0, out, 0);
      assertEquals(a.subtract(b).mod(p), Field.toInteger(out));
      // Factors, near 4p too: the difference of the difference, which is below 2p, and of nothing.
      Field.factor(out, 0, new long[Field.LIMBS], 0, out, 0);
      BigInteger difference = a.subtract(b).mod(p);
      assertEquals(difference.signum() == 0, Field.isZero(out, 0));
      long[] product = new long[Field.LIMBS];
      Field.square(out, 0, product, 0);
      assertEquals(difference.multiply(difference).mod(p), Field.toInteger(product));
      Field.multiply(out, 0, out, 0, product, 0);
      assertEquals(difference.multiply(difference).mod(p), Field.toInteger(product));
      Field.multiply(x, 0, out, 0, product, 0);
      assertEquals(a.multiply(difference).mod(p), Field.toInteger(product));
    }
    for (int i = 0; i < 50; i++) {
      BigInteger a = some(random, 3).max(BigInteger.ONE);
      Field.invert(Field.of(a), out);
      assertEquals(a.modInverse(p), Field.toInteger(out));
    }
  }

  @Test
  void sumsOfAllWidthsAgree() {
    Random random = new Random(17);
    for (int width = 2; width <= 13; width++) {
      MultiScalar sum = new MultiScalar();
      BigInteger expected = BigInteger.ZERO;
      for (int i = 0; i < 40; i++) {
        BigInteger factor = new BigInteger(i % 3 == 0 ? 256 : 128, random);
        int multiple = 1 + random.nextInt(5); // few points, so that buckets hold equal ones
        sum.add(
            factor, (Point) Point.GENERATOR.times(Scalar.of(i % 2 == 0 ? multiple : -multiple)));
        expected =
            expected.add(factor.multiply(BigInteger.valueOf(i % 2 == 0 ? multiple : -multiple)));
      }
      assertEquals(
          Point.GENERATOR.times(Scalar.reduce(expected)), sum.sum(width), "width " + width);
    }
  }

  @Test
  void aSumThatCancelsIsTheIdentity() {
    MultiScalar sum = new MultiScalar();
    Point point = (Point) Point.GENERATOR.times(Scalar.of(5));
    sum.add(BigInteger.valueOf(9), point);
    sum.add(BigInteger.valueOf(9), point.negate());
    sum.add(Scalar.ORDER, Point.GENERATOR);
    assertEquals(Element.IDENTITY, sum.sum());
  }

  @Test
  void scalarsAreBelowTheOrder() {
    Scalar last = new Scalar(Scalar.ORDER.subtract(BigInteger.ONE));
    assertEquals(last, Scalar.decode(last.encode()).orThrow());
    assertEquals(Scalar.ZERO, Scalar.decode(Bytes.of(new byte[32])).orThrow());
    Bytes order = Bytes.of(Scalar.ORDER.toByteArray(), 1, 33);
    assertInstanceOf(Parsed.Malformed.class, Scalar.decode(order));
    assertInstanceOf(Parsed.Malformed.class, Scalar.decode(Bytes.of(new byte[31])));
    assertInstanceOf(Parsed.Malformed.class, Scalar.decode(Bytes.of(new byte[33])));
    assertEquals(Scalar.ONE, last.times(last.invert()));
    assertEquals(32, Scalar.of(1).encode().size());
  }
}
