package city.urna.protocol.signature;

import city.urna.protocol.bytes.Bytes;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * The one strict rule for Ed25519 signatures (spec encoding §1.7).
 *
 * <p>Bouncy Castle's verification refuses what is not canonical and S ≥ L, but multiplies the
 * equation by the cofactor 8: it lets every R through that differs from S·B − k·A by a point of
 * small order. As A and B have prime order, that difference would lie wholly in R; so once R is
 * known to lie in the prime-order subgroup too, the library's equation and the specification's
 * comparison of bytes say the same. The two order checks, of A and of R, cost about as much again
 * as the equation itself.
 */
final class Ed25519Signature {
  static final int SIZE = Ed25519.SIGNATURE_SIZE;

  /** The canonical encoding of the identity: of prime-order points the only one that is no key. */
  private static final Bytes IDENTITY =
      Bytes.concat(Bytes.of(new byte[] {1}), Bytes.zero(Ed25519.PUBLIC_KEY_SIZE - 1));

  private Ed25519Signature() {}

  /** Steps (a), (c), (d) for a key that has passed (a) and (b). Variable time: public inputs. */
  static boolean verify(Ed25519PublicKey key, Bytes message, Bytes signature) {
    if (signature.size() != SIZE) {
      return false;
    }
    byte[] m = message.toArray();
    byte[] sig = signature.toArray();
    if (!Ed25519.verify(sig, 0, key.point(), m, 0, m.length)) {
      return false;
    }
    return signature.slice(0, Ed25519.PUBLIC_KEY_SIZE).equals(IDENTITY)
        || Ed25519.validatePublicKeyFull(sig, 0);
  }
}
