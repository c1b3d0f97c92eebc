package city.urna.api.issuance;

import city.urna.api.http.Allowance;
import city.urna.api.http.Listener;
import city.urna.api.http.Monitoring;
import city.urna.api.http.Peer;
import city.urna.api.http.Repeating;
import city.urna.protocol.signature.PartyKeys;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/** An issuer's whole server: its listener, its store, and what follows the ledger. */
public final class IssuerServer implements AutoCloseable {
  /** An issuance call is under two kilobytes. */
  private static final int MOST_BYTES = 8_192;

  private static final Duration FOLLOW = Duration.ofMillis(250);

  private final IssuerStore store;
  private final Listener listener;
  private final Repeating follower;

  private IssuerServer(IssuerStore store, Listener listener, Repeating follower) {
    this.store = store;
    this.listener = listener;
    this.follower = follower;
  }

  /** What an issuer is told at its start. */
  public record Settings(
      String id, PartyKeys keys, Path folder, String host, int port, URI node, int perMinute) {}

  public static IssuerServer start(Settings settings) {
    SecureRandom random = new SecureRandom();
    IssuerStore store = IssuerStore.open(settings.folder());
    Peer node = new Peer(settings.node());
    IssuerView view = new IssuerView(settings.id(), node);
    Issuer issuer = new Issuer(settings.id(), settings.keys(), store, view, random);
    Publisher publisher =
        new Publisher(settings.id(), settings.keys().signing(), store, view, issuer, node);
    Repeating follower = new Repeating("following the ledger", FOLLOW, publisher::step);
    Allowance allowance = new Allowance(settings.perMinute(), System::nanoTime);
    Listener listener =
        Listener.start(
            "issuer",
            settings.host(),
            settings.port(),
            MOST_BYTES,
            routing -> {
              routing.register(new Monitoring("issuer.yaml", Optional::empty));
              routing.register(new IssuanceRoutes(issuer, allowance));
            });
    return new IssuerServer(store, listener, follower);
  }

  public int port() {
    return listener.port();
  }

  @Override
  public void close() {
    listener.close();
    follower.close();
    store.close();
  }
}
