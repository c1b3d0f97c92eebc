package city.urna.protocol.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.Seeded;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.signature.SecretAccess;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Blind issuance from end to end, and what each side refuses of the other. */
class BlindSignatureTest {
  private static final SecretAccess ACCESS = SecretAccess.granted();
  private static final IssuerPrivateKey ISSUER = IssuerKeysForTests.ONE;
  private static final IssuerPublicKey KEY = ISSUER.publicKey();
  private static final Digest MESSAGE = Digest.sha256(Bytes.ofUtf8("credential"));

  private final SecureRandom random = Seeded.random(9474);

  private CredentialSignature issue(Digest message) {
    Blinded state = BlindSignature.blind(KEY, message, random);
    Bytes answer = ISSUER.blindSign(state.request(), random).orThrow();
    assertTrue(KEY.signedBlind(state.request(), answer));
    return BlindSignature.finish(KEY, message, state, answer).orThrow();
  }

  @Test
  void aFinishedSignatureVerifiesForItsMessageAndIssuerOnly() {
    CredentialSignature signature = issue(MESSAGE);
    assertTrue(BlindSignature.verify(KEY, MESSAGE, signature));
    assertFalse(BlindSignature.verify(KEY, Digest.ZERO, signature));
    assertFalse(BlindSignature.verify(IssuerKeysForTests.TWO.publicKey(), MESSAGE, signature));
    Bytes prefix = signature.prefix();
    Bytes value = signature.value();
    for (CredentialSignature bad :
        new CredentialSignature[] {
          new CredentialSignature(Bytes.zero(32), value),
          new CredentialSignature(prefix.slice(0, 31), value),
          new CredentialSignature(Bytes.EMPTY, value),
          new CredentialSignature(prefix, value.slice(0, 383)),
          new CredentialSignature(prefix, Bytes.concat(Bytes.zero(1), value)),
          new CredentialSignature(prefix, Bytes.zero(384)),
          new CredentialSignature(prefix, KEY.modulus()),
          new CredentialSignature(prefix, Bytes.EMPTY)
        }) {
      assertFalse(BlindSignature.verify(KEY, MESSAGE, bad));
    }
  }

  /** Masks are squared from use to use and then drawn anew: the answer is the same under each. */
  @Test
  void theMaskDoesNotShowInTheAnswer() {
    Blinded state = BlindSignature.blind(KEY, MESSAGE, random);
    Bytes answer = ISSUER.blindSign(state.request(), random).orThrow();
    assertTrue(
        IntStream.range(0, 70)
            .parallel()
            .allMatch(i -> ISSUER.blindSign(state.request(), random).orThrow().equals(answer)));
    assertTrue(KEY.signedBlind(state.request(), answer));
  }

  @Test
  void everyFlippedBitOfASignatureIsRefused() {
    CredentialSignature signature = issue(MESSAGE);
    for (int bit = 0; bit < 8 * 384; bit += 61) {
      byte[] changed = signature.value().toArray();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertFalse(
          BlindSignature.verify(
              KEY, MESSAGE, new CredentialSignature(signature.prefix(), Bytes.of(changed))));
    }
  }

  /**
   * What the issuer sees is unrelated to what it signed: every request explains every signature.
   */
  @Test
  void anyRequestFitsAnySignature() {
    BigInteger n = BigEndian.decode(KEY.modulus());
    for (int i = 0; i < 5; i++) {
      Blinded state = BlindSignature.blind(KEY, MESSAGE, random);
      CredentialSignature other = issue(Digest.sha256(Bytes.ofUtf8("other " + i)));
      BigInteger m = KEY.rsa().apply(BigEndian.decode(other.value()));
      BigInteger z = BigEndian.decode(state.request());
      BigInteger r =
          ISSUER
              .blindSign(state.request(), random)
              .map(BigEndian::decode)
              .orThrow()
              .multiply(BigEndian.decode(other.value()).modInverse(n))
              .mod(n);
      assertEquals(z, m.multiply(KEY.rsa().apply(r)).mod(n));
    }
  }

  @Test
  void requestsForOneMessageNeverRepeat() {
    assertNotEquals(
        BlindSignature.blind(KEY, MESSAGE, random).request(),
        BlindSignature.blind(KEY, MESSAGE, random).request());
  }

  @Test
  void theIssuerSignsOnlyBelowTheModulus() {
    for (Bytes bad :
        new Bytes[] {
          KEY.modulus(),
          Bytes.fromHex("ff".repeat(384)).orThrow(),
          Bytes.zero(383),
          Bytes.zero(385),
          Bytes.EMPTY
        }) {
      assertInstanceOf(Parsed.Malformed.class, ISSUER.blindSign(bad, random));
      assertFalse(KEY.takes(bad));
      assertFalse(KEY.signedBlind(bad, Bytes.zero(384)));
      assertFalse(KEY.signedBlind(Bytes.zero(384), bad));
    }
    assertTrue(KEY.takes(Bytes.zero(384)));
  }

