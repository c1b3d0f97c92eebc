package city.urna.protocol.credential;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.util.BigIntegers;

/**
 * RSA with the Chinese remainders (RFC 8017 §5.1.2), blinded and checked. Secret: not a record, no
 * text form.
 */
final class RsaPrivateKey {
  private static final int MOST_SQUARINGS = 32;

  private final RsaPublicKey publicKey;
  private final BigInteger p;
  private final BigInteger q;
  private final BigInteger dP;
  private final BigInteger dQ;
  private final BigInteger qInverse;

  private Optional<Mask> mask = Optional.empty();

  /** The e-th power of a secret random number, and that number's inverse. */
  private record Mask(BigInteger power, BigInteger inverse, int squarings) {
    @Override
    public String toString() {
      return "Mask[redacted]";
    }
  }

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
    Mask own = nextMask(random);
    BigInteger blinded = m.multiply(own.power).mod(n);
    BigInteger sP = blinded.mod(p).modPow(dP, p);
    BigInteger sQ = blinded.mod(q).modPow(dQ, q);
    BigInteger h = sP.subtract(sQ).multiply(qInverse).mod(p);
    BigInteger s = sQ.add(h.multiply(q)).multiply(own.inverse).mod(n);
    if (!publicKey.apply(s).equals(m)) {
      throw new FaultySignature();
    }
    return s;
  }

  /**
   * A mask that no other call gets: the last one squared, which costs a thirtieth of a fresh one,
   * or a fresh one after {@value #MOST_SQUARINGS} of them. To who does not know the first, every
   * one of them is a random number's.
   */
  private synchronized Mask nextMask(SecureRandom random) {
    BigInteger n = publicKey.modulus();
    Mask next =
        mask.filter(last -> last.squarings < MOST_SQUARINGS)
            .map(
                last ->
                    new Mask(
                        last.power.multiply(last.power).mod(n),
                        last.inverse.multiply(last.inverse).mod(n),
                        last.squarings + 1))
            .orElseGet(
                () -> {
                  BigInteger drawn =
                      BigIntegers.createRandomInRange(
                          BigInteger.TWO, n.subtract(BigInteger.ONE), random);
                  return new Mask(publicKey.apply(drawn), BigIntegers.modOddInverse(n, drawn), 0);
                });
    mask = Optional.of(next);
    return next;
  }
}
