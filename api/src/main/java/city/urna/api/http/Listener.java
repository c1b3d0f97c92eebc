package city.urna.api.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
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
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_CONNECTIONS = 2_000;
  private static final String RETRY_SECONDS = "1";

  private final WebServer server;
  private final AtomicBoolean draining = new AtomicBoolean();

  private Listener(
      String name, String host, int port, int mostBytes, Consumer<HttpRouting.Builder> routes) {
    HttpRouting.Builder routing = HttpRouting.builder();
    routing.any(this::refuseWhileDraining);
    routes.accept(routing);
    routing.error(Problem.class, (request, response, problem) -> write(response, problem));
    routing.error(HttpException.class, (request, response, e) -> write(response, problem(e)));
    routing.error(RuntimeException.class, (request, response, e) -> write(response, failure(e)));
    server =
        WebServer.builder()
            .host(host)
            .port(port)
            .routing(routing)
            .maxPayloadSize(mostBytes)
            .maxTcpConnections(MOST_CONNECTIONS)
            .idleConnectionTimeout(Duration.ofSeconds(60))
            .idleConnectionPeriod(Duration.ofSeconds(10))
            .shutdownGracePeriod(Duration.ofSeconds(5))
            .connectionOptions(
                options ->
                    options
                        .readTimeout(Duration.ofSeconds(30))
                        .connectTimeout(Duration.ofSeconds(10))
                        .tcpNoDelay(true))
            .shutdownHook(false)
            .build()
            .start();
    LOG.info("{} listens on port {}", name, server.port());
  }

  /**
   * Starts listening.
   *
   * @param port 0 for any free one
   * @param mostBytes the largest body taken
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

  private static Problem problem(HttpException e) {
    return switch (e.status().code()) {
      case 404 -> new Problem(Problem.Type.NOT_FOUND, "nothing lies at this path");
      case 405 -> new Problem(Problem.Type.METHOD, "see /v1/openapi.yaml");
      case 413 -> new Problem(Problem.Type.TOO_LARGE, "the body is larger than any valid one");
      case 415 -> new Problem(Problem.Type.MEDIA_TYPE, "see /v1/openapi.yaml");
      case 500, 503 -> failure(e);
      default -> new Problem(Problem.Type.MALFORMED, "the request is not well-formed HTTP");
    };
  }

  private static Problem failure(RuntimeException e) {
    LOG.error("a request failed", e);
    return new Problem(
        Problem.Type.INTERNAL, "nothing was lost; the operator finds the cause in the log");
  }

  private static void write(ServerResponse response, Problem problem) {
    ObjectNode json = JSON.createObjectNode();
    json.put("type", problem.type().urn()).put("title", problem.type().title());
    json.put("status", problem.type().status()).put("detail", problem.getMessage());
    problem.code().ifPresent(code -> json.put("code", code.text()));
    if (problem.type().status() == 503 || problem.type().status() == 429) {
      response.header(HeaderNames.RETRY_AFTER, RETRY_SECONDS);
    }
    response
        .status(Status.create(problem.type().status()))
        .header(HeaderNames.CONTENT_TYPE, "application/problem+json")
        .send(json.toString());
  }
}
