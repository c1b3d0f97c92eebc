package city.urna.network.embedded;

import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.State;
import city.urna.network.Block;
import city.urna.network.Ledger;
import city.urna.network.LedgerException;
import city.urna.network.Outcome;
import city.urna.network.Tip;
import city.urna.network.log.BlockFiles;
import city.urna.network.log.LedgerTables;
import city.urna.network.log.LogStore;
import city.urna.network.log.StateTable;
import city.urna.network.store.Store;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.signature.EcdsaPrivateKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A ledger in one SQLite file: executes, orders, validates, as Fabric does, without a network.
 *
 * <p>Commands are decided side by side against committed state, outside any lock. One thread then
 * takes whatever is decided, in the order of its arrival, throws away what stands on state that has
 * changed since (it is decided again, a few times), leaves out records that are on the log already,
 * and commits the rest as one signed block in one synced transaction (spec log §5).
 *
 * <p>The caller bounds how much it submits at a time: the queue here has no end.
 */
public final class EmbeddedLedger implements Ledger {
  private static final int DECIDERS = 2;

  private final Store store;
  private final StateTable state;
  private final LogStore log;
  private final Pipeline pipeline;

  private EmbeddedLedger(Store store, EcdsaPrivateKey orderer, Contract contract) {
    this.store = store;
    this.state = new StateTable(store);
    this.log = LogStore.of(store);
    this.pipeline =
        new Pipeline(
            new Decider(state, log, contract, orderer.publicKey()),
            new Committer(store, log, orderer),
            DECIDERS);
  }

  /**
   * Opens the ledger in this file, or begins one.
   *
   * @param orderer signs the blocks; the genesis record must name its public key
   * @throws LedgerException when the file is in use or is no ledger, or its blocks are another
   *     key's
   */
  public static EmbeddedLedger open(Path file, EcdsaPrivateKey orderer, Contract contract) {
    Store store = Store.open(file, LedgerTables.SCHEMA);
    boolean opened = false;
    try {
      EmbeddedLedger ledger = new EmbeddedLedger(store, orderer, contract);
      if (!ledger.namedOrderer().stream().allMatch(orderer.publicKey()::equals)) {
        throw new LedgerException("the ledger " + file + " is ordered with another key");
      }
      opened = true;
      return ledger;
    } finally {
      if (!opened) {
        store.close();
      }
    }
  }

  /** The orderer key that the genesis record names, once there is one. */
  private Optional<Bytes> namedOrderer() {
    return log.record(0)
        .map(bytes -> SignedRecord.parse(bytes).orThrow().body(Genesis.parser()).orThrow())
        .map(genesis -> Bytes.of(genesis.getOrdererKey()));
  }

  @Override
  public CompletableFuture<Outcome> submit(Command command) {
    return pipeline.submit(command);
  }

  @Override
  public boolean isOpen() {
    return pipeline.isOpen();
  }

  @Override
  public State state() {
    return state::get;
  }

  @Override
  public long height() {
    return log.height();
  }

  @Override
  public List<Block> blocks(long from, int limit) {
    return log.blocks(from, limit);
  }

  @Override
  public Runnable listen(Consumer<Tip> listener) {
    return pipeline.listen(listener);
  }

  @Override
  public BlockFiles blockFiles() {
    return BlockFiles.headers(log);
  }

  @Override
  public boolean isFollowed() {
    return false;
  }

  @Override
  public LogStore log() {
    return log;
  }

  @Override
  public void close() {
    pipeline.close();
    store.close();
  }
}
