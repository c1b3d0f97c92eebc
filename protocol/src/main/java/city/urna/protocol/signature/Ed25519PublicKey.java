package city.urna.protocol.signature;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 public key of prime order, canonically encoded in 32 bytes (spec encoding §1.7 a, b).
 *
 * <p>A key that exists here has passed the order check, which costs about as much as a
 * verification; keep the object where the same key verifies more than once.
 */
public final class Ed25519PublicKey {
  /** The length in bytes. */
  public static final int SIZE = Ed25519.PUBLIC_KEY_SIZE;

  private final Bytes encoded;
  private final Ed25519.PublicPoint point;

  private Ed25519PublicKey(Bytes encoded, Ed25519.PublicPoint point) {
    this.encoded = encoded;
    this.point = point;
  }

  /**
   * Reads a key; refuses another length, a y of p or more, a negative zero x, no point of the
   * curve, the identity, and any point outside the subgroup of prime order.
   */
  public static Parsed<Ed25519PublicKey> decode(Bytes encoded) {
    if (encoded.size() != SIZE) {
      return new Parsed.Malformed<>("an Ed25519 key has 32 bytes, not " + encoded.size());
    }
    Ed25519.PublicPoint point = Ed25519.validatePublicKeyFullExport(encoded.toArray(), 0);
    return point == null
        ? new Parsed.Malformed<>("not an Ed25519 key of prime order")
        : new Parsed.Ok<>(new Ed25519PublicKey(encoded, point));
  }

  /** The 32 bytes. */
  public Bytes encode() {
    return encoded;
  }

  Ed25519.PublicPoint point() {
    return point;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ed25519PublicKey that && encoded.equals(that.encoded);
  }

  @Override
  public int hashCode() {
    return encoded.hashCode();
  }

  @Override
  public String toString() {
    return "Ed25519PublicKey[" + encoded.hex() + "]";
  }
}
