package city.urna.client.caselist;

import java.time.Instant;
import java.util.Optional;

/**
 * One case of a list, as the importer asserts it.
 *
 * @param row of the file: the header is row 1
 * @param id in the system that it comes from
 * @param type what kind of service it is about
 * @param opened when it was reported
 * @param target by when the service was promised; empty where nothing was
 * @param closed when it was closed; empty while it is open
 * @param onTime computed from the dates
 * @param outcome why it was closed, as the list says; may be empty
 */
public record Case(
    int row,
    String id,
    String type,
    String title,
    Instant opened,
    Optional<Instant> target,
    Optional<Instant> closed,
    OnTime onTime,
    String outcome,
    String department,
    String source,
    Place place) {
  /** Where it is. */
  public record Place(
      String address, String zipcode, String neighbourhood, Optional<Point> point) {}

  /** WGS 84, in degrees. */
  public record Point(double latitude, double longitude) {}

  /** Whether a promised date was kept. */
  public enum OnTime {
    ONTIME,
    OVERDUE;

    /**
     * Overdue is what was closed after its target, or is open when the target is past; what has no
     * target is never overdue.
     *
     * @param asOf when the list was made
     */
    static OnTime of(Optional<Instant> target, Optional<Instant> closed, Instant asOf) {
      return target.isPresent() && closed.orElse(asOf).isAfter(target.get()) ? OVERDUE : ONTIME;
    }
  }
}
