package city.urna.verifier.consultation;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Cosigned time (spec consultation §7): a record's time is that of the first recorded checkpoint
 * that covers it, and of the archive's own checkpoint where none does. It never runs back.
 */
public final class Times {
  private final NavigableMap<Long, Long> bySize = new TreeMap<>();
  private long now;

  /**
   * Takes the next recorded checkpoint in log order.
   *
   * @param median lower median of its timestamps, seconds since 1970
   */
  public void take(long size, long median) {
    now = Math.max(now, median);
    bySize.putIfAbsent(size, now);
  }

  /** Takes the archive's own checkpoint, after all others. */
  public void end(long median) {
    now = Math.max(now, median);
  }

  /** The time of the record at a position. */
  public long of(long position) {
    Map.Entry<Long, Long> covering = bySize.higherEntry(position);
    return covering == null ? now : covering.getValue();
  }

  /** What is overdue is so as of this. */
  public long now() {
    return now;
  }
}
