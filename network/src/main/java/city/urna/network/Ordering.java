package city.urna.network;

import city.urna.chaincode.Command;
import city.urna.chaincode.State;
import java.util.concurrent.CompletableFuture;

/** Whoever puts commands into the ledger's order: the ledger itself, or the way to it. */
public interface Ordering {
  /**
   * Puts a command to the contract and into the order.
   *
   * @return completes once the outcome is durable; completes exceptionally with {@link
   *     LedgerException} when nobody can tell, and then whether the records were committed is found
   *     by their hashes
   */
  CompletableFuture<Outcome> submit(Command command);

  /** The newest committed state that is known here. Two reads may see two different blocks. */
  State state();
}
