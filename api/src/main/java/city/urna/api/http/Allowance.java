package city.urna.api.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How much one client may ask for in a minute: a bucket that holds a minute's worth and fills
 * steadily. Kept in memory only, for the clients seen last; never logged.
 */
public final class Allowance {
  private static final int MOST_CLIENTS = 100_000;
  private static final double MINUTE_NANOS = 60e9;

  private final int perMinute;
  private final LongSupplier nanos;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_CLIENTS;
        }
      };

  private record Bucket(double left, long at) {}

  public Allowance(int perMinute, LongSupplier nanos) {
    this.perMinute = perMinute;
    this.nanos = nanos;
  }

  /**
   * Takes one from a client's bucket.
   *
   * @throws Problem when it is empty
   */
  public void take(String client) {
    take(client, 1);
  }

  /**
   * Takes so many from a client's bucket.
   *
   * @throws Problem when there are fewer in it; then none is taken
   */
  public synchronized void take(String client, long amount) {
    long now = nanos.getAsLong();
    Bucket bucket = buckets.getOrDefault(client, new Bucket(perMinute, now));
    double left =
        Math.min(perMinute, bucket.left() + (now - bucket.at()) * perMinute / MINUTE_NANOS);
    if (left < amount) {
      throw new Problem(Problem.Type.QUOTA, "more than " + perMinute + " a minute; wait a little");
    }
    buckets.put(client, new Bucket(left - amount, now));
  }
}
