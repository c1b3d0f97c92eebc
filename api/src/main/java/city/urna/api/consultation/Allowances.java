package city.urna.api.consultation;

import city.urna.api.http.Allowance;
import city.urna.api.http.Exchange;

/**
 * How much one address may send in a minute of what bears no credential: acts, and bytes. Kept in
 * memory alone.
 */
public final class Allowances {
  private static final int KIBIBYTE = 1_024;

  /** Three acts of the largest size are always possible. */
  private static final int LEAST_KIBIBYTES = 3 * ActRoutes.MOST_BYTES / KIBIBYTE;

  private static final int KIBIBYTES_AN_ACT = 128;

  private final Allowance acts;
  private final Allowance kibibytes;

  public Allowances(int actsPerMinute) {
    acts = new Allowance(actsPerMinute, System::nanoTime);
    kibibytes =
        new Allowance(
            Math.max(LEAST_KIBIBYTES, actsPerMinute * KIBIBYTES_AN_ACT), System::nanoTime);
  }

  /**
   * Takes an act of that size from the sender's allowance.
   *
   * @throws city.urna.api.http.Problem when it is used up
   */
  void take(Exchange exchange, long bytes) {
    String client = exchange.request().remotePeer().host();
    acts.take(client);
    kibibytes.take(client, bytes / KIBIBYTE);
  }
}
