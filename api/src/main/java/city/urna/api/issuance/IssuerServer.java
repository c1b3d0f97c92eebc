package city.urna.api.issuance;

import city.urna.api.http.Allowance;
import city.urna.api.http.Listener;
import city.urna.api.http.Monitoring;
import city.urna.api.http.Peer;
import city.urna.protocol.signature.PartyKeys;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** An issuer's whole server: its listener, its store, and what follows the ledger. */
public final class IssuerServer implements AutoCloseable {
  /** An issuance call is under two kilobytes. */
  private static final int MOST_BYTES = 8_192;

  private static final long FOLLOW_MILLIS = 500;

  private final IssuerStore store;
  private final Listener listener;
  private final ScheduledExecutorService follower;

  private IssuerServer(IssuerStore store, Listener listener, ScheduledExecutorService follower) {
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
    ScheduledExecutorService follower =
        Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    follower.scheduleWithFixedDelay(publisher::step, 0, FOLLOW_MILLIS, TimeUnit.MILLISECONDS);
    Allowance allowance = new Allowance(settings.perMinute(), System::nanoTime);
    Listener listener =
        Listener.start(
            "issuer",
            settings.host(),
            settings.port(),
            MOST_BYTES,
            routing -> {
              routing.register(new Monitoring("issuer.yaml", () -> true));
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
    follower.shutdownNow();
    store.close();
  }
}