  @Test
  void theDeviceRefusesWhateverIsNoSignature() {
    Blinded state = BlindSignature.blind(KEY, MESSAGE, random);
    Bytes good = ISSUER.blindSign(state.request(), random).orThrow();
    Bytes other =
        IssuerKeysForTests.TWO
            .blindSign(state.request(), random)
            .optional()
            .orElse(Bytes.zero(384));
    for (Bytes bad :
        new Bytes[] {other, Bytes.zero(384), good.slice(1, 384), Bytes.EMPTY, state.request()}) {
      assertInstanceOf(Parsed.Malformed.class, BlindSignature.finish(KEY, MESSAGE, state, bad));
    }
    assertInstanceOf(Parsed.Malformed.class, BlindSignature.finish(KEY, Digest.ZERO, state, good));
  }

  @Test
  void aSavedStateFinishesLikeTheFirst() {
    Blinded state = BlindSignature.blind(KEY, MESSAGE, random);
    Bytes saved = state.encode(ACCESS);
    assertEquals(800, saved.size());
    Blinded restored = Blinded.decode(saved).orThrow();
    Bytes answer = ISSUER.blindSign(restored.request(), random).orThrow();
    assertEquals(
        BlindSignature.finish(KEY, MESSAGE, state, answer),
        BlindSignature.finish(KEY, MESSAGE, restored, answer));
    assertInstanceOf(Parsed.Malformed.class, Blinded.decode(saved.slice(0, 799)));
    assertEquals("Blinded[redacted]", state.toString());
  }

  /** One remainder computed wrongly would give a prime away: it must not leave. */
  @Test
  void aFaultyResultIsNotGivenOut() {
    BigInteger p = BigEndian.decode(ISSUER.encode(ACCESS).slice(0, 192));
    BigInteger q = BigEndian.decode(ISSUER.encode(ACCESS).slice(192, 384));
    BigInteger e = IssuerPublicKey.EXPONENT;
    RsaPrivateKey faulty = new RsaPrivateKey(composite(p), q, e);
    assertThrows(FaultySignature.class, () -> faulty.apply(BigInteger.valueOf(12_345), random));
    BigInteger right = new RsaPrivateKey(p, q, e).apply(BigInteger.valueOf(12_345), random);
    assertEquals(BigInteger.valueOf(12_345), KEY.rsa().apply(right));
  }

  /** The next number that is no prime and has no small factor, which a mask could share. */
  private static BigInteger composite(BigInteger p) {
    BigInteger small =
        IntStream.rangeClosed(2, 10_000)
            .mapToObj(BigInteger::valueOf)
            .reduce(BigInteger.ONE, BigInteger::multiply);
    return Stream.iterate(p.add(BigInteger.TWO), n -> n.add(BigInteger.TWO))
        .filter(n -> n.gcd(small).equals(BigInteger.ONE) && !n.isProbablePrime(20))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void privateKeysComeBackFromTheirStoreOnly() {
    Bytes stored = ISSUER.encode(ACCESS);
    assertEquals(KEY, IssuerPrivateKey.decode(stored).orThrow().publicKey());
    Bytes p = stored.slice(0, 192);
    Bytes q = stored.slice(192, 384);
    BigInteger even = BigEndian.decode(p).add(BigInteger.ONE);
    for (Bytes bad :
        new Bytes[] {
          Bytes.concat(p, p),
          Bytes.concat(p, Bytes.zero(192)),
          Bytes.concat(BigEndian.encode(even, 192), q),
          Bytes.concat(BigEndian.encode(even.add(BigInteger.ONE), 192), q),
          p,
          Bytes.EMPTY
        }) {
      assertInstanceOf(Parsed.Malformed.class, IssuerPrivateKey.decode(bad));
    }
    IssuerPrivateKey closed = IssuerPrivateKey.decode(stored).orThrow();
    closed.close();
    assertThrows(IllegalArgumentException.class, () -> closed.encode(ACCESS));
    assertThrows(IllegalArgumentException.class, () -> closed.blindSign(Bytes.zero(384), random));
    assertEquals("IssuerPrivateKey[redacted]", closed.toString());
  }

  @Test
  void publicKeysAreOddAndHave3072Bits() {
    Bytes modulus = KEY.modulus();
    assertEquals(KEY, IssuerPublicKey.decode(modulus).orThrow());
    byte[] low = modulus.toArray();
    low[0] &= 0x7f;
    byte[] even = modulus.toArray();
    even[383] &= (byte) 0xfe;
    for (Bytes bad :
        new Bytes[] {
          Bytes.of(low), Bytes.of(even), modulus.slice(0, 383), Bytes.concat(modulus, modulus)
        }) {
      assertInstanceOf(Parsed.Malformed.class, IssuerPublicKey.decode(bad));
    }
  }
}
