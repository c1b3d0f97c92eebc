package city.urna.network.derived;

import city.urna.chaincode.Command;
import city.urna.chaincode.Rulings;
import city.urna.protocol.bytes.Bytes;
import java.util.Map;

/**
 * A transaction of a block.
 *
 * @param id empty where it has none
 * @param validity what the peer says of it
 */
public record OrderedTransaction(String id, Validity validity, Content content) {

  /** How a peer flagged a transaction, as far as it makes a difference here. */
  public enum Validity {
    VALID,
    /** What it had read changed before it was ordered: it may be decided again. */
    STALE,
    /** The same id stands already. */
    DUPLICATE,
    /** Anything else. */
    INVALID
  }

  /** What it is about. */
  public sealed interface Content {
    /**
     * A command to the contract.
     *
     * @param writes by key
     */
    record Call(Command command, Rulings rulings, Map<String, Bytes> writes) implements Content {
      public Call {
        writes = Map.copyOf(writes);
      }
    }

    /** Nothing of the contract's. */
    record Foreign() implements Content {}

    /** Of the contract, and not of the form that it must have (spec fabric §3.3). */
    record Broken(String reason) implements Content {}
  }
}
