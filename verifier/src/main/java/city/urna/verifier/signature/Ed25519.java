package city.urna.verifier.signature;

import city.urna.verifier.bytes.Bytes;

/**
 * Ed25519 under the one strict rule (spec encoding §1.7).
 *
 * <p>Bouncy Castle verifies a multiple of the equation, v·(S·B − k·A − R) = identity for a v below
 * 2¹²⁸ that it picks. Were R to differ from S·B − k·A by a point of small order, an even v would
 * hide it. So A and R are also shown to be free of such parts: A has prime order, R prime order or
 * is the identity. Then the difference has order L or 1, no v smaller than L hides it, and as
 * encodings are canonical the bytes of R are those of S·B − k·A.
 */
public final class Ed25519 {
  private static final byte[] IDENTITY = {
    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private Ed25519() {}

  /** Whether these are 32 bytes that encode canonically a point of prime order: (a), (b). */
  public static boolean isKey(Bytes key) {
    return key.size() == 32 && hasPrimeOrder(key.toArray());
  }

  /** Whether this is the key's signature of the message. */
  public static boolean verifies(Bytes key, Bytes message, Bytes signature) {
    if (key.size() != 32 || signature.size() != 64) {
      return false;
    }
    byte[] text = message.toArray();
    byte[] r = signature.slice(0, 32).toArray();
    byte[] a = key.toArray();
    return org.bouncycastle.math.ec.rfc8032.Ed25519.verify(
            signature.toArray(), 0, a, 0, text, 0, text.length)
        && hasPrimeOrder(a)
        && (java.util.Arrays.equals(r, IDENTITY) || hasPrimeOrder(r));
  }

  private static boolean hasPrimeOrder(byte[] point) {
    return org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyFull(point, 0);
  }
}
