package city.urna.protocol.group;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.Seeded;
import city.urna.protocol.bytes.Bytes;
import java.math.BigInteger;
import java.util.Random;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Field;
import org.bouncycastle.math.raw.Nat256;
import org.junit.jupiter.api.Test;

/** The field against integers and Bouncy Castle's, on random elements and those near the edges. */
class FieldTest {
  private static final BigInteger P =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);

  private static BigInteger some(Random random, int kind) {
    return switch (kind % 5) {
      case 0 -> BigInteger.valueOf(random.nextInt(4));
      case 1 -> P.subtract(BigInteger.valueOf(1 + random.nextInt(4)));
      case 2 -> BigInteger.ONE.shiftLeft(random.nextInt(256)).mod(P);
      case 3 -> BigInteger.ONE.shiftLeft(random.nextInt(256)).subtract(BigInteger.ONE).mod(P);
      default -> new BigInteger(256, random).mod(P);
    };
  }

  private static BigInteger integer(long[] element) {
    byte[] bytes = new byte[Field.SIZE];
    Field.write(element, bytes, 0);
    return new BigInteger(1, bytes);
  }

  @Test
  void agreesWithIntegers() {
    Random random = Seeded.random(41);
    for (int i = 0; i < 20_000; i++) {
      BigInteger a = some(random, i);
      BigInteger b = some(random, i / 5);
      // Elements as sums and differences leave them, in either of their two forms.
      long[] x = Field.of(a);
      long[] y = Field.of(b);
      Field.add(x, y, x);
      Field.subtract(x, y, x);
      assertEquals(a, integer(x));
      assertEquals(a.testBit(0), Field.isOdd(x));
      assertEquals(a.signum() == 0, Field.isZero(x));
      assertEquals(a.equals(b), Field.equal(x, y));
      long[] z = Field.zero();
      Field.add(x, y, z);
      assertEquals(a.add(b).mod(P), integer(z));
      Field.twice(x, z);
      assertEquals(a.add(a).mod(P), integer(z));
      Field.negate(x, z);
      assertEquals(a.negate().mod(P), integer(z));
      Field.subtract(x, y, z);
      assertEquals(a.subtract(b).mod(P), integer(z));
      Field.multiply(x, z, z);
      assertEquals(a.multiply(a.subtract(b)).mod(P), integer(z));
      Field.square(x, x);
      assertEquals(a.multiply(a).mod(P), integer(x));
    }
  }

  /** The largest operands that there may be, 2p − 1 and thereabouts. */
  @Test
  void carriesWhatIsNear2P() {
    BigInteger form = BigInteger.TWO.pow(260).modInverse(P);
    for (int i = 1; i < 50; i++) {
      BigInteger raw = P.shiftLeft(1).subtract(BigInteger.valueOf(i));
      long[] x = Field.zero();
      for (int limb = 0; limb < x.length; limb++) {
        x[limb] = raw.shiftRight(52 * limb).longValue() & (1L << 52) - 1;
      }
      BigInteger a = raw.multiply(form).mod(P);
      assertEquals(a, integer(x));
      long[] z = Field.zero();
      Field.multiply(x, x, z);
      assertEquals(a.multiply(a).mod(P), integer(z));
      Field.square(x, z);
      assertEquals(a.multiply(a).mod(P), integer(z));
      Field.add(x, x, z);
      assertEquals(a.add(a).mod(P), integer(z));
      Field.negate(x, z);
      assertEquals(a.negate().mod(P), integer(z));
    }
  }

  @Test
  void rootsAndInversesAreBouncyCastles() {
    Random random = Seeded.random(42);
    int roots = 0;
    for (int i = 0; i < 100; i++) {
      BigInteger a = new BigInteger(256, random).mod(P).max(BigInteger.ONE);
      int[] theirs = Nat256.create();
      SecP256R1Field.inv(Nat256.fromBigInteger(a), theirs);
      long[] ours = Field.zero();
      Field.invert(Field.of(a), ours);
      assertEquals(Nat256.toBigInteger(theirs), integer(ours));
      if (Field.squareRoot(Field.of(a)).isPresent()) {
        BigInteger root = integer(Field.squareRoot(Field.of(a)).get());
        assertEquals(a, root.multiply(root).mod(P));
        roots++;
      } else {
        assertEquals(
            P.subtract(BigInteger.ONE), a.modPow(P.subtract(BigInteger.ONE).shiftRight(1), P));
      }
    }
    assertTrue(roots > 25 && roots < 75, "about half have roots: " + roots);
  }

  @Test
  void manyInversesAreThoseOfEach() {
    Random random = Seeded.random(43);
    long[][] many = new long[9][];
    for (int i = 0; i < many.length; i++) {
      many[i] = Field.of(some(random, 4).max(BigInteger.ONE));
    }
    long[] last = many[8].clone();
    long[] first = Field.zero();
    Field.invert(many[0], first);
    Field.invertAll(many, 8);
    assertTrue(Field.equal(first, many[0]));
    assertArrayEquals(last, many[8]);
  }

  @Test
  void readsWhatIsBelowThePrimeOnly() {
    assertTrue(Field.read(bytes(P.subtract(BigInteger.ONE)), 0).isPresent());
    assertTrue(Field.read(bytes(P), 0).isEmpty());
    assertTrue(
        Field.read(bytes(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE)), 0).isEmpty());
    byte[] shifted = Bytes.concat(Bytes.zero(1), Bytes.of(bytes(BigInteger.TEN))).toArray();
    assertEquals(BigInteger.TEN, integer(Field.read(shifted, 1).orElseThrow()));
  }

  private static byte[] bytes(BigInteger value) {
    byte[] out = new byte[Field.SIZE];
    byte[] signed = value.toByteArray();
    int size = Math.min(signed.length, Field.SIZE);
    System.arraycopy(signed, signed.length - size, out, Field.SIZE - size, size);
    return out;
  }
}
