package city.urna.protocol.signature;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * An ECDSA P-256 private key: a scalar from 1 to q−1. Secret: no equality, no text form.
 *
 * <p>The nonce is that of RFC 6979, so a bad random source cannot give the key away; s is made low
 * (spec encoding §1.8).
 */
public final class EcdsaPrivateKey implements SigningKey {
  private final Bytes publicKey;
  private Optional<BigInteger> scalar;

  private EcdsaPrivateKey(BigInteger scalar) {
    this.scalar = Optional.of(scalar);
    this.publicKey =
        Bytes.of(
            new FixedPointCombMultiplier()
                .multiply(P256.DOMAIN.getG(), scalar)
                .normalize()
                .getEncoded(true));
  }

  /** The key of a 32-byte scalar; refuses zero, q and above, and another length. */
  public static Parsed<EcdsaPrivateKey> decode(Bytes encoded) {
    BigInteger scalar = new BigInteger(1, encoded.toArray());
    if (encoded.size() != P256.SCALAR_SIZE
        || scalar.signum() == 0
        || scalar.compareTo(P256.ORDER) >= 0) {
      return new Parsed.Malformed<>("an ECDSA private key is a scalar from 1 to q-1");
    }
    return new Parsed.Ok<>(new EcdsaPrivateKey(scalar));
  }

  /** A fresh key. */
  public static EcdsaPrivateKey generate(SecureRandom random) {
    return new EcdsaPrivateKey(
        BigIntegers.createRandomInRange(
            BigInteger.ONE, P256.ORDER.subtract(BigInteger.ONE), random));
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }

  @Override
  public synchronized Bytes sign(Bytes message) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(open(), P256.DOMAIN));
    BigInteger[] rs = signer.generateSignature(Digest.sha256(message).value().toArray());
    BigInteger s = rs[1].compareTo(P256.HALF_ORDER) > 0 ? P256.ORDER.subtract(rs[1]) : rs[1];
    return Bytes.concat(P256.encode(rs[0]), P256.encode(s));
  }

  /** The 32 bytes of the scalar, for a key store. */
  public synchronized Bytes encode(SecretAccess access) {
    return P256.encode(open());
  }

  @Override
  public synchronized void close() {
    scalar = Optional.empty();
  }

  private BigInteger open() {
    return scalar.orElseThrow(() -> new IllegalArgumentException("the key is closed"));
  }

  @Override
  public String toString() {
    return "EcdsaPrivateKey[redacted]";
  }
}
