package city.urna.protocol.consultation;

import city.urna.protocol.log.Cosignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The recorded checkpoints of a log, and the time that they give to its records (§7). */
public final class RecordedTimes {
  private final List<CosignedTime> checkpoints = new ArrayList<>();

  /** The next recorded checkpoint in log order. */
  public void add(long size, List<Cosignature> lines) {
    checkpoints.add(CosignedTime.of(last(), size, lines));
  }

  void add(CosignedTime next) {
    checkpoints.add(next);
  }

  /** The last recorded checkpoint. */
  public Optional<CosignedTime> last() {
    return checkpoints.isEmpty() ? Optional.empty() : Optional.of(checkpoints.getLast());
  }

  /**
   * The present, as the newest checkpoint tells it: never less than the last recorded one (§7.6).
   *
   * @param newest the lower median of the newest checkpoint's timestamps
   */
  public long now(long newest) {
    return Math.max(newest, last().map(CosignedTime::time).orElse(0L));
  }

  /** The time of the record at a position (§7.4). */
  public long at(long position, long newest) {
    int low = 0;
    int high = checkpoints.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (checkpoints.get(middle).size() > position) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low < checkpoints.size() ? checkpoints.get(low).time() : now(newest);
  }

  /** Whether a recorded checkpoint covers that position. */
  public boolean covers(long position) {
    return last().map(found -> found.size() > position).orElse(false);
  }
}
