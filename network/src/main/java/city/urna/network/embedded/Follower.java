package city.urna.network.embedded;

import city.urna.chaincode.Contract;
import city.urna.chaincode.State;
import city.urna.network.Block;
import city.urna.network.LedgerCopy;
import city.urna.network.LedgerException;
import city.urna.network.Rechecks;
import city.urna.network.log.LedgerTables;
import city.urna.network.log.LogStore;
import city.urna.network.log.StateTable;
import city.urna.network.store.Store;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Genesis;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An organization's own copy of a ledger: takes the orderer's blocks only as far as its own replay
 * accepts every record in them (spec log §3, §5).
 *
 * <p>Is what makes an organization's cosignature worth something: an orderer that reorders, drops,
 * alters or adds what the contract refuses gets no further here.
 */
public final class Follower implements LedgerCopy {
  private final Store store;
  private final StateTable state;
  private final LogStore log;
  private final Contract contract;
  private final Rechecks rechecks;

  /** What came of a block. */
  public sealed interface Outcome {
    /** The block stands, durably; the log has this size now. */
    record Appended(long size) implements Outcome {}

    /** Another block is due: the one of this number. */
    record OutOfTurn(long expected) implements Outcome {}

    /** The block is not what the orderer may make of this ledger. Nothing was kept of it. */
    record Diverged(String reason) implements Outcome {}
  }

  private Follower(Store store, Contract contract, Rechecks rechecks) {
    this.rechecks = rechecks;
    this.store = store;
    this.state = new StateTable(store);
    this.log = LogStore.of(store);
    this.contract = contract;
  }

  /**
   * Opens the copy in this file, or begins one.
   *
   * @throws LedgerException when the file is in use or is no ledger
   */
  public static Follower open(Path file, Contract contract) {
    return open(file, contract, Rechecks.ALL);
  }

  /**
   * The same, with some ballots' proofs taken on the orderer's word.
   *
   * @param rechecks of how many the contract checks them
   */
  public static Follower open(Path file, Contract contract, Rechecks rechecks) {
    Store store = Store.open(file, LedgerTables.SCHEMA);
    boolean opened = false;
    try {
      Follower follower = new Follower(store, contract, rechecks);
      opened = true;
      return follower;
    } finally {
      if (!opened) {
        store.close();
      }
    }
  }

  /** Takes the next block, or says what is wrong with it. */
  public synchronized Outcome apply(Block block) {
    if (block.number() != log.height()) {
      return new Outcome.OutOfTurn(log.height());
    }
    if (!block.previous().equals(log.tip())) {
      return new Outcome.Diverged("names another block before it");
    }
    Replay replay = new Replay(state, log, contract, rechecks);
    Optional<String> wrong =
        orderer(block)
            .map(key -> block.isSignedBy(key) ? replay.wrong(block) : badSignature())
            .orElseGet(() -> Optional.of("block 0 holds the genesis record alone"));
    if (wrong.isPresent()) {
      return new Outcome.Diverged(wrong.get());
    }
    store.write(
        session -> {
          log.insert(session, block.row(), replay.leaves());
          StateTable.put(session, block.number(), replay.writes());
          return block;
        });
    log.grow(block.row(), replay.leaves());
    return new Outcome.Appended(log.size());
  }

  private static Optional<String> badSignature() {
    return Optional.of("not signed by the orderer");
  }

  /** The orderer's key: the genesis record's, which block 0 brings itself. */
  private Optional<Bytes> orderer(Block block) {
    Optional<Bytes> genesis = log.record(0);
    if (genesis.isEmpty() && block.records().size() != 1) {
      return Optional.empty();
    }
    return SignedRecord.parse(genesis.orElse(block.records().getFirst()))
        .optional()
        .filter(record -> record.kind() == Kind.GENESIS)
        .flatMap(record -> record.body(Genesis.parser()).optional())
        .map(found -> Bytes.of(found.getOrdererKey()));
  }

  @Override
  public State state() {
    return state::get;
  }

  @Override
  public LogStore log() {
    return log;
  }

  @Override
  public synchronized void close() {
    store.close();
  }
}
