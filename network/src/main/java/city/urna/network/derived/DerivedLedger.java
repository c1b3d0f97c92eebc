package city.urna.network.derived;

import city.urna.chaincode.Contract;
import city.urna.chaincode.State;
import city.urna.network.BlockRow;
import city.urna.network.LedgerCopy;
import city.urna.network.LedgerException;
import city.urna.network.Rechecks;
import city.urna.network.RecordOutcome;
import city.urna.network.Tip;
import city.urna.network.log.LedgerTables;
import city.urna.network.log.LogStore;
import city.urna.network.log.StateTable;
import city.urna.network.store.Store;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A copy of a network's ledger in one file: takes blocks in order, each with its records and state
 * in one synced transaction, so that it goes on after a crash where it was (spec fabric §3, §4).
 *
 * <p>With a contract of its own it decides every command again and goes no further than that. It
 * believes the peer's flags: the peer is its owner's.
 */
public final class DerivedLedger implements LedgerCopy {
  private final Store store;
  private final StateTable state;
  private final LogStore log;
  private final Optional<Contract> contract;
  private final Rechecks rechecks;

  /** What came of a block. */
  public sealed interface Outcome {
    /**
     * It stands, durably.
     *
     * @param records what came of the records of each valid transaction, by its id
     */
    record Appended(Tip tip, Map<String, List<RecordOutcome>> records) implements Outcome {
      public Appended {
        records = Map.copyOf(records);
      }
    }

    /** Another block is due: the one of this number. */
    record OutOfTurn(long expected) implements Outcome {}

    /** Nobody may follow this block. Nothing was kept of it. */
    record Diverged(String reason) implements Outcome {}
  }

  private DerivedLedger(Store store, Optional<Contract> contract, Rechecks rechecks) {
    this.store = store;
    this.state = new StateTable(store);
    this.log = LogStore.of(store);
    this.contract = contract;
    this.rechecks = rechecks;
  }

  /**
   * Opens the copy in this file, or begins one.
   *
   * @param contract decides every command again; without one the endorsers are believed
   * @throws LedgerException when the file is in use or is no ledger
   */
  public static DerivedLedger open(Path file, Optional<Contract> contract) {
    return open(file, contract, Rechecks.ALL);
  }

  /**
   * The same, with some ballots' proofs taken on the endorsers' word.
   *
   * @param rechecks of how many the contract checks them
   */
  public static DerivedLedger open(Path file, Optional<Contract> contract, Rechecks rechecks) {
    Store store = Store.open(file, LedgerTables.SCHEMA);
    boolean opened = false;
    try {
      DerivedLedger copy = new DerivedLedger(store, contract, rechecks);
      opened = true;
      return copy;
    } finally {
      if (!opened) {
        store.close();
      }
    }
  }

  /** Takes the next block, or says what is wrong with it. */
  public synchronized Outcome apply(OrderedBlock block) {
    if (block.number() != log.height()) {
      return new Outcome.OutOfTurn(log.height());
    }
    if (!block.previous().equals(log.tip())) {
      return new Outcome.Diverged("names another block before it");
    }
    if (!block.data().equals(block.computed())) {
      return new Outcome.Diverged("names other data than it brings");
    }
    Derivation derivation = new Derivation(state, log, contract, rechecks, block.number());
    Map<String, List<RecordOutcome>> outcomes = new HashMap<>();
    for (int i = 0; i < block.transactions().size(); i++) {
      OrderedTransaction transaction = block.transactions().get(i);
      if (transaction.validity() == OrderedTransaction.Validity.VALID) {
        switch (derivation.take(transaction.content())) {
          case Parsed.Ok<List<RecordOutcome>>(List<RecordOutcome> records) ->
              outcomes.put(transaction.id(), records);
          case Parsed.Malformed<List<RecordOutcome>>(String reason) -> {
            return new Outcome.Diverged(
                "transaction " + i + " (" + transaction.id() + "): " + reason);
          }
        }
      }
    }
    BlockRow row = new BlockRow(block.number(), block.header(), block.hash());
    store.write(
        session -> {
          log.insert(session, row, derivation.leaves());
          StateTable.put(session, block.number(), derivation.writes());
          return row;
        });
    log.grow(row, derivation.leaves());
    return new Outcome.Appended(tip(), outcomes);
  }

  /** Hash of block 0: which network this is a copy of; empty before there is one. */
  public Optional<Digest> network() {
    return log.blockHash(0);
  }

  /** The end of this copy. */
  public synchronized Tip tip() {
    return new Tip(log.height(), log.size());
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
