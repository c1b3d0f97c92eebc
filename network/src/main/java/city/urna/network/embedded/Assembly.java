package city.urna.network.embedded;

import city.urna.chaincode.Ruling;
import city.urna.chaincode.Write;
import city.urna.network.Place;
import city.urna.network.RecordOutcome;
import city.urna.network.embedded.Transaction.Decided;
import city.urna.network.embedded.Transaction.Fate;
import city.urna.network.log.Leaf;
import city.urna.network.log.LogStore;
import city.urna.network.log.StateTable;
import city.urna.network.store.Session;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A block in the making: what of the decided commands goes into it. */
final class Assembly {
  private final Session writer;
  private final long number;
  private final long first;
  private final List<Leaf> leaves = new ArrayList<>();
  private final List<Write> writes = new ArrayList<>();
  private final Set<String> written = new HashSet<>();
  private final Map<Digest, Place> byHash = new HashMap<>();
  private final Map<Tracker, Place> byTracker = new HashMap<>();

  Assembly(Session writer, long number, long first) {
    this.writer = writer;
    this.number = number;
    this.first = first;
  }

  /**
   * Adds what a command adds.
   *
   * @return an outcome for each of its records; empty, and nothing added, where the decision stands
   *     on state that has changed
   */
  Optional<List<RecordOutcome>> add(Decided decided) throws SQLException {
    for (Map.Entry<String, Long> read : decided.versions().entrySet()) {
      if (written.contains(read.getKey())
          || StateTable.version(writer, read.getKey()) != read.getValue()) {
        return Optional.empty();
      }
    }
    List<RecordOutcome> outcomes = new ArrayList<>();
    for (Fate fate : decided.fates()) {
      outcomes.add(
          switch (fate) {
            case Fate.Stood(Place place) -> new RecordOutcome.Standing(place);
            case Fate.Accepted(Ruling.Accepted ruling, Leaf leaf) -> accept(ruling, leaf);
            case Fate.Repeated(int first) -> repeat(outcomes.get(first));
            case Fate.Refused(Ruling.Refused ruling) ->
                new RecordOutcome.Refused(ruling.code(), ruling.reason());
          });
    }
    return Optional.of(List.copyOf(outcomes));
  }

  private RecordOutcome accept(Ruling.Accepted ruling, Leaf leaf) throws SQLException {
    Optional<Place> standing = standing(leaf);
    if (standing.isPresent()) {
      return new RecordOutcome.Standing(standing.get());
    }
    Place place = new Place(number, first + leaves.size());
    leaves.add(leaf);
    byHash.put(leaf.hash(), place);
    if (!leaf.tracker().equals(Tracker.NONE)) {
      byTracker.put(leaf.tracker(), place);
    }
    for (Write write : ruling.writes()) {
      writes.add(write);
      written.add(write.key());
    }
    return new RecordOutcome.Recorded(leaf.hash(), leaf.tracker(), place);
  }

  private Optional<Place> standing(Leaf leaf) throws SQLException {
    if (byHash.containsKey(leaf.hash())) {
      return Optional.of(byHash.get(leaf.hash()));
    }
    if (leaf.tracker().equals(Tracker.NONE)) {
      return LogStore.find(writer, leaf.hash());
    }
    if (byTracker.containsKey(leaf.tracker())) {
      return Optional.of(byTracker.get(leaf.tracker()));
    }
    return LogStore.find(writer, leaf.tracker());
  }

  private static RecordOutcome repeat(RecordOutcome first) {
    return switch (first) {
      case RecordOutcome.Recorded(Digest record, Tracker tracker, Place place) ->
          new RecordOutcome.Standing(place);
      case RecordOutcome.Standing standing -> standing;
      case RecordOutcome.Refused refused ->
          throw new IllegalArgumentException("a repeated ballot follows an accepted one");
    };
  }

  boolean isEmpty() {
    return leaves.isEmpty();
  }

  List<Leaf> leaves() {
    return leaves;
  }

  List<Write> writes() {
    return writes;
  }

  List<Bytes> records() {
    return leaves.stream().map(Leaf::bytes).toList();
  }
}
