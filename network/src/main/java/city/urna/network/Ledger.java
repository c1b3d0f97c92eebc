package city.urna.network;

import city.urna.chaincode.Command;
import city.urna.chaincode.State;
import city.urna.network.log.BlockFiles;
import city.urna.network.log.LogStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The port to whatever orders the records: an embedded ledger in one file, or a network of
 * organizations.
 *
 * <p>A command is decided against committed state, ordered, and committed only if nothing that the
 * decision read has changed meanwhile. Is not trusted: an attacker who controls the ledger can
 * withhold and reorder records before a checkpoint is cosigned, but can neither forge nor alter
 * one, since every organization decides every record again.
 *
 * <p>All methods may be called from any thread. A broken store shows as {@link LedgerException}.
 */
public interface Ledger extends Ordering, AutoCloseable {
  /**
   * Puts a command to the contract and into the order.
   *
   * @return completes once the outcome is durable; completes exceptionally with {@link
   *     LedgerException} when the ledger is closed or its store broke, and then whether the records
   *     were committed is found by their hashes
   */
  CompletableFuture<Outcome> submit(Command command);

  /** The newest committed state. Two reads may see two different blocks. */
  State state();

  /** The log of the committed records. */
  LogStore log();

  /**
   * Whether commands are accepted: until it is closed, or until a commit failed. After a failed
   * commit only opening it again shows what is durable.
   */
  boolean isOpen();

  /** What an archive of this ledger holds of its blocks. */
  BlockFiles blockFiles();

  /** How many blocks are committed. */
  long height();

  /**
   * Whether the organizations follow this ledger by themselves; then nobody brings them blocks, and
   * {@link #blocks} has none.
   */
  boolean isFollowed();

  /** Blocks to bring to organizations, from that number on, at most {@code limit} of them. */
  List<Block> blocks(long from, int limit);

  /**
   * Calls for every block that is committed from now on, in order, one at a time, after it is
   * durable, with the end that it makes. The listener must be quick, as the next block's listeners
   * wait for it.
   *
   * @return ends the calls
   */
  Runnable listen(Consumer<Tip> listener);

  /** Finishes what was submitted, then closes the store. */
  @Override
  void close();
}
