package city.urna.protocol.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.Seeded;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/** ECDSA as organizations sign: deterministic, low s, 64 bytes. */
class EcdsaTest {
  private static final long SEED = 256;

  private final SecureRandom random = Seeded.random(SEED);

  /** RFC 6979 A.2.5, SHA-256, message "sample": its s is high, so ours is q − s. */
  @Test
  void rfc6979() {
    EcdsaPrivateKey key =
        EcdsaPrivateKey.decode(
                Bytes.fromHex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721")
                    .orThrow())
            .orThrow();
    BigInteger s =
        new BigInteger("f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8", 16);
    assertEquals(
        "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6",
        key.publicKey().hex());
    assertEquals(
        "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
            + P256.encode(P256.ORDER.subtract(s)).hex(),
        key.sign(Bytes.ofUtf8("sample")).hex());
  }

  @Test
  void signaturesVerifyAndTheirMirrorsDoNot() {
    for (int i = 0; i < 40; i++) {
      EcdsaPrivateKey key = EcdsaPrivateKey.generate(random);
      Bytes message = Seeded.bytes(random, i);
      Bytes good = key.sign(message);
      assertEquals(good, key.sign(message));
      assertTrue(Signatures.verify(key.publicKey(), message, good));
      BigInteger s = new BigInteger(1, good.slice(32, 64).toArray());
      Bytes mirrored = Bytes.concat(good.slice(0, 32), P256.encode(P256.ORDER.subtract(s)));
      assertFalse(Signatures.verify(key.publicKey(), message, mirrored));
      assertFalse(Signatures.verify(key.publicKey(), Bytes.ofUtf8("other"), good));
      assertFalse(Signatures.verify(EcdsaPrivateKey.generate(random).publicKey(), message, good));
    }
  }

  @Test
  void zeroAndLargeNumbersAreRefused() {
    EcdsaPrivateKey key = EcdsaPrivateKey.generate(random);
    Bytes message = Bytes.ofUtf8("m");
    Bytes good = key.sign(message);
    Bytes r = good.slice(0, 32);
    Bytes s = good.slice(32, 64);
    for (Bytes bad :
        new Bytes[] {
          Bytes.zero(32), P256.encode(P256.ORDER), Bytes.fromHex("ff".repeat(32)).orThrow()
        }) {
      assertFalse(Signatures.verify(key.publicKey(), message, Bytes.concat(bad, s)));
      assertFalse(Signatures.verify(key.publicKey(), message, Bytes.concat(r, bad)));
    }
    assertFalse(Signatures.verify(key.publicKey(), message, good.slice(0, 63)));
    assertFalse(Signatures.verify(key.publicKey(), message, Bytes.concat(good, Bytes.zero(1))));
  }

  @Test
  void keysAreCompressedPointsOfTheCurve() {
    Bytes good = EcdsaPrivateKey.generate(random).publicKey();
    Bytes x = good.slice(1, 33);
    assertInstanceOf(Parsed.Ok.class, EcdsaPublicKey.decode(good));
    for (int first : new int[] {0, 1, 4, 5, 6, 7, 0x82}) {
      Bytes other = Bytes.concat(Bytes.of(new byte[] {(byte) first}), x);
      assertInstanceOf(Parsed.Malformed.class, EcdsaPublicKey.decode(other), "first " + first);
    }
    String p = "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";
    assertFalse(Signatures.isKey(Bytes.fromHex("02" + p).orThrow()));
    assertFalse(Signatures.isKey(Bytes.fromHex("02" + "ff".repeat(32)).orThrow()));
    assertFalse(Signatures.isKey(Bytes.zero(33)));
    int off = 0;
    for (int i = 0; i < 40; i++) {
      Bytes candidate = Bytes.concat(Bytes.of(new byte[] {2}), Seeded.bytes(random, 32));
      off += Signatures.isKey(candidate) ? 0 : 1;
    }
    assertTrue(off > 5 && off < 35, "about half of all x are off the curve");
  }

  @Test
  void privateKeysAreScalarsFromOne() {
    assertInstanceOf(Parsed.Malformed.class, EcdsaPrivateKey.decode(Bytes.zero(32)));
    assertInstanceOf(Parsed.Malformed.class, EcdsaPrivateKey.decode(P256.encode(P256.ORDER)));
    assertInstanceOf(Parsed.Malformed.class, EcdsaPrivateKey.decode(Bytes.of(new byte[] {1})));
    EcdsaPrivateKey key = EcdsaPrivateKey.generate(random);
    Bytes encoded = key.encode(SecretAccess.granted());
    assertEquals(key.publicKey(), EcdsaPrivateKey.decode(encoded).orThrow().publicKey());
    assertFalse(key.toString().contains(encoded.hex()));
    key.close();
    assertThrows(IllegalArgumentException.class, () -> key.sign(encoded));
  }
}
