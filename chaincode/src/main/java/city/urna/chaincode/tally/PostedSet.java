package city.urna.chaincode.tally;

import city.urna.chaincode.StateKeys;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.records.Organization;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A closed set that an organization has posted.
 *
 * @param record record hash
 * @param closedSet closed set hash
 * @param place how many were posted before it, which is their order on the log
 */
record PostedSet(String organization, Digest record, Digest closedSet, int place) {

  /** All that were posted, in the order of the log. */
  static List<PostedSet> read(ClosedScope closed) {
    List<PostedSet> posted = new ArrayList<>();
    for (Organization organization : closed.known().genesis().getOrganizationsList()) {
      String id = organization.getId();
      closed
          .state()
          .get(StateKeys.closed(closed.known().id(), closed.scope(), id))
          .map(bytes -> decode(id, bytes))
          .ifPresent(posted::add);
    }
    posted.sort(Comparator.comparingInt(PostedSet::place));
    return List.copyOf(posted);
  }

  Bytes encode() {
    return Bytes.concat(record.value(), closedSet.value(), Wire.u32(place));
  }

  private static PostedSet decode(String organization, Bytes bytes) {
    return Wire.read(
            bytes,
            reader ->
                new PostedSet(organization, reader.digest(), reader.digest(), (int) reader.u32()))
        .orThrow();
  }
}
