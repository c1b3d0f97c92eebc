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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The cases on which Ed25519 libraries differ, built here from the curve itself: the twelve of
 * Chalkias, Garillot and Nikolaenko, <em>Taming the Many EdDSAs</em> (2020), and others.
 */
class Ed25519StrictTest {
  private static final long SEED = 20261123;
  private static final Edwards EIGHT = Edwards.ofOrderEight();
  private static final Bytes MESSAGE = Bytes.ofUtf8("case");

  private final SecureRandom random = Seeded.random(SEED);

  private BigInteger scalar() {
    return new BigInteger(1, Seeded.bytes(random, 40).toArray()).mod(Edwards.L);
  }

  private static Edwards small(int multiple) {
    return EIGHT.times(BigInteger.valueOf(multiple));
  }

  private static Bytes signature(Bytes r, BigInteger s) {
    return Bytes.concat(r, Edwards.littleEndian(s));
  }

  /** S = r + k·a for the bytes of R and A as given. */
  private static Bytes solve(BigInteger r, Bytes bytesOfR, BigInteger a, Bytes bytesOfA) {
    BigInteger k = Edwards.challenge(bytesOfR, bytesOfA, MESSAGE);
    return signature(bytesOfR, r.add(k.multiply(a)).mod(Edwards.L));
  }

  private static boolean verify(Bytes key, Bytes signature) {
    return Signatures.verify(key, MESSAGE, signature);
  }

  @Test
  void ordinarySignaturesVerify() {
    for (int i = 0; i < 50; i++) {
      BigInteger a = scalar();
      BigInteger r = scalar();
      Bytes key = Edwards.BASE.times(a).encode();
      assertTrue(verify(key, solve(r, Edwards.BASE.times(r).encode(), a, key)), "case " + i);
    }
  }

  @Test
  void theIdentityIsAnAllowedR() {
    BigInteger a = scalar();
    Bytes key = Edwards.BASE.times(a).encode();
    assertTrue(verify(key, solve(BigInteger.ZERO, Edwards.IDENTITY.encode(), a, key)));
  }

  @Test
  void keysOfSmallOrderAreNoKeys() {
    List<Bytes> encodings = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      encodings.add(small(i).encode());
    }
    BigInteger p = Edwards.P;
    encodings.add(Edwards.encode(p, false));
    encodings.add(Edwards.encode(p, true));
    encodings.add(Edwards.encode(p.add(BigInteger.ONE), false));
    encodings.add(Edwards.encode(p.add(BigInteger.ONE), true));
    encodings.add(Edwards.encode(BigInteger.ONE, true));
    encodings.add(Edwards.encode(p.subtract(BigInteger.ONE), true));
    for (Bytes encoding : encodings) {
      assertInstanceOf(Parsed.Malformed.class, Ed25519PublicKey.decode(encoding), encoding.hex());
      assertFalse(verify(encoding, signature(Edwards.IDENTITY.encode(), BigInteger.ZERO)));
    }
  }

  @Test
  void keysOfMixedOrderAreNoKeys() {
    for (int i = 1; i < 8; i++) {
      BigInteger a = scalar();
      BigInteger r = scalar();
      Bytes key = Edwards.BASE.times(a).plus(small(i)).encode();
      Bytes bytesOfR = Edwards.BASE.times(r).encode();
      assertInstanceOf(Parsed.Malformed.class, Ed25519PublicKey.decode(key));
      assertFalse(verify(key, solve(r, bytesOfR, a, key)), "torsion " + i);
    }
  }

  @Test
  void rWithATorsionPartIsRefused() {
    for (int i = 0; i < 400; i++) {
      BigInteger a = scalar();
      BigInteger r = scalar();
      Bytes key = Edwards.BASE.times(a).encode();
      Bytes bytesOfR = Edwards.BASE.times(r).plus(small(1 + i % 7)).encode();
      assertFalse(verify(key, solve(r, bytesOfR, a, key)), "case " + i);
    }
  }

  @Test
  void rOfSmallOrderIsRefused() {
    BigInteger a = scalar();
    Bytes key = Edwards.BASE.times(a).encode();
    for (int i = 1; i < 8; i++) {
      assertFalse(verify(key, solve(BigInteger.ZERO, small(i).encode(), a, key)), "multiple " + i);
    }
  }

  @Test
  void nonCanonicalRIsRefused() {
    BigInteger a = scalar();
    Bytes key = Edwards.BASE.times(a).encode();
    List<Bytes> identities =
        List.of(
            Edwards.encode(BigInteger.ONE, true),
            Edwards.encode(Edwards.P.add(BigInteger.ONE), false),
            Edwards.encode(Edwards.P.add(BigInteger.ONE), true));
    for (Bytes identity : identities) {
      assertFalse(verify(key, solve(BigInteger.ZERO, identity, a, key)), identity.hex());
    }
  }

  @Test
  void largeSIsRefused() {
    BigInteger a = scalar();
    BigInteger r = scalar();
    Bytes key = Edwards.BASE.times(a).encode();
    Bytes bytesOfR = Edwards.BASE.times(r).encode();
    BigInteger s = r.add(Edwards.challenge(bytesOfR, key, MESSAGE).multiply(a)).mod(Edwards.L);
    assertTrue(verify(key, signature(bytesOfR, s)));
    for (int times = 1; times <= 15; times++) {
      BigInteger larger = s.add(Edwards.L.multiply(BigInteger.valueOf(times)));
      if (larger.bitLength() <= 256) {
        assertFalse(verify(key, signature(bytesOfR, larger)), "plus " + times + " L");
      }
    }
    assertFalse(verify(key, signature(bytesOfR, Edwards.L)));
  }

  @Test
  void pointsOffTheCurveAndOtherLengthsAreNoKeys() {
    int off = 0;
    for (int i = 0; i < 64; i++) {
      Bytes encoding = Edwards.encode(BigInteger.valueOf(i + 2L), false);
      boolean onCurve;
      try {
        Edwards.withY(BigInteger.valueOf(i + 2L), false);
        onCurve = true;
      } catch (IllegalArgumentException none) {
        onCurve = false;
        off++;
      }
      boolean prime =
          onCurve
              && Edwards.withY(BigInteger.valueOf(i + 2L), false)
                  .times(Edwards.L)
                  .equals(Edwards.IDENTITY);
      assertEquals(prime, Signatures.isKey(encoding), "y = " + (i + 2));
    }
    assertTrue(off > 10);
    assertFalse(Signatures.isKey(Bytes.zero(31)));
    assertFalse(Signatures.isKey(Bytes.EMPTY));
  }

  @Test
  void everyChangedBitIsRefused() {
    Ed25519PrivateKey key = Ed25519PrivateKey.generate(random);
    Bytes good = key.sign(MESSAGE);
    assertTrue(verify(key.publicKey(), good));
    for (int bit = 0; bit < 512; bit++) {
      byte[] changed = good.toArray();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertFalse(verify(key.publicKey(), Bytes.of(changed)), "bit " + bit);
    }
    assertFalse(verify(key.publicKey(), good.slice(0, 63)));
    assertFalse(verify(key.publicKey(), Bytes.concat(good, Bytes.zero(1))));
    assertFalse(Signatures.verify(key.publicKey(), Bytes.ofUtf8("other"), good));
  }

  @Test
  void aClosedKeySignsNoMore() {
    Ed25519PrivateKey key = Ed25519PrivateKey.generate(random);
    key.close();
    assertThrows(IllegalArgumentException.class, () -> key.sign(MESSAGE));
    assertThrows(IllegalArgumentException.class, () -> key.seed(SecretAccess.granted()));
  }
}
