package city.urna.protocol.credential;

import city.urna.protocol.bytes.Bytes;
import java.math.BigInteger;

/** RSA with public numbers only (RFC 8017 §3.1, §5). Variable time: public inputs only. */
record RsaPublicKey(BigInteger modulus, BigInteger exponent) {
  RsaPublicKey {
    if (!modulus.testBit(0) || modulus.bitLength() < 1024 || exponent.signum() <= 0) {
      throw new IllegalArgumentException("not an RSA key");
    }
  }

  /** The modulus' length in bytes. */
  int size() {
    return (modulus.bitLength() + 7) / 8;
  }

  int bits() {
    return modulus.bitLength();
  }

  /** m^e mod n. */
  BigInteger apply(BigInteger number) {
    return number.modPow(exponent, modulus);
  }

  /** RSASSA-PSS-VERIFY (§8.1.2) with SHA-384 and a salt of exactly this size. */
  boolean verify(Bytes message, Bytes signature, int saltSize) {
    if (signature.size() != size()) {
      return false;
    }
    BigInteger s = BigEndian.decode(signature);
    if (s.compareTo(modulus) >= 0) {
      return false;
    }
    BigInteger m = apply(s);
    int encodedSize = (bits() - 1 + 7) / 8;
    if (m.bitLength() > 8 * encodedSize) {
      return false;
    }
    return Pss.verify(message, bits() - 1, BigEndian.encode(m, encodedSize), saltSize);
  }
}
