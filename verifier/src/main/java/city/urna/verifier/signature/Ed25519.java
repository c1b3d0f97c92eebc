package city.urna.verifier.signature;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Hashes;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Ed25519 under the one strict rule (spec encoding §1.7), on {@link Edwards}.
 *
 * <p>Bouncy Castle verifies a multiple of the equation; for this rule it takes proofs besides that
 * A and R have prime order, which made a signature cost thrice as much.
 */
public final class Ed25519 {
  private Ed25519() {}

  /** Whether these are 32 bytes that encode canonically a point of prime order: (a), (b). */
  public static boolean isKey(Bytes key) {
    return key.size() == 32
        && Edwards.decode(key.toArray()).filter(Edwards::hasPrimeOrder).isPresent();
  }

  /** Whether this is the key's signature of the message. */
  public static boolean verifies(Bytes key, Bytes message, Bytes signature) {
    return isKey(key) && verifiesOfKey(key, message, signature);
  }

  /** The same, where {@link #isKey} has said yes already. */
  public static boolean verifiesOfKey(Bytes key, Bytes message, Bytes signature) {
    if (key.size() != 32 || signature.size() != 64) {
      return false;
    }
    BigInteger s = littleEndian(signature.slice(32, 64).toArray());
    Optional<Edwards> point = Edwards.decode(key.toArray());
    if (s.compareTo(Edwards.ORDER) >= 0 || point.isEmpty()) {
      return false;
    }
    Bytes r = signature.slice(0, 32);
    BigInteger k =
        littleEndian(Hashes.sha512(Bytes.concat(r, key, message).toArray())).mod(Edwards.ORDER);
    // An encoding that encode() has made is canonical, and R's, being the same, is too.
    return Bytes.of(Edwards.times(s, k, point.get().negate()).encode()).equals(r);
  }

  private static BigInteger littleEndian(byte[] bytes) {
    byte[] turned = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      turned[i] = bytes[bytes.length - 1 - i];
    }
    return new BigInteger(1, turned);
  }
}
