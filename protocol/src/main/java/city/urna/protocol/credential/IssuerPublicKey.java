package city.urna.protocol.credential;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import java.math.BigInteger;

/**
 * An issuer's RSA key for one scope and style (spec credentials §3.1): 3,072 bits, e = 65,537.
 *
 * <p>That the modulus is a product of two primes cannot be seen from it; a key that is not harms
 * only what its own issuer vouches for.
 */
public final class IssuerPublicKey {
  /** The length of the modulus, of blinded messages and of signatures, in bytes. */
  public static final int SIZE = 384;

  static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

  private final RsaPublicKey rsa;
  private final Bytes modulus;

  private IssuerPublicKey(Bytes modulus) {
    this.modulus = modulus;
    this.rsa = new RsaPublicKey(BigEndian.decode(modulus), EXPONENT);
  }

  /** Takes a modulus; refuses another length than 384 bytes, a clear top bit, an even number. */
  public static Parsed<IssuerPublicKey> decode(Bytes modulus) {
    if (modulus.size() != SIZE || modulus.at(0) < 0x80 || modulus.at(SIZE - 1) % 2 == 0) {
      return new Parsed.Malformed<>("not an odd modulus of 3,072 bits");
    }
    return new Parsed.Ok<>(new IssuerPublicKey(modulus));
  }

  /** The modulus, 384 bytes. */
  public Bytes modulus() {
    return modulus;
  }

  /** Whether this is a blinded message that can be signed: 384 bytes, below the modulus. */
  public boolean takes(Bytes blinded) {
    return blinded.size() == SIZE && BigEndian.decode(blinded).compareTo(rsa.modulus()) < 0;
  }

  /** Whether blind signature^e = blinded message, both below the modulus (credentials §5.2). */
  public boolean signedBlind(Bytes blinded, Bytes blindSignature) {
    return takes(blinded)
        && takes(blindSignature)
        && rsa.apply(BigEndian.decode(blindSignature)).equals(BigEndian.decode(blinded));
  }

  RsaPublicKey rsa() {
    return rsa;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IssuerPublicKey that && modulus.equals(that.modulus);
  }

  @Override
  public int hashCode() {
    return modulus.hashCode();
  }

  @Override
  public String toString() {
    return "IssuerPublicKey[" + modulus.slice(0, 8).hex() + "…]";
  }
}
