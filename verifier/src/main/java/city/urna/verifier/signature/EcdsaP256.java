package city.urna.verifier.signature;

import city.urna.verifier.arithmetic.Point;
import city.urna.verifier.arithmetic.Scalar;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.math.BigInteger;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Curve;

/** ECDSA over P-256 and SHA-256, low s only (spec encoding §1.8). */
public final class EcdsaP256 {
  private static final SecP256R1Curve CURVE = new SecP256R1Curve();
  private static final ECDomainParameters DOMAIN =
      new ECDomainParameters(
          CURVE,
          CURVE.decodePoint(Point.GENERATOR.encode().toArray()),
          Scalar.ORDER,
          BigInteger.ONE);

  private static final BigInteger MOST_S = Scalar.ORDER.shiftRight(1);

  private EcdsaP256() {}

  /** Whether these are 33 bytes that encode a point. */
  public static boolean isKey(Bytes key) {
    return Point.decode(key) instanceof Parsed.Ok<Point>;
  }

  /** Whether r ‖ s is the key's signature of the message. */
  public static boolean verifies(Bytes key, Bytes message, Bytes signature) {
    if (!isKey(key) || signature.size() != 64) {
      return false;
    }
    BigInteger r = new BigInteger(1, signature.slice(0, 32).toArray());
    BigInteger s = new BigInteger(1, signature.slice(32, 64).toArray());
    if (r.signum() == 0
        || r.compareTo(Scalar.ORDER) >= 0
        || s.signum() == 0
        || s.compareTo(MOST_S) > 0) {
      return false;
    }
    ECDSASigner signer = new ECDSASigner();
    signer.init(false, new ECPublicKeyParameters(CURVE.decodePoint(key.toArray()), DOMAIN));
    return signer.verifySignature(Bytes.sha256(message).toArray(), r, s);
  }
}
