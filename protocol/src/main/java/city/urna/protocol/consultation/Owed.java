package city.urna.protocol.consultation;

import java.util.OptionalLong;

/**
 * An answer that a consultation owes (spec consultation §8.10).
 *
 * @param scope of the consultation that owes it
 * @param thing the chain that asks, or the thing that is acted on
 * @param from the time from which it is owed, in seconds since 1970
 * @param due by when
 * @param settled when the answer was recorded that settles it
 */
public record Owed(String scope, Thing thing, long from, long due, OptionalLong settled, long now) {
  /** How it stands. */
  public enum State {
    ANSWERED,
    LATE,
    OVERDUE,
    OPEN
  }

  public State state() {
    if (settled.isPresent()) {
      return settled.getAsLong() <= due ? State.ANSWERED : State.LATE;
    }
    return now > due ? State.OVERDUE : State.OPEN;
  }
}
