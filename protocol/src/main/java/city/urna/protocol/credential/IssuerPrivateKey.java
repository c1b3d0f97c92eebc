package city.urna.protocol.credential;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.signature.SecretAccess;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Optional;

/**
 * An issuer's RSA key pair for one scope and style. Secret: no equality, no text form; it leaves
 * only under {@link SecretAccess}, for a key store, and is closed when the scope closes.
 *
 * <p>Signing takes about 2 ms.
 */
public final class IssuerPrivateKey implements AutoCloseable {
  private static final int BITS = 3072;
  private static final int PRIME_BYTES = BITS / 16;

  private final IssuerPublicKey publicKey;
  private Optional<RsaPrivateKey> rsa;

  private IssuerPrivateKey(RsaPrivateKey rsa) {
    this.publicKey =
        IssuerPublicKey.decode(BigEndian.encode(rsa.publicKey().modulus(), IssuerPublicKey.SIZE))
            .orThrow();
    this.rsa = Optional.of(rsa);
  }

  /**
   * A fresh key pair by the platform's generator; takes a third of a second to a whole one, by
   * luck.
   */
  public static IssuerPrivateKey generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(new RSAKeyGenParameterSpec(BITS, IssuerPublicKey.EXPONENT), random);
      RSAPrivateCrtKey made = (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
      return new IssuerPrivateKey(
          new RsaPrivateKey(made.getPrimeP(), made.getPrimeQ(), IssuerPublicKey.EXPONENT));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java makes no RSA keys of 3,072 bits", e);
    }
  }

  /** Reads the two primes back; refuses numbers that make no key of 3,072 bits. */
  public static Parsed<IssuerPrivateKey> decode(Bytes encoded) {
    if (encoded.size() != 2 * PRIME_BYTES) {
      return new Parsed.Malformed<>("an issuer's private key has 384 bytes");
    }
    BigInteger p = BigEndian.decode(encoded.slice(0, PRIME_BYTES));
    BigInteger q = BigEndian.decode(encoded.slice(PRIME_BYTES, 2 * PRIME_BYTES));
    if (p.equals(q) || p.multiply(q).bitLength() != BITS || !isPrimeFor(p) || !isPrimeFor(q)) {
      return new Parsed.Malformed<>("not the primes of an issuer's private key");
    }
    return new Parsed.Ok<>(new IssuerPrivateKey(new RsaPrivateKey(p, q, IssuerPublicKey.EXPONENT)));
  }

  private static boolean isPrimeFor(BigInteger p) {
    BigInteger e = IssuerPublicKey.EXPONENT;
    return p.testBit(0) && p.isProbablePrime(64) && p.mod(e).compareTo(BigInteger.ONE) != 0;
  }

  public IssuerPublicKey publicKey() {
    return publicKey;
  }

  /**
   * BlindSign (RFC 9474 §4.3) of a blinded message of 384 bytes; refuses one that is not below the
   * modulus.
   *
   * @throws FaultySignature when the result does not verify; it is not given out
   */
  public Parsed<Bytes> blindSign(Bytes blinded, SecureRandom random) {
    if (!publicKey.takes(blinded)) {
      return new Parsed.Malformed<>("the blinded message is not below the modulus");
    }
    BigInteger s = open().apply(BigEndian.decode(blinded), random);
    return new Parsed.Ok<>(BigEndian.encode(s, IssuerPublicKey.SIZE));
  }

  /** The two primes, 192 bytes each, for a key store. */
  public Bytes encode(SecretAccess access) {
    RsaPrivateKey key = open();
    return Bytes.concat(
        BigEndian.encode(key.p(), PRIME_BYTES), BigEndian.encode(key.q(), PRIME_BYTES));
  }

  @Override
  public synchronized void close() {
    rsa = Optional.empty();
  }

  private synchronized RsaPrivateKey open() {
    return rsa.orElseThrow(() -> new IllegalArgumentException("the issuer's key is closed"));
  }

  @Override
  public String toString() {
    return "IssuerPrivateKey[redacted]";
  }
}
