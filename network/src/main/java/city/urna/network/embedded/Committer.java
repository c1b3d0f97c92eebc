package city.urna.network.embedded;

import city.urna.network.Block;
import city.urna.network.Outcome;
import city.urna.network.Tip;
import city.urna.network.log.Leaf;
import city.urna.network.log.LogStore;
import city.urna.network.log.StateTable;
import city.urna.network.store.Session;
import city.urna.network.store.Store;
import city.urna.protocol.signature.EcdsaPrivateKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns decided commands into signed, durable blocks. One thread. */
final class Committer {
  private final Store store;
  private final LogStore log;
  private final EcdsaPrivateKey orderer;

  Committer(Store store, LogStore log, EcdsaPrivateKey orderer) {
    this.store = store;
    this.log = log;
    this.orderer = orderer;
  }

  /**
   * What came of a group.
   *
   * @param tip the end that what was added makes, if anything was
   * @param stale commands whose decisions stand on state that has changed
   */
  record Committed(
      Optional<Tip> tip, Map<Transaction, Outcome> outcomes, List<Transaction> stale) {}

  /** Commits a group in its order; returns once everything is synced. */
  Committed commit(List<Transaction> group) {
    Map<Transaction, Outcome> outcomes = new LinkedHashMap<>();
    List<Transaction> stale = new ArrayList<>();
    List<Leaf> leaves = new ArrayList<>();
    Optional<Block> block =
        store.write(
            session -> {
              Assembly assembly = new Assembly(session, log.height(), log.size());
              for (Transaction transaction : group) {
                assembly
                    .add(transaction.decided())
                    .ifPresentOrElse(
                        records -> outcomes.put(transaction, new Outcome.Decided(records)),
                        () -> stale.add(transaction));
              }
              leaves.addAll(assembly.leaves());
              return leaves.isEmpty() ? Optional.empty() : Optional.of(write(session, assembly));
            });
    block.ifPresent(durable -> log.grow(durable.row(), leaves));
    return new Committed(block.map(durable -> new Tip(log.height(), log.size())), outcomes, stale);
  }

  private Block write(Session session, Assembly assembly) throws SQLException {
    Block block = Block.sign(log.height(), log.tip(), assembly.records(), orderer);
    log.insert(session, block.row(), assembly.leaves());
    StateTable.put(session, block.number(), assembly.writes());
    return block;
  }
}
