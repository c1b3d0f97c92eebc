package city.urna.protocol.credential;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.util.BigIntegers;

/**
 * RSA with the Chinese remainders (RFC 8017 §5.1.2), blinded and checked. Secret: not a record, no
 * text form.
 */
final class RsaPrivateKey {
  private final RsaPublicKey publicKey;
  private final BigInteger p;
  private final BigInteger q;
  private final BigInteger dP;
  private final BigInteger dQ;
  private final BigInteger qInverse;

  /** The key of two primes; e must have an inverse for both. */
  RsaPrivateKey(BigInteger p, BigInteger q, BigInteger e) {
    this.publicKey = new RsaPublicKey(p.multiply(q), e);
    this.p = p;
    this.q = q;
    this.dP = e.modInverse(p.subtract(BigInteger.ONE));
    this.dQ = e.modInverse(q.subtract(BigInteger.ONE));
    this.qInverse = q.modInverse(p);
  }

  RsaPublicKey publicKey() {
    return publicKey;
  }

  BigInteger p() {
    return p;
  }

  BigInteger q() {
    return q;
  }

  /**
   * m^d mod n, by way of a random multiple of m, so that timing says nothing about m, and checked:
   * one wrong remainder would show a prime.
   */
  BigInteger apply(BigInteger m, SecureRandom random) {
    BigInteger n = publicKey.modulus();
    BigInteger blind =
        BigIntegers.createRandomInRange(BigInteger.TWO, n.subtract(BigInteger.ONE), random);
    BigInteger unblind = blind.modInverse(n);
    BigInteger blinded = m.multiply(publicKey.apply(blind)).mod(n);
    BigInteger sP = blinded.mod(p).modPow(dP, p);
    BigInteger sQ = blinded.mod(q).modPow(dQ, q);
    BigInteger h = sP.subtract(sQ).multiply(qInverse).mod(p);
    BigInteger s = sQ.add(h.multiply(q)).multiply(unblind).mod(n);
    if (!publicKey.apply(s).equals(m)) {
      throw new FaultySignature();
    }
    return s;
  }
}
