package city.urna.verifier.town;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Reproducible randomness: SHA-256 of a seed and a counter. For tests only.
 *
 * <p>Several threads may throw; what each then gets is up to the race.
 */
final class Dice {
  private final byte[] seed;
  private long turns;

  Dice(String seed) {
    this.seed = Ink.ascii(seed);
  }

  synchronized byte[] bytes(int count) {
    byte[] out = new byte[0];
    while (out.length < count) {
      out = Ink.join(out, Ink.sha256(seed, Ink.u64(turns++)));
    }
    return Arrays.copyOf(out, count);
  }

  /** From 1 to q − 1. */
  BigInteger scalar() {
    return new BigInteger(1, bytes(48)).mod(Group.Q.subtract(BigInteger.ONE)).add(BigInteger.ONE);
  }
}
