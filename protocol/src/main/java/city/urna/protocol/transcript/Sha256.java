package city.urna.protocol.transcript;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 as the platform brings it. */
final class Sha256 {
  private Sha256() {}

  static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException absent) {
      throw new AssertionError("every Java platform has SHA-256", absent);
    }
  }
}
