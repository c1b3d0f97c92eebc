package city.urna.verifier.signature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Hashes;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

/**
 * The curve of Ed25519 and its field against Bouncy Castle, integers, and points of small order.
 */
class EdwardsTest {
  private static final BigInteger P = Field25519.PRIME;

  /** All points of small order but the identity (RFC 7748 §7 and others): orders 2, 4, 4, 8. */
  private static final List<String> SMALL =
      List.of(
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "0000000000000000000000000000000000000000000000000000000000000000",
          "0000000000000000000000000000000000000000000000000000000000000080",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa");

  private static BigInteger some(Random random, int i) {
    return switch (i % 6) {
      case 0 -> BigInteger.valueOf(random.nextInt(3));
      case 1 -> P.subtract(BigInteger.valueOf(1 + random.nextInt(3)));
      case 2 -> BigInteger.ONE.shiftLeft(random.nextInt(255)).subtract(BigInteger.ONE);
      default -> new BigInteger(256, random).mod(P);
    };
  }

  @Test
  void fieldAgreesWithIntegers() {
    Random random = new Random(31);
    for (int i = 0; i < 20_000; i++) {
      BigInteger a = some(random, i);
      BigInteger b = some(random, i / 6);
      long[] x = Field25519.of(a);
      long[] y = Field25519.of(b);
      long[] out = Field25519.zero();
      Field25519.subtract(x, y, out);
      assertEquals(a.subtract(b).mod(P), Field25519.toInteger(out));
      // The largest factors there are: a sum of two, less nothing.
      long[] sum = Field25519.zero();
      Field25519.add(x, y, sum);
      Field25519.add(sum, sum, sum);
      BigInteger twice = a.add(b).shiftLeft(1).mod(P);
      Field25519.multiply(sum, sum, out);
      assertEquals(twice.multiply(twice).mod(P), Field25519.toInteger(out));
      Field25519.square(sum, out);
      assertEquals(twice.multiply(twice).mod(P), Field25519.toInteger(out));
      Field25519.multiply(x, sum, out);
      assertEquals(a.multiply(twice).mod(P), Field25519.toInteger(out));
    }
    for (int i = 0; i < 50; i++) {
      BigInteger a = some(random, 3).max(BigInteger.ONE);
      assertEquals(a.modInverse(P), Field25519.toInteger(Field25519.invert(Field25519.of(a))));
    }
  }

  @Test
  void multiplesAreThoseOfBouncyCastle() {
    Random random = new Random(32);
    for (int i = 0; i < 40; i++) {
      byte[] seed = new byte[32];
      random.nextBytes(seed);
      byte[] key = new Ed25519PrivateKeyParameters(seed, 0).generatePublicKey().getEncoded();
      Edwards point = Edwards.decode(key).orElseThrow();
      assertArrayEquals(key, point.encode());
      assertTrue(point.hasPrimeOrder());
      // The key is s·B for the s that RFC 8032 §5.1.5 takes from the seed.
      byte[] hash = Hashes.sha512(seed);
      hash[0] &= (byte) 0xf8;
      hash[31] = (byte) (hash[31] & 0x3f | 0x40);
      BigInteger s = littleEndian(Arrays.copyOf(hash, 32)).mod(Edwards.ORDER);
      assertArrayEquals(key, Edwards.times(s, BigInteger.ZERO, point).encode());
      BigInteger k = new BigInteger(252, random);
      byte[] both =
          Edwards.times(k, s, Edwards.times(BigInteger.ONE, BigInteger.ZERO, point)).encode();
      assertArrayEquals(
          Edwards.times(k.add(s).mod(Edwards.ORDER), BigInteger.ZERO, point).encode(), both);
    }
  }

  private static BigInteger littleEndian(byte[] bytes) {
    byte[] turned = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      turned[i] = bytes[bytes.length - 1 - i];
    }
    return new BigInteger(1, turned);
  }

  @Test
  void keysAreThoseThatBouncyCastleFullyValidates() {
    Random random = new Random(33);
    int keys = 0;
    for (int i = 0; i < 400; i++) {
      byte[] bytes = new byte[32];
      random.nextBytes(bytes);
      if (i % 10 == 0) {
        Arrays.fill(bytes, 1, 31, (byte) 0xff); // around p, with either sign
        bytes[0] = (byte) (0xe8 + i / 10 % 24);
        bytes[31] = (byte) (i % 20 == 0 ? 0x7f : 0xff);
      }
      boolean key = city.urna.verifier.signature.Ed25519.isKey(Bytes.of(bytes));
      assertEquals(Ed25519.validatePublicKeyFull(bytes, 0), key, Bytes.of(bytes).hex());
      keys += key ? 1 : 0;
    }
    assertTrue(keys > 10, "one in sixteen or so: " + keys);
    for (String small : SMALL) {
      Edwards point = Edwards.decode(HexFormat.of().parseHex(small)).orElseThrow();
      assertFalse(point.hasPrimeOrder(), small);
      assertEquals(small, HexFormat.of().formatHex(point.encode()));
    }
  }

  /** A signature whose R is off by a point of small order, which a check times eight lets pass. */
  @Test
  void ofRIsNoSmallPartForgiven() {
    byte[] seed = new byte[32];
    Ed25519PrivateKeyParameters secret = new Ed25519PrivateKeyParameters(seed, 0);
    Bytes key = Bytes.of(secret.generatePublicKey().getEncoded());
    byte[] hash = Hashes.sha512(seed);
    hash[0] &= (byte) 0xf8;
    hash[31] = (byte) (hash[31] & 0x3f | 0x40);
    BigInteger a = littleEndian(Arrays.copyOf(hash, 32));
    BigInteger r = BigInteger.valueOf(77);
    Bytes message = Bytes.ofUtf8("m");
    for (String small : SMALL) {
      Edwards part = Edwards.decode(HexFormat.of().parseHex(small)).orElseThrow();
      Bytes off = Bytes.of(Edwards.times(r, BigInteger.ONE, part).encode());
      assertFalse(verifies(key, a, r, message, off), small);
    }
    Edwards any = Edwards.decode(key.toArray()).orElseThrow();
    Bytes right = Bytes.of(Edwards.times(r, BigInteger.ZERO, any).encode());
    assertTrue(verifies(key, a, r, message, right));
  }

  private static boolean verifies(
      Bytes key, BigInteger a, BigInteger r, Bytes message, Bytes commitment) {
    BigInteger k = littleEndian(Hashes.sha512(Bytes.concat(commitment, key, message).toArray()));
    BigInteger s = r.add(k.multiply(a)).mod(Edwards.ORDER);
    byte[] out = new byte[32];
    for (int i = 0; i < 32; i++) {
      out[i] = s.shiftRight(8 * i).byteValue();
    }
    return city.urna.verifier.signature.Ed25519.verifies(
        key, message, Bytes.concat(commitment, Bytes.of(out)));
  }
}
