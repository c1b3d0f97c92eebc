package city.urna.protocol;

import city.urna.protocol.bytes.Bytes;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Random values that are the same in every run: the seed stands in the test. */
public final class Seeded {
  private Seeded() {}

  /** A generator that gives the same values for the same seed. */
  public static SecureRandom random(long seed) {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(seed);
      return random;
    } catch (NoSuchAlgorithmException absent) {
      throw new AssertionError(absent);
    }
  }

  /** That many bytes. */
  public static Bytes bytes(SecureRandom random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return Bytes.of(bytes);
  }
}
