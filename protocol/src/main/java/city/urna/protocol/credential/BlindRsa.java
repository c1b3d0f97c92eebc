package city.urna.protocol.credential;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.util.BigIntegers;

/**
 * RFC 9474 §4 in all its variants, for keys of any size. Randomness comes in from outside, so that
 * the RFC's own vectors test exactly this code.
 */
final class BlindRsa {
  private BlindRsa() {}

  /** A blinded message and what takes the blind off again. */
  record BlindResult(Bytes blinded, BigInteger inverse) {
    @Override
    public String toString() {
      return "BlindResult[redacted]";
    }
  }

  /**
   * Blind (§4.2) with a fresh factor and a fresh salt of at least one byte; drawn again in the case
   * that either shares a factor with the modulus, which no honest modulus ever shows.
   */
  static BlindResult blind(RsaPublicKey key, int saltSize, Bytes prepared, SecureRandom random) {
    byte[] salt = new byte[saltSize];
    BigInteger n = key.modulus();
    while (true) {
      random.nextBytes(salt);
      BigInteger r =
          BigIntegers.createRandomInRange(BigInteger.ONE, n.subtract(BigInteger.ONE), random);
      if (blind(key, prepared, Bytes.of(salt), r) instanceof Parsed.Ok<BlindResult>(var result)) {
        return result;
      }
    }
  }

  /** Blind (§4.2), steps 1 to 10, with this salt and this r. */
  static Parsed<BlindResult> blind(RsaPublicKey key, Bytes prepared, Bytes salt, BigInteger r) {
    BigInteger n = key.modulus();
    Bytes encoded = Pss.encode(prepared, key.bits() - 1, salt);
    BigInteger m = BigEndian.decode(encoded);
    Optional<BigInteger> inverse = inverse(m.multiply(r).mod(n), n).map(i -> i.multiply(m).mod(n));
    if (inverse.isEmpty()) {
      return new Parsed.Malformed<>("message or factor shares a factor with the modulus");
    }
    BigInteger z = m.multiply(key.apply(r)).mod(n);
    return new Parsed.Ok<>(new BlindResult(BigEndian.encode(z, key.size()), inverse.get()));
  }

  /** x⁻¹ mod n, in constant time; the product of two numbers has one only if both have. */
  private static Optional<BigInteger> inverse(BigInteger x, BigInteger n) {
    try {
      return Optional.of(BigIntegers.modOddInverse(n, x));
    } catch (ArithmeticException none) {
      return Optional.empty();
    }
  }

  /** Finalize (§4.4): the signature, which verifies. */
  static Parsed<Bytes> finish(
      RsaPublicKey key,
      BlindVariant variant,
      Bytes prepared,
      Bytes blindSignature,
      BigInteger inverse) {
    if (blindSignature.size() != key.size()) {
      return new Parsed.Malformed<>("a blind signature is as long as the modulus");
    }
    BigInteger s = BigEndian.decode(blindSignature).multiply(inverse).mod(key.modulus());
    Bytes signature = BigEndian.encode(s, key.size());
    return key.verify(prepared, signature, variant.saltSize())
        ? new Parsed.Ok<>(signature)
        : new Parsed.Malformed<>("the issuer's answer is not a signature on the request");
  }
}
