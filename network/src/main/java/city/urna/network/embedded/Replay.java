package city.urna.network.embedded;

import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Ruling;
import city.urna.chaincode.Write;
import city.urna.network.Block;
import city.urna.network.Rechecks;
import city.urna.network.log.Leaf;
import city.urna.network.log.LogStore;
import city.urna.network.log.StateTable;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.record.SignedRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Decides the records of one block again, each on the state that those before it leave. */
final class Replay {
  private final StateTable state;
  private final LogStore log;
  private final Contract contract;
  private final Rechecks rechecks;
  private final Map<String, Bytes> written = new TreeMap<>();
  private final List<Write> writes = new ArrayList<>();
  private final List<Leaf> leaves = new ArrayList<>();
  private final Set<Digest> hashes = new HashSet<>();
  private final Set<Tracker> trackers = new HashSet<>();

  Replay(StateTable state, LogStore log, Contract contract, Rechecks rechecks) {
    this.rechecks = rechecks;
    this.state = state;
    this.log = log;
    this.contract = contract;
  }

  /** What is wrong with the block's records, if anything is. */
  Optional<String> wrong(Block block) {
    List<SignedRecord> records = new ArrayList<>();
    for (Bytes bytes : block.records()) {
      switch (SignedRecord.parse(bytes)) {
        case Parsed.Ok<SignedRecord>(SignedRecord record) -> records.add(record);
        case Parsed.Malformed<SignedRecord>(String reason) -> {
          return Optional.of(place(records.size()) + reason);
        }
      }
    }
    int at = 0;
    while (at < records.size()) {
      List<SignedRecord> together = together(records.subList(at, records.size()));
      Optional<String> wrong = decide(together, at);
      if (wrong.isPresent()) {
        return wrong;
      }
      at += together.size();
    }
    return Optional.empty();
  }

  /** As many from the beginning as make one command: ballots or acts of one scope, or one other. */
  private static List<SignedRecord> together(List<SignedRecord> records) {
    SignedRecord first = records.getFirst();
    int size = 1;
    while (first.kind().hasTracker()
        && size < Math.min(records.size(), Command.MOST)
        && records.get(size).kind() == first.kind()
        && records.get(size).process().equals(first.process())
        && records.get(size).scope().equals(first.scope())) {
      size++;
    }
    return records.subList(0, size);
  }

  private Optional<String> decide(List<SignedRecord> records, int at) {
    List<Ruling> rulings =
        contract
            .replay(
                this::get,
                new Command(records.stream().map(SignedRecord::bytes).toList()),
                record -> rechecks.draw())
            .rulings();
    List<Write> fresh = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      switch (rulings.get(i)) {
        case Ruling.Accepted accepted -> {
          Leaf leaf = Leaf.of(records.get(i));
          if (isKnown(leaf)) {
            return Optional.of(place(at + i) + "stands on the log already");
          }
          leaves.add(leaf);
          fresh.addAll(accepted.writes());
        }
        case Ruling.Repeated repeated -> {
          return Optional.of(place(at + i) + "the same ballot twice");
        }
        case Ruling.Refused refused -> {
          return Optional.of(place(at + i) + refused.code().text() + ": " + refused.reason());
        }
      }
    }
    fresh.forEach(write -> written.put(write.key(), write.value()));
    writes.addAll(fresh);
    return Optional.empty();
  }

  private boolean isKnown(Leaf leaf) {
    boolean tracked = !leaf.tracker().equals(Tracker.NONE);
    return !hashes.add(leaf.hash())
        || log.find(leaf.hash()).isPresent()
        || tracked && (!trackers.add(leaf.tracker()) || log.find(leaf.tracker()).isPresent());
  }

  private Optional<Bytes> get(String key) {
    return written.containsKey(key) ? Optional.of(written.get(key)) : state.get(key);
  }

  private static String place(int record) {
    return "record " + record + ": ";
  }

  List<Leaf> leaves() {
    return leaves;
  }

  List<Write> writes() {
    return writes;
  }
}
