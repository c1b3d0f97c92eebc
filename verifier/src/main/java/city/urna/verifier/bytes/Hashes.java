package city.urna.verifier.bytes;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash functions that every Java platform must have. */
public final class Hashes {
  private Hashes() {}

  public static MessageDigest sha256() {
    return digest("SHA-256");
  }

  public static MessageDigest sha384() {
    return digest("SHA-384");
  }

  public static MessageDigest sha512() {
    return digest("SHA-512");
  }

  private static MessageDigest digest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java platform has no " + name, e);
    }
  }
}
