package city.urna.protocol.bytes;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 as the platform brings it. */
public final class Sha256 {
  /** Never fed: copying it is several times cheaper than asking the platform for a new one. */
  private static final MessageDigest FRESH = fresh();

  private Sha256() {}

  private static MessageDigest fresh() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException absent) {
      throw new AssertionError("every Java platform has SHA-256", absent);
    }
  }

  /** A digest that has been fed nothing. */
  public static MessageDigest start() {
    try {
      return (MessageDigest) FRESH.clone();
    } catch (CloneNotSupportedException notCopied) {
      return fresh();
    }
  }
}
