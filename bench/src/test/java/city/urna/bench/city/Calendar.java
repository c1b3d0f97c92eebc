package city.urna.bench.city;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The clock of everybody in the city: it stands still until it is set. */
final class Calendar implements InstantSource {
  static final Instant FIRST = Instant.parse("2027-01-04T08:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(FIRST);

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Morning of that day, the first being 0. */
  void day(int number) {
    now.set(FIRST.plus(Duration.ofDays(number)));
  }
}
