package city.urna.api.organization;

import city.urna.api.casting.CastingRoutes;
import city.urna.api.casting.Gateway;
import city.urna.api.http.Listener;
import city.urna.api.http.Monitoring;
import city.urna.api.http.Peer;
import city.urna.api.http.Repeating;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Elections;
import city.urna.network.embedded.Follower;
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
  private static final int MOST_BYTES = 512 * 1024 * 1024;

  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration SEND_AGAIN = Duration.ofSeconds(2);

  /** How long after endorsing a close that never came this gateway takes ballots again. */
  private static final Duration CLOSING = Duration.ofMinutes(2);

  private final Follower follower;
  private final Gateway gateway;
  private final Listener listener;
  private final List<Repeating> repeating;

  private OrganizationServer(
      Follower follower, Gateway gateway, Listener listener, List<Repeating> repeating) {
    this.follower = follower;
    this.gateway = gateway;
    this.listener = listener;
    this.repeating = repeating;
  }

  /**
   * Starts the server.
   *
   * @param node what orders: blocks come from there, ballots and closed sets go there
   * @param quota ballots of one credential that its gateway takes (R)
   */
  public static OrganizationServer start(
      String id, PartyKeys keys, Path folder, String host, int port, URI node, int quota) {
    Elections elections = new Elections();
    Contract contract = new Contract(elections);
    Follower follower = Follower.open(folder.resolve("ledger.db"), contract);
    Replica replica = new Replica(id, keys, follower, contract, InstantSource.system());
    Peer ordering = new Peer(node);
    ClosedSetPoster closedSets = new ClosedSetPoster(replica, elections, ordering);
    Monitoring monitoring = new Monitoring("organization.yaml", Optional::empty);
    monitoring.gauge(
        "urna.records", "Records that this organization accepted", follower.log()::size);
    Forwarding forwarding = new Forwarding(replica, ordering, InstantSource.system());
    Gateway gateway =
        new Gateway(forwarding, follower.log(), folder.resolve("casting.db"), monitoring, quota);
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
                      gateway,
                      follower.log(),
                      forwarding::cosigned,
                      keys.signing(),
                      Set.of(),
                      InstantSource.system()));
            });
    return new OrganizationServer(
        follower,
        gateway,
        listener,
        List.of(
            new Repeating("closed sets", LOOK, closedSets::step),
            new Repeating("acknowledged ballots", SEND_AGAIN, gateway::sendLeft)));
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
    follower.close();
  }
}
