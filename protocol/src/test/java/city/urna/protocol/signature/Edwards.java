package city.urna.protocol.signature;

import city.urna.protocol.bytes.Bytes;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The curve of Ed25519 written straight from RFC 8032 §5.1 with affine points and big integers:
 * slow, and by nobody's library.
 */
record Edwards(BigInteger x, BigInteger y) {
  static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  static final BigInteger L =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
  private static final BigInteger D =
      BigInteger.valueOf(-121_665).multiply(BigInteger.valueOf(121_666).modInverse(P)).mod(P);
  private static final BigInteger ROOT_OF_MINUS_ONE =
      BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);
  static final Edwards IDENTITY = new Edwards(BigInteger.ZERO, BigInteger.ONE);
  static final Edwards BASE =
      withY(BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P), false);

  /** The point of this y with an even or odd x. */
  static Edwards withY(BigInteger y, boolean odd) {
    BigInteger yy = y.multiply(y).mod(P);
    BigInteger square =
        yy.subtract(BigInteger.ONE)
            .multiply(D.multiply(yy).add(BigInteger.ONE).modInverse(P))
            .mod(P);
    BigInteger x = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
    if (!x.multiply(x).mod(P).equals(square)) {
      x = x.multiply(ROOT_OF_MINUS_ONE).mod(P);
    }
    if (!x.multiply(x).mod(P).equals(square)) {
      throw new IllegalArgumentException("no such point");
    }
    return new Edwards(x.testBit(0) == odd ? x : P.subtract(x).mod(P), y);
  }

  /** A point of order eight, found as L times a point of the whole curve. */
  static Edwards ofOrderEight() {
    for (int y = 2; ; y++) {
      Edwards candidate;
      try {
        candidate = withY(BigInteger.valueOf(y), false).times(L);
      } catch (IllegalArgumentException noPoint) {
        continue;
      }
      if (!candidate.times(BigInteger.valueOf(4)).equals(IDENTITY)) {
        return candidate;
      }
    }
  }

  Edwards plus(Edwards other) {
    BigInteger xx = x.multiply(other.x).mod(P);
    BigInteger yy = y.multiply(other.y).mod(P);
    BigInteger xy = x.multiply(other.y).add(other.x.multiply(y)).mod(P);
    BigInteger dxxyy = D.multiply(xx).multiply(yy).mod(P);
    return new Edwards(
        xy.multiply(BigInteger.ONE.add(dxxyy).modInverse(P)).mod(P),
        yy.add(xx).multiply(BigInteger.ONE.subtract(dxxyy).modInverse(P)).mod(P));
  }

  /** Double and add in projective coordinates, so that one inversion is enough. */
  Edwards times(BigInteger scalar) {
    BigInteger[] sum = {BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE};
    BigInteger[] self = {x, y, BigInteger.ONE};
    for (int i = scalar.bitLength() - 1; i >= 0; i--) {
      sum = add(sum, sum);
      if (scalar.testBit(i)) {
        sum = add(sum, self);
      }
    }
    BigInteger inverse = sum[2].modInverse(P);
    return new Edwards(sum[0].multiply(inverse).mod(P), sum[1].multiply(inverse).mod(P));
  }

  /** (X : Y : Z) with x = X/Z, y = Y/Z; the formula of {@link #plus} without its divisions. */
  private static BigInteger[] add(BigInteger[] one, BigInteger[] two) {
    BigInteger xx = one[0].multiply(two[0]).mod(P);
    BigInteger yy = one[1].multiply(two[1]).mod(P);
    BigInteger zz = one[2].multiply(two[2]).mod(P);
    BigInteger zzzz = zz.multiply(zz).mod(P);
    BigInteger d = D.multiply(xx).multiply(yy).mod(P);
    BigInteger cross = one[0].multiply(two[1]).add(two[0].multiply(one[1])).mod(P);
    BigInteger over = zzzz.subtract(d);
    BigInteger under = zzzz.add(d);
    return new BigInteger[] {
      zz.multiply(cross).multiply(over).mod(P),
      zz.multiply(yy.add(xx)).multiply(under).mod(P),
      over.multiply(under).mod(P)
    };
  }

  Bytes encode() {
    return encode(y, x.testBit(0));
  }

  /** 32 bytes that say this y, reduced or not, and this sign. */
  static Bytes encode(BigInteger y, boolean odd) {
    return littleEndian(odd ? y.setBit(255) : y);
  }

  static Bytes littleEndian(BigInteger number) {
    byte[] big = number.toByteArray();
    byte[] little = new byte[32];
    for (int i = 0; i < big.length; i++) {
      int at = big.length - 1 - i;
      if (at < 32) {
        little[at] = big[i];
      }
    }
    return Bytes.of(little);
  }

  /** k = SHA-512(R ‖ A ‖ M) mod L. */
  static BigInteger challenge(Bytes r, Bytes a, Bytes message) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-512").digest(Bytes.concat(r, a, message).toArray());
      byte[] big = new byte[hash.length];
      for (int i = 0; i < hash.length; i++) {
        big[i] = hash[hash.length - 1 - i];
      }
      return new BigInteger(1, big).mod(L);
    } catch (NoSuchAlgorithmException absent) {
      throw new AssertionError(absent);
    }
  }
}
