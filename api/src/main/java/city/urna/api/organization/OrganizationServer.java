package city.urna.api.organization;

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
import java.util.Optional;

/** An organization's whole server: its copy of the ledger, its keys, its listener. */
public final class OrganizationServer implements AutoCloseable {
  /** Sixteen blocks of two hundred large ballots. */
  private static final int MOST_BYTES = 512 * 1024 * 1024;

  private static final Duration LOOK = Duration.ofMillis(250);

  private final Follower follower;
  private final Listener listener;
  private final Repeating poster;

  private OrganizationServer(Follower follower, Listener listener, Repeating poster) {
    this.follower = follower;
    this.listener = listener;
    this.poster = poster;
  }

  public static OrganizationServer start(
      String id, PartyKeys keys, Path folder, String host, int port, URI node) {
    Elections elections = new Elections();
    Contract contract = new Contract(elections);
    Follower follower = Follower.open(folder.resolve("ledger.db"), contract);
    Replica replica = new Replica(id, keys, follower, contract, InstantSource.system());
    ClosedSetPoster closedSets = new ClosedSetPoster(replica, elections, new Peer(node));
    Repeating poster = new Repeating("closed sets", LOOK, closedSets::step);
    Monitoring monitoring = new Monitoring("organization.yaml", Optional::empty);
    monitoring.gauge(
        "urna.records", "Records that this organization accepted", follower.log()::size);
    Listener listener =
        Listener.start(
            "organization",
            host,
            port,
            MOST_BYTES,
            routing -> {
              routing.register(monitoring);
              routing.register(new OrganizationRoutes(replica));
            });
    return new OrganizationServer(follower, listener, poster);
  }

  public int port() {
    return listener.port();
  }

  @Override
  public void close() {
    listener.close();
    poster.close();
    follower.close();
  }
}
