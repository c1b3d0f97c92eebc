package city.urna.client.board;

import city.urna.client.http.CityNode;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.records.Process;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All records of a process but its ballots, in log order, as a node shows them. The contract has
 * accepted them; whoever acts on them where that is not enough verifies an archive first.
 */
public final class ProcessRecords {
  private final CityNode node;
  private final String process;
  private final List<SignedRecord> records = new ArrayList<>();
  private Optional<SignedRecord> genesis = Optional.empty();
  private long next;

  public ProcessRecords(CityNode node, String process) {
    this.node = node;
    this.process = process;
  }

  /** Reads what is new. */
  public void follow() {
    for (List<Bytes> page = node.records(next); !page.isEmpty(); page = node.records(next)) {
      for (Bytes bytes : page) {
        SignedRecord record = SignedRecord.parse(bytes).orThrow();
        if (record.kind() == Kind.GENESIS) {
          genesis = Optional.of(record);
        }
        if (record.process().equals(process) && record.kind() != Kind.BALLOT) {
          records.add(record);
        }
      }
      next += page.size();
    }
  }

  /** Goes on behind that position, for who needs nothing of what is before. */
  public void skipTo(long position) {
    next = position;
  }

  public String id() {
    return process;
  }

  public Genesis genesis() {
    return body(
        genesis.orElseThrow(() -> new BoardException("no genesis record")), Genesis.parser());
  }

  /** The process record. */
  public SignedRecord processRecord() {
    return of(Kind.PROCESS, "").stream()
        .findFirst()
        .orElseThrow(() -> new BoardException("the ledger has no process " + process));
  }

  public Process process() {
    return body(processRecord(), Process.parser());
  }

  public Digest processHash() {
    return processRecord().hash();
  }

  /** Records of a kind and scope, in log order. */
  public List<SignedRecord> of(Kind kind, String scope) {
    return records.stream()
        .filter(record -> record.kind() == kind && record.scope().equals(scope))
        .toList();
  }

  /** The body of a record of the ledger. */
  public static <M extends Message> M body(SignedRecord record, Parser<M> parser) {
    return record.body(parser).orThrow();
  }
}
