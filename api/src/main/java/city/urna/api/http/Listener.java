package city.urna.api.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP listener: bounded in what a stranger may send and how long a connection may idle, with
 * every failure told as a problem. A failure of ours is logged without request or address.
 */
public final class Listener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final String PROBLEM = "application/problem+json";
  private static final int MOST_CONNECTIONS = 2_000;
  private static final String RETRY_SECONDS = "1";

  /**
   * How long a connection may be without a request. One that falls silent in the middle of a
   * request is not let go: Helidon 4.5.0 has no limit that holds there (docs/trust.md).
   */
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final WebServer server;
  private final AtomicBoolean draining = new AtomicBoolean();

  private Listener(
      String name, String host, int port, int mostBytes, Consumer<HttpRouting.Builder> routes) {
    HttpRouting.Builder routing = HttpRouting.builder();
    routing.any(this::refuseWhileDraining);
    routes.accept(routing);
    routing.any(Listener::nothingHere);
    routing.error(Problem.class, (request, response, problem) -> write(response, problem));
    routing.error(HttpException.class, (request, response, e) -> write(response, problem(e)));
    routing.error(RuntimeException.class, (request, response, e) -> write(response, failure(e)));
    server =
        WebServer.builder()
            .host(host)
            .port(port)
            .routing(routing)
            .directHandlers(directHandlers())
            .maxPayloadSize(mostBytes)
            .maxTcpConnections(MOST_CONNECTIONS)
            .idleConnectionTimeout(IDLE)
            .idleConnectionPeriod(IDLE.dividedBy(3))
            .shutdownGracePeriod(Duration.ofSeconds(5))
            .connectionOptions(options -> options.tcpNoDelay(true))
            .shutdownHook(false)
            .build();
    try {
      server.start();
    } catch (UncheckedIOException | IllegalStateException e) {
      throw new ListenException(
          "cannot listen at %s, port %d: is it in use?".formatted(host, port), e);
    }
    LOG.info("{} listens on port {}", name, server.port());
  }

  /**
   * Starts listening.
   *
   * @param port 0 for any free one
   * @param mostBytes the largest body taken
   * @throws ListenException when the port is in use, or the address not this machine's
   */
  public static Listener start(
      String name, String host, int port, int mostBytes, Consumer<HttpRouting.Builder> routes) {
    return new Listener(name, host, port, mostBytes, routes);
  }

  public int port() {
    return server.port();
  }

  /** From now on every request is answered with 503, while those under way go on. */
  public void drain() {
    draining.set(true);
  }

  @Override
  public void close() {
    drain();
    server.stop();
  }

  private void refuseWhileDraining(ServerRequest request, ServerResponse response) {
    if (draining.get() && !request.path().path().startsWith("/health")) {
      throw new Problem(
          Problem.Type.DRAINING, "send it again in a moment, to this or another node");
    }
    response.next();
  }

  private static void nothingHere(ServerRequest request, ServerResponse response) {
    throw problem(404);
  }

  /** What is answered before a route is looked for. */
  private static DirectHandlers directHandlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType event : DirectHandler.EventType.values()) {
      handlers.addHandler(event, Listener::direct);
    }
    return handlers.build();
  }

  private static DirectHandler.TransportResponse direct(
      DirectHandler.TransportRequest request,
      DirectHandler.EventType event,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    Problem problem = problem(status.code());
    headers.set(HeaderValues.create(HeaderNames.CONTENT_TYPE, PROBLEM));
    return DirectHandler.TransportResponse.builder()
        .status(Status.create(problem.type().status()))
        .headers(headers)
        .keepAlive(false)
        .entity(problem.json().toString())
        .build();
  }

  private static Problem problem(HttpException e) {
    return e.status().code() >= 500 ? failure(e) : problem(e.status().code());
  }

  private static Problem problem(int status) {
    return switch (status) {
      case 404, 405 ->
          new Problem(Problem.Type.NOT_FOUND, "see /v1/openapi.yaml for what lies here");
      case 413 -> new Problem(Problem.Type.TOO_LARGE, "the body is larger than any valid one");
      case 415 -> new Problem(Problem.Type.MEDIA_TYPE, "see /v1/openapi.yaml");
      case 500 -> new Problem(Problem.Type.INTERNAL, "the request could not be served");
      case 503 -> new Problem(Problem.Type.BUSY, "send it again in a moment");
      default -> new Problem(Problem.Type.MALFORMED, "the request is not well-formed HTTP");
    };
  }

  private static Problem failure(RuntimeException e) {
    LOG.error("a request failed", e);
    return new Problem(
        Problem.Type.INTERNAL, "nothing was lost; the operator finds the cause in the log");
  }

  private static void write(ServerResponse response, Problem problem) {
    if (problem.type().status() == 503 || problem.type().status() == 429) {
      response.header(HeaderNames.RETRY_AFTER, RETRY_SECONDS);
    }
    response
        .status(Status.create(problem.type().status()))
        .header(HeaderNames.CONTENT_TYPE, PROBLEM)
        .send(problem.json().toString());
  }
}
