package city.urna.client.board;

import city.urna.client.http.CityNode;
import city.urna.protocol.consultation.Forum;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.Setup;

/**
 * An opened consultation as the records define it.
 *
 * @param trust what a receipt is checked against: the keys of the genesis record
 */
public record ForumView(Genesis genesis, Process process, Forum forum, CheckpointTrust trust) {
  /**
   * Reads the setup from a node and checks it, as {@link ElectionView} does.
   *
   * @throws BoardException naming the first thing that does not hold
   */
  public static ForumView read(CityNode node, String process, String scope) {
    Setup setup = FrozenScope.setup(node, process, scope);
    FrozenScope frozen = FrozenScope.of(setup, process, scope);
    Forum forum =
        FrozenScope.ok(
            Forum.of(process, frozen.process(), frozen.processHash(), scope, frozen.definition()),
            "the definition");
    return new ForumView(frozen.genesis(), frozen.process(), forum, frozen.trust());
  }

  /** Whether that scope of the node's process is a consultation. */
  public static boolean isOne(CityNode node, String process, String scope) {
    FrozenScope frozen = FrozenScope.of(FrozenScope.setup(node, process, scope), process, scope);
    return frozen.process().getScopesList().stream()
        .anyMatch(one -> one.getId().equals(scope) && one.hasConsultation());
  }
}
