package city.urna.api.organization;

import city.urna.api.casting.CastingRoutes;
import city.urna.api.casting.Gateway;
import city.urna.api.http.Listener;
import city.urna.api.http.Monitoring;
import city.urna.api.http.Peer;
import city.urna.api.http.Repeating;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Elections;
import city.urna.network.Rechecks;
import city.urna.network.embedded.Follower;
import city.urna.network.fabric.ConnectionFile;
import city.urna.network.fabric.FabricFollower;
import city.urna.network.log.LogStore;
import city.urna.protocol.signature.PartyKeys;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An organization's whole server: its copy of the ledger, its keys, its listener. */
public final class OrganizationServer implements AutoCloseable {
  /** Sixteen blocks of two hundred large ballots. */
  static final int MOST_BYTES = 512 * 1024 * 1024;

  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration SEND_AGAIN = Duration.ofSeconds(2);

  /** How long after endorsing a close that never came this gateway takes ballots again. */
  private static final Duration CLOSING = Duration.ofMinutes(2);

  private final Source source;
  private final Gateway gateway;
  private final AnchorDesk anchors;
  private final Listener listener;
  private final List<Repeating> repeating;

  private OrganizationServer(
      Source source,
      Gateway gateway,
      AnchorDesk anchors,
      Listener listener,
      List<Repeating> repeating) {
    this.source = source;
    this.anchors = anchors;
    this.gateway = gateway;
    this.listener = listener;
    this.repeating = repeating;
  }

  /**
   * The network whose ledger the organization follows at its own peer.
   *
   * @param mspId the organization there
   */
  public record OwnNetwork(Path connection, String mspId) {}

  /** Starts the server of an organization to which the node brings the blocks. */
  public static OrganizationServer start(
      String id, PartyKeys keys, Path folder, String host, int port, URI node, int quota) {
    return start(id, keys, folder, host, port, node, quota, Rechecks.ALL, Optional.empty());
  }

  /** Starts the server of an organization by this machine's clock. */
  public static OrganizationServer start(
      String id,
      PartyKeys keys,
      Path folder,
      String host,
      int port,
      URI node,
      int quota,
      Rechecks rechecks,
      Optional<OwnNetwork> network) {
    return start(
        id, keys, folder, host, port, node, quota, rechecks, network, InstantSource.system());
  }

  /**
   * Starts the server.
   *
   * @param node what orders: ballots and closed sets go there
   * @param quota ballots of one credential that its gateway takes (R)
   * @param rechecks of how many ballots it checks the proofs again
   * @param network where it follows the ledger by itself; without one the node brings the blocks
   * @param clock from which its cosignatures and acknowledgements take their times
   */
  public static OrganizationServer start(
      String id,
      PartyKeys keys,
      Path folder,
      String host,
      int port,
      URI node,
      int quota,
      Rechecks rechecks,
      Optional<OwnNetwork> network,
      InstantSource clock) {
    Elections elections = new Elections();
    Contract contract = new Contract(elections);
    Source source = source(id, keys, folder.resolve("ledger.db"), contract, rechecks, network);
    LogStore log = source.copy().log();
    Peer ordering = new Peer(node);
    AnchorDesk anchors =
        new AnchorDesk(
            id,
            keys.point().orElseThrow(),
            source.copy().state(),
            ordering,
            folder.resolve("anchors.db"));
    Replica replica = new Replica(id, keys, source, contract, anchors, clock);
    ClosedSetPoster closedSets = new ClosedSetPoster(replica, elections, ordering);
    Monitoring monitoring = new Monitoring("organization.yaml", source::obstacle);
    monitoring.gauge("urna.records", "Records that this organization accepted", log::size);
    Forwarding forwarding = new Forwarding(replica, ordering, clock);
    Gateway gateway = new Gateway(forwarding, log, folder.resolve("casting.db"), monitoring, quota);
    Listener listener =
        Listener.start(
            "organization",
            host,
            port,
            MOST_BYTES,
            routing -> {
              routing.register(monitoring);
              routing.register(
                  new OrganizationRoutes(replica, new Closing(gateway, CLOSING)),
                  new CastingRoutes(
                      gateway, log, forwarding::cosigned, keys.signing(), Set.of(), clock));
            });
    return new OrganizationServer(
        source,
        gateway,
        anchors,
        listener,
        List.of(
            new Repeating("closed sets", LOOK, closedSets::step),
            new Repeating("acknowledged ballots", SEND_AGAIN, gateway::sendLeft)));
  }

  private static Source source(
      String id,
      PartyKeys keys,
      Path file,
      Contract contract,
      Rechecks rechecks,
      Optional<OwnNetwork> network) {
    return network
        .<Source>map(
            own ->
                new OwnPeer(
                    FabricFollower.open(
                        file,
                        ConnectionFile.read(own.connection()),
                        own.mspId(),
                        "node",
                        contract,
                        rechecks)))
        .orElseGet(
            () ->
                new CarriedBlocks(
                    Follower.open(file, contract, rechecks),
                    genesis -> Replica.namesMe(genesis, id, keys)));
  }

  public int port() {
    return listener.port();
  }

  @Override
  public void close() {
    listener.drain();
    gateway.close();
    listener.close();
    repeating.forEach(Repeating::close);
    anchors.close();
    source.close();
  }
}
