package city.urna.chaincode;

import city.urna.protocol.bytes.Bytes;
import java.util.List;

/**
 * What is put to the contract at once: 1 to 500 ballots, or acts, of one process and scope, or
 * exactly one record of another kind (spec records §6).
 *
 * <p>The records are exact bytes from strangers; only their number is checked here. Whether they
 * belong together is for the contract to decide.
 */
public record Command(List<Bytes> records) {
  /** The most records in one command. */
  public static final int MOST = 500;

  public Command {
    records = List.copyOf(records);
    if (records.isEmpty() || records.size() > MOST) {
      throw new IllegalArgumentException("a command has 1 to 500 records, not " + records.size());
    }
  }

  /** A command of one record. */
  public static Command of(Bytes record) {
    return new Command(List.of(record));
  }
}
