package city.urna.protocol.signature;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import java.math.BigInteger;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;

/** An ECDSA P-256 public key: a point in 33 bytes (spec encoding §1.4, §1.8). */
public final class EcdsaPublicKey {
  /** The length in bytes. */
  public static final int SIZE = 33;

  static final int SIGNATURE_SIZE = 2 * P256.SCALAR_SIZE;

  private final Bytes encoded;
  private final ECPublicKeyParameters parameters;

  private EcdsaPublicKey(Bytes encoded, ECPublicKeyParameters parameters) {
    this.encoded = encoded;
    this.parameters = parameters;
  }

  /** Reads a compressed point; refuses everything that encoding §1.4 refuses. */
  public static Parsed<EcdsaPublicKey> decode(Bytes encoded) {
    if (encoded.size() != SIZE || (encoded.at(0) != 2 && encoded.at(0) != 3)) {
      return new Parsed.Malformed<>("an ECDSA key is a compressed point of 33 bytes");
    }
    try {
      return new Parsed.Ok<>(
          new EcdsaPublicKey(
              encoded,
              new ECPublicKeyParameters(
                  P256.DOMAIN.getCurve().decodePoint(encoded.toArray()), P256.DOMAIN)));
    } catch (IllegalArgumentException notOnTheCurve) {
      return new Parsed.Malformed<>("not a point of P-256");
    }
  }

  /** The 33 bytes. */
  public Bytes encode() {
    return encoded;
  }

  /** r ‖ s over SHA-256 of the message, with s at most (q−1)/2. Variable time: public inputs. */
  boolean verify(Bytes message, Bytes signature) {
    if (signature.size() != SIGNATURE_SIZE) {
      return false;
    }
    BigInteger r = new BigInteger(1, signature.slice(0, P256.SCALAR_SIZE).toArray());
    BigInteger s = new BigInteger(1, signature.slice(P256.SCALAR_SIZE, SIGNATURE_SIZE).toArray());
    if (r.signum() == 0 || r.compareTo(P256.ORDER) >= 0) {
      return false;
    }
    if (s.signum() == 0 || s.compareTo(P256.HALF_ORDER) > 0) {
      return false;
    }
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, parameters);
    return verifier.verifySignature(Digest.sha256(message).value().toArray(), r, s);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EcdsaPublicKey that && encoded.equals(that.encoded);
  }

  @Override
  public int hashCode() {
    return encoded.hashCode();
  }

  @Override
  public String toString() {
    return "EcdsaPublicKey[" + encoded.hex() + "]";
  }
}
