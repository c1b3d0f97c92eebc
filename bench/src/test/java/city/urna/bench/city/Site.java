package city.urna.bench.city;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The city's node as anybody reaches it: HTTP, and what its OpenAPI document says. */
final class Site {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final URI address;

  Site(URI address) {
    this.address = address;
  }

  /** An answer of the node. */
  record Reply(int status, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Reply get(String path) {
    return send(HttpRequest.newBuilder(address.resolve(path)).GET());
  }

  JsonNode json(String path) {
    Reply reply = get(path);
    assertTrue(reply.status() < 300, () -> path + ": " + reply.status() + " " + reply.text());
    return reply.json();
  }

  Reply post(String path, String type, byte[] body) {
    return send(
        HttpRequest.newBuilder(address.resolve(path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  /** Contributes as JSON; the act's hash, once it stands on the log. */
  String contribute(String process, String scope, JsonNode contribution) {
    String path = "/v1/processes/%s/scopes/%s/contributions".formatted(process, scope);
    byte[] body = contribution.toString().getBytes(StandardCharsets.UTF_8);
    Reply reply = post(path, "application/json", body);
    for (int i = 0; i < 20 && reply.status() == 503; i++) {
      pause(200);
      reply = post(path, "application/json", body);
    }
    Reply last = reply;
    assertTrue(last.status() == 201 || last.status() == 202, () -> path + ": " + last.text());
    return reply.json().path("act").asText();
  }

  private static Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response =
          HTTP.send(request.timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
      return new Reply(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static void pause(int milliseconds) {
    LockSupport.parkNanos(milliseconds * 1_000_000L);
  }
}
