package city.urna.protocol.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.Seeded;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

/** Our sums against Bouncy Castle's points, on random and on awkward operands. */
class GroupPropertiesTest {
  private static final ECPoint G = CustomNamedCurves.getByName("secp256r1").getG();
  private static final BigInteger Q = Scalar.ORDER;

  private static List<Scalar> awkwardScalars() {
    List<Scalar> scalars = new ArrayList<>();
    for (long small = -17; small <= 17; small++) {
      scalars.add(Scalar.of(small));
    }
    for (int bit : new int[] {7, 8, 31, 32, 64, 127, 128, 129, 192, 248, 255}) {
      scalars.add(Scalar.of(BigInteger.ONE.shiftLeft(bit)));
      scalars.add(Scalar.of(BigInteger.ONE.shiftLeft(bit).subtract(BigInteger.ONE)));
      scalars.add(Scalar.of(Q.subtract(BigInteger.ONE.shiftLeft(bit))));
    }
    scalars.add(Scalar.of(Q.shiftRight(1)));
    scalars.add(Scalar.of(new BigInteger("80".repeat(32), 16)));
    scalars.add(Scalar.of(new BigInteger("81".repeat(32), 16)));
    scalars.add(Scalar.of(new BigInteger("7f".repeat(32), 16)));
    return scalars;
  }

  private static Bytes theirs(ECPoint point) {
    return point.isInfinity() ? Bytes.zero(33) : Bytes.of(point.getEncoded(true));
  }

  private static ECPoint theirs(Element element) {
    return element.isIdentity()
        ? G.getCurve().getInfinity()
        : G.getCurve().decodePoint(element.encode().toArray());
  }

  @Test
  void multiplesAgree() {
    SecureRandom random = Seeded.random(1);
    List<Scalar> scalars = awkwardScalars();
    for (int i = 0; i < 100; i++) {
      scalars.add(Scalar.random(random));
    }
    Point base = FixedBase.GENERATOR.times(Scalar.random(random)).point();
    FixedBase table = new FixedBase(base);
    for (Scalar scalar : scalars) {
      Bytes expected = theirs(theirs(base).multiply(scalar.integer()));
      assertEquals(expected, base.times(scalar).encode());
      assertEquals(expected, table.times(scalar).encode());
      assertEquals(expected, base.timesBlinded(scalar, random).encode());
      assertEquals(
          theirs(G.multiply(scalar.integer())), FixedBase.GENERATOR.times(scalar).encode());
    }
    assertEquals(base, table.base());
  }

  @Test
  void sumsAgree() {
    SecureRandom random = Seeded.random(2);
    List<Element> elements = new ArrayList<>();
    elements.add(Element.IDENTITY);
    for (long i : new long[] {1, 2, 3, -1, -2, -3}) {
      elements.add(FixedBase.GENERATOR.times(Scalar.of(i)));
    }
    for (int i = 0; i < 6; i++) {
      elements.add(FixedBase.GENERATOR.times(Scalar.random(random)));
    }
    for (Element a : elements) {
      assertEquals(a, a.negate().negate());
      assertTrue(a.minus(a).isIdentity());
      for (Element b : elements) {
        assertEquals(theirs(theirs(a).add(theirs(b))), a.plus(b).encode());
        assertEquals(theirs(theirs(a).subtract(theirs(b))), a.minus(b).encode());
        // Denominators other than one on both sides.
        Projective left = Projective.of(a).plus(Projective.of(Element.GENERATOR));
        Projective right = Projective.of(b).plus(Projective.of(Element.GENERATOR));
        Element expected = a.plus(b).plus(Element.GENERATOR).plus(Element.GENERATOR);
        assertEquals(expected, left.plus(right).normalize());
        assertTrue(left.plus(left.negate()).isIdentity());
        assertEquals(
            a.plus(a).plus(Element.GENERATOR).plus(Element.GENERATOR), left.plus(left).normalize());
      }
    }
  }

