package city.urna.protocol.consultation;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.records.Anchor;
import java.util.Optional;

/** Whether an anchor follows an organization's last one (spec consultation §5.2, R15). */
public final class AnchorForm {
  private AnchorForm() {}

  /**
   * An organization's last anchor in a scope, as the state holds it (§5.3).
   *
   * @param number how many there are
   * @param acts how many acts they stand for
   * @param record record hash of the last one
   */
  public record Last(long number, long acts, Digest record) {
    /** The bytes in the state. */
    public Bytes encode() {
      return Bytes.concat(Wire.u64(number), Wire.u64(acts), record.value());
    }

    public static Parsed<Last> decode(Bytes bytes) {
      return Wire.read(bytes, reader -> new Last(reader.u64(), reader.u64(), reader.digest()));
    }
  }

  /** The first thing that is wrong with an anchor behind that last one, if anything is. */
  public static Optional<String> wrong(Forum forum, Anchor anchor, Optional<Last> last) {
    long number = last.map(Last::number).orElse(0L) + 1;
    Bytes previous = last.map(found -> found.record().value()).orElse(Bytes.EMPTY);
    if (anchor.getNumber() != number || !Bytes.of(anchor.getPrevious()).equals(previous)) {
      return Optional.of("not the organization's next anchor");
    }
    if (anchor.getActs() < 1
        || anchor.getActs() > AnchorList.MOST_ACTS
        || anchor.getBytes() < 1
        || anchor.getBytes() > AnchorList.MOST_BYTES
        || anchor.getRoot().size() != Digest.SIZE) {
      return Optional.of("1 to 1,000 acts of at most 1 MiB, and a root");
    }
    long most = Integer.toUnsignedLong(forum.rules().getAnchoredActs());
    return last.map(Last::acts).orElse(0L) + anchor.getActs() <= most
        ? Optional.empty()
        : Optional.of("the organization has anchored as many acts as the scope allows");
  }
}
