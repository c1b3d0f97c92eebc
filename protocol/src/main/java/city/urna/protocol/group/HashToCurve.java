package city.urna.protocol.group;

import city.urna.protocol.bytes.Bytes;
import java.math.BigInteger;
import org.bouncycastle.crypto.hash2curve.HashToCurveProfile;
import org.bouncycastle.crypto.hash2curve.HashToEllipticCurve;
import org.bouncycastle.crypto.hash2curve.data.AffineXY;

/**
 * Points of which nobody knows the discrete logarithm to any base: {@code
 * P256_XMD:SHA-256_SSWU_RO_} (RFC 9380 §8.2), by Bouncy Castle. Variable time: public messages
 * only.
 */
public final class HashToCurve {
  private final HashToEllipticCurve suite;

  /** Hashing under that domain separation tag. */
  public HashToCurve(String tag) {
    suite = HashToEllipticCurve.getInstance(HashToCurveProfile.P256_XMD_SHA_256, tag);
  }

  /** The message's point. */
  public Point hash(Bytes message) {
    AffineXY point = suite.getAffineXY(suite.hashToCurve(message.toArray()));
    return new Point(coordinate(point.getX()), coordinate(point.getY()));
  }

  private static long[] coordinate(BigInteger value) {
    return Field.of(value);
  }
}
