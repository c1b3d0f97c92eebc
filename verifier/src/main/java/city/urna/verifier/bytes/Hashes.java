package city.urna.verifier.bytes;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash functions that every Java platform must have.
 *
 * <p>Looking one up costs as much as hashing a short message, so each thread keeps its own.
 */
public final class Hashes {
  private static final ThreadLocal<MessageDigest> SHA_256 = kept("SHA-256");
  private static final ThreadLocal<MessageDigest> SHA_384 = kept("SHA-384");
  private static final ThreadLocal<MessageDigest> SHA_512 = kept("SHA-512");

  private Hashes() {}

  /** A fresh one, to be fed piece by piece. */
  public static MessageDigest sha256() {
    return digest("SHA-256");
  }

  public static byte[] sha256(byte[] message) {
    return SHA_256.get().digest(message);
  }

  public static byte[] sha384(byte[] message) {
    return SHA_384.get().digest(message);
  }

  public static byte[] sha512(byte[] message) {
    return SHA_512.get().digest(message);
  }

  private static ThreadLocal<MessageDigest> kept(String name) {
    return ThreadLocal.withInitial(() -> digest(name));
  }

  private static MessageDigest digest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java platform has no " + name, e);
    }
  }
}
