package city.urna.chaincode.example;

import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Decision;
import city.urna.chaincode.Elections;
import city.urna.chaincode.Ruling;
import city.urna.chaincode.State;
import city.urna.chaincode.Write;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.record.SignedRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A state in memory that remembers which keys a decision read. */
public final class MemoryState implements State {
  private final Map<String, Bytes> values;
  private final Set<String> read = new TreeSet<>();
  private final Contract contract = new Contract(new Elections());

  private MemoryState(Map<String, Bytes> values) {
    this.values = new TreeMap<>(values);
  }

  public static MemoryState empty() {
    return new MemoryState(Map.of());
  }

  /** A second state with the same values, which goes its own way. */
  public MemoryState copy() {
    return new MemoryState(values);
  }

  @Override
  public Optional<Bytes> get(String key) {
    read.add(key);
    return Optional.ofNullable(values.get(key));
  }

  /** The keys that the last decision read. */
  public Set<String> lastRead() {
    return Set.copyOf(read);
  }

  public Map<String, Bytes> values() {
    return Map.copyOf(values);
  }

  /** Decides, and changes nothing. */
  public Decision decide(List<SignedRecord> records) {
    return decide(new Command(records.stream().map(SignedRecord::bytes).toList()));
  }

  public Decision decide(Command command) {
    read.clear();
    return contract.decide(this, command);
  }

  /** The ruling on one record, which changes nothing. */
  public Ruling ruling(SignedRecord record) {
    return decide(List.of(record)).rulings().getFirst();
  }

  /** The ruling on a record that waits for its endorsements. */
  public Ruling propose(SignedRecord record) {
    return contract.propose(this, record);
  }

  /** The code by which a record is refused, where it is. */
  public Optional<Refusal> refusal(SignedRecord record) {
    return switch (ruling(record)) {
      case Ruling.Refused(Refusal code, String reason) -> Optional.of(code);
      case Ruling.Accepted accepted -> Optional.empty();
      case Ruling.Repeated repeated -> throw new AssertionError("one record repeats none");
    };
  }

  /** Puts a value where no decision has put it. */
  public MemoryState with(String key, Bytes value) {
    values.put(key, value);
    return this;
  }

  /** Decides one record that must be accepted, and takes over what it writes. */
  public MemoryState accept(SignedRecord record) {
    Ruling ruling = ruling(record);
    if (!(ruling instanceof Ruling.Accepted accepted)) {
      throw new AssertionError(record + " was not accepted: " + ruling);
    }
    apply(accepted.writes());
    return this;
  }

  public MemoryState accept(List<SignedRecord> records) {
    records.forEach(this::accept);
    return this;
  }

  private void apply(List<Write> writes) {
    writes.forEach(write -> values.put(write.key(), write.value()));
  }
}
