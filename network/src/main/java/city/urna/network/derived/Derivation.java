package city.urna.network.derived;

import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Decision;
import city.urna.chaincode.Rulings;
import city.urna.chaincode.Rulings.Told;
import city.urna.chaincode.Write;
import city.urna.network.Place;
import city.urna.network.Rechecks;
import city.urna.network.RecordOutcome;
import city.urna.network.derived.OrderedTransaction.Content;
import city.urna.network.log.Leaf;
import city.urna.network.log.LogStore;
import city.urna.network.log.StateTable;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What one block adds to the log and writes, transaction by transaction (spec fabric §3). */
final class Derivation {
  private final StateTable state;
  private final LogStore log;
  private final Optional<Contract> contract;
  private final Rechecks rechecks;
  private final long number;
  private final Map<String, Bytes> written = new TreeMap<>();
  private final List<Leaf> leaves = new ArrayList<>();
  private final Map<Digest, Place> byHash = new HashMap<>();
  private final Map<Tracker, Place> byTracker = new HashMap<>();

  Derivation(
      StateTable state, LogStore log, Optional<Contract> contract, Rechecks rechecks, long number) {
    this.state = state;
    this.log = log;
    this.contract = contract;
    this.rechecks = rechecks;
    this.number = number;
  }

  /** What came of a transaction's records; malformed is a ledger that nobody may follow. */
  Parsed<List<RecordOutcome>> take(Content content) {
    return switch (content) {
      case Content.Foreign foreign -> new Parsed.Ok<>(List.of());
      case Content.Broken(String reason) -> new Parsed.Malformed<>(reason);
      case Content.Call call -> {
        Optional<String> wrong = contract.flatMap(own -> decidesOtherwise(own, call));
        yield wrong.isPresent() ? new Parsed.Malformed<>(wrong.get()) : append(call);
      }
    };
  }

  /** How this organization's own contract differs from what the endorsers said, if it does. */
  private Optional<String> decidesOtherwise(Contract own, Content.Call call) {
    Set<Bytes> onWord = onWord(call);
    Decision decision =
        own.replay(this::get, call.command(), record -> !onWord.contains(record.bytes()));
    Rulings rulings = Rulings.of(decision);
    for (int i = 0; i < rulings.told().size(); i++) {
      Told here = rulings.told().get(i);
      Told there = call.rulings().told().get(i);
      if (!here.equals(there)) {
        return Optional.of("record " + i + ": " + text(there) + ", but here " + text(here));
      }
    }
    Map<String, Bytes> writes = new HashMap<>();
    for (Write write : decision.writes()) {
      writes.put(write.key(), write.value());
    }
    return writes.equals(call.writes())
        ? Optional.empty()
        : Optional.of("writes what the contract does not");
  }

  /** Records that were accepted and not drawn; where others refused a proof it is looked at. */
  private Set<Bytes> onWord(Content.Call call) {
    Set<Bytes> onWord = new HashSet<>();
    for (int i = 0; i < call.command().records().size(); i++) {
      if (call.rulings().told().get(i) instanceof Told.Accepted && !rechecks.draw()) {
        onWord.add(call.command().records().get(i));
      }
    }
    return onWord;
  }

  private static String text(Told told) {
    return switch (told) {
      case Told.Accepted accepted -> "accepted";
      case Told.Repeated repeated -> "repeated";
      case Told.Refused(Refusal code, String reason) -> code.text() + ": " + reason;
    };
  }

  private Parsed<List<RecordOutcome>> append(Content.Call call) {
    List<RecordOutcome> outcomes = new ArrayList<>();
    Command command = call.command();
    for (int i = 0; i < command.records().size(); i++) {
      switch (call.rulings().told().get(i)) {
        case Told.Refused(Refusal code, String reason) ->
            outcomes.add(new RecordOutcome.Refused(code, reason));
        case Told.Repeated(int first) -> outcomes.add(repeat(outcomes.get(first)));
        case Told.Accepted accepted -> {
          Parsed<Leaf> leaf = SignedRecord.parse(command.records().get(i)).flatMap(this::leaf);
          switch (leaf) {
            case Parsed.Ok<Leaf>(Leaf found) -> outcomes.add(append(found));
            case Parsed.Malformed<Leaf>(String reason) -> {
              return new Parsed.Malformed<>("record " + i + " is accepted, and is none: " + reason);
            }
          }
        }
      }
    }
    written.putAll(call.writes());
    return new Parsed.Ok<>(List.copyOf(outcomes));
  }

  private Parsed<Leaf> leaf(SignedRecord record) {
    boolean first = log.size() == 0 && leaves.isEmpty();
    return first == (record.kind() == Kind.GENESIS)
        ? Leaf.parse(record)
        : new Parsed.Malformed<>("the genesis record stands first, and nowhere else");
  }

  private RecordOutcome append(Leaf leaf) {
    Optional<Place> standing = standing(leaf);
    if (standing.isPresent()) {
      return new RecordOutcome.Standing(standing.get());
    }
    Place place = new Place(number, log.size() + leaves.size());
    leaves.add(leaf);
    byHash.put(leaf.hash(), place);
    if (!leaf.tracker().equals(Tracker.NONE)) {
      byTracker.put(leaf.tracker(), place);
    }
    return new RecordOutcome.Recorded(leaf.hash(), leaf.tracker(), place);
  }

  private Optional<Place> standing(Leaf leaf) {
    if (byHash.containsKey(leaf.hash())) {
      return Optional.of(byHash.get(leaf.hash()));
    }
    if (leaf.tracker().equals(Tracker.NONE)) {
      return log.find(leaf.hash());
    }
    return byTracker.containsKey(leaf.tracker())
        ? Optional.of(byTracker.get(leaf.tracker()))
        : log.find(leaf.tracker());
  }

  private static RecordOutcome repeat(RecordOutcome first) {
    return first instanceof RecordOutcome.Recorded recorded
        ? new RecordOutcome.Standing(recorded.place())
        : first;
  }

  private Optional<Bytes> get(String key) {
    return written.containsKey(key) ? Optional.of(written.get(key)) : state.get(key);
  }

  List<Leaf> leaves() {
    return leaves;
  }

  List<Write> writes() {
    return written.entrySet().stream()
        .map(entry -> new Write(entry.getKey(), entry.getValue()))
        .toList();
  }
}