  @Test
  void manyAreNormalizedTogether() {
    SecureRandom random = Seeded.random(3);
    List<Projective> some = new ArrayList<>();
    List<Element> expected = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Scalar scalar = i % 7 == 0 ? Scalar.ZERO : Scalar.random(random);
      some.add(FixedBase.GENERATOR.project(scalar));
      expected.add(FixedBase.GENERATOR.times(scalar));
    }
    assertEquals(expected, Projective.normalize(some));
    assertEquals(List.of(), Projective.normalize(List.of()));
  }

  @Test
  void bucketsAgreeWithOneByOne() {
    SecureRandom random = Seeded.random(4);
    List<Scalar> awkward = awkwardScalars();
    for (int size : new int[] {0, 1, 2, 11, 12, 13, 30, 64, 100, 257}) {
      List<Scalar> scalars = new ArrayList<>();
      List<Element> elements = new ArrayList<>();
      ECPoint expected = G.getCurve().getInfinity();
      for (int i = 0; i < size; i++) {
        Element element = nextElement(random, elements);
        Scalar scalar =
            switch (random.nextInt(3)) {
              case 0 -> awkward.get(random.nextInt(awkward.size()));
              case 1 -> Scalar.of(new BigInteger(128, random));
              default -> Scalar.random(random);
            };
        elements.add(element);
        scalars.add(scalar);
        expected = expected.add(theirs(element).multiply(scalar.integer()));
      }
      assertEquals(theirs(expected), MultiScalar.sum(scalars, elements).encode(), "of " + size);
      Workers two = Workers.of(ForkJoinPool.commonPool(), 2);
      assertEquals(theirs(expected), MultiScalar.sum(scalars, elements, two).encode());
    }
  }

  /** New ones, the identity, and such as collide in a bucket: the same again, or its negative. */
  private static Element nextElement(SecureRandom random, List<Element> before) {
    int choice = before.isEmpty() ? 0 : random.nextInt(5);
    return switch (choice) {
      case 1 -> before.get(random.nextInt(before.size()));
      case 2 -> before.get(random.nextInt(before.size())).negate();
      case 3 -> Element.IDENTITY;
      default -> FixedBase.GENERATOR.times(Scalar.random(random));
    };
  }

  @Test
  void equalAndOppositePointsInOneBucket() {
    for (int size : new int[] {12, 13, 64, 200}) {
      List<Scalar> scalars = new ArrayList<>();
      List<Element> elements = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        scalars.add(Scalar.of(5));
        elements.add(Element.GENERATOR);
      }
      assertEquals(
          FixedBase.GENERATOR.times(Scalar.of(5L * size)), MultiScalar.sum(scalars, elements));
      for (int i = 0; i < size; i++) {
        elements.set(i, i % 2 == 0 ? Element.GENERATOR : Element.GENERATOR.negate());
      }
      assertEquals(
          FixedBase.GENERATOR.times(Scalar.of(size % 2 * 5L)), MultiScalar.sum(scalars, elements));
    }
  }

  @Test
  void onePointMoreChangesTheSum() {
    SecureRandom random = Seeded.random(5);
    List<Scalar> scalars = new ArrayList<>();
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      scalars.add(Scalar.random(random));
      elements.add(FixedBase.GENERATOR.times(Scalar.random(random)));
    }
    Element sum = MultiScalar.sum(scalars, elements);
    scalars.set(17, scalars.get(17).plus(Scalar.ONE));
    assertEquals(sum.plus(elements.get(17)), MultiScalar.sum(scalars, elements));
    assertNotEquals(sum, MultiScalar.sum(scalars, elements));
  }

  @Test
  void scalarsAreIntegersModuloTheOrder() {
    SecureRandom random = Seeded.random(6);
    for (int i = 0; i < 200; i++) {
      BigInteger a = new BigInteger(256, random).mod(Q);
      BigInteger b = new BigInteger(256, random).mod(Q);
      Scalar left = Scalar.of(a);
      Scalar right = Scalar.of(b);
      assertEquals(a.add(b).mod(Q), left.plus(right).integer());
      assertEquals(a.subtract(b).mod(Q), left.minus(right).integer());
      assertEquals(a.multiply(b).mod(Q), left.times(right).integer());
      assertEquals(a.negate().mod(Q), left.negate().integer());
      assertEquals(Scalar.ONE, left.times(left.invert()));
      assertEquals(left, Scalar.decode(left.encode()).orThrow());
    }
    assertEquals(Q.subtract(BigInteger.ONE), Scalar.of(-1).integer());
    assertThrows(IllegalArgumentException.class, Scalar.ZERO::invert);
    assertFalse(Scalar.of(12_345).toString().contains("12345"));
  }

  @Test
  void everyByteStringDecodesToItselfOrNotAtAll() {
    SecureRandom random = Seeded.random(7);
    int points = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = Seeded.bytes(random, 33).toArray();
      bytes[0] = (byte) random.nextInt(6);
      Bytes encoded = Bytes.of(bytes);
      switch (Point.decode(encoded)) {
        case Parsed.Ok<Point>(Point point) -> {
          points++;
          assertEquals(encoded, new Point(point.x(), point.y()).encode());
          assertEquals(theirs(theirs(point)), encoded);
          assertEquals(point, Point.decodeUncompressed(point.encodeUncompressed()).orThrow());
        }
        case Parsed.Malformed<Point> malformed ->
            assertInstanceOf(Parsed.Malformed.class, Element.decode(encoded));
      }
    }
    // Two of six first bytes, half of all x.
    assertTrue(points > 200 && points < 500, points + " of 2000");
  }
}
