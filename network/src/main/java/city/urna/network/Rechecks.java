package city.urna.network;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * Of how many ballots an organization checks the proofs again, when it replays what others decided:
 * so many of a thousand, drawn one by one, so that nobody knows which (spec log §3).
 *
 * @param perThousand 0 to 1,000
 */
public record Rechecks(int perThousand, RandomGenerator random) {
  /** Every ballot's. */
  public static final Rechecks ALL = of(1_000);

  private static final int THOUSAND = 1_000;

  public Rechecks {
    if (perThousand < 0 || perThousand > THOUSAND) {
      throw new IllegalArgumentException("0 to 1000 of a thousand ballots, not " + perThousand);
    }
  }

  /** So many of a thousand, drawn by the system's own generator. */
  public static Rechecks of(int perThousand) {
    return new Rechecks(perThousand, new SecureRandom());
  }

  /** Draws for one ballot. */
  public boolean draw() {
    return perThousand == THOUSAND || random.nextInt(THOUSAND) < perThousand;
  }
}
