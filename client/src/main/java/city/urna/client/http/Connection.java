package city.urna.client.http;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.record.SignedRecord;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * HTTP to one service. Every request of the specification may be sent again with the same effect,
 * so a busy (503, 429) or unreachable service is asked again, a few times and ever later.
 */
final class Connection {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private static final int ATTEMPTS = 6;

  /** A thousand records of the largest size: nothing that is asked for is larger. */
  private static final long MOST_BYTES = 1_000L * (SignedRecord.MOST_BYTES + 4);

  private static final String PROTOBUF = "application/x-protobuf";

  private final URI service;

  Connection(URI service) {
    String text = service.toString();
    this.service = URI.create(text.endsWith("/") ? text : text + "/");
  }

  URI service() {
    return service;
  }

  JsonNode getJson(String path) {
    return json(send(request(path).GET().build()));
  }

  Bytes get(String path) {
    return Bytes.of(send(request(path).GET().build()).body());
  }

  HttpResponse<byte[]> post(String path, Bytes body) {
    return send(
        request(path)
            .header("Content-Type", PROTOBUF)
            .POST(BodyPublishers.ofByteArray(body.toArray()))
            .build());
  }

  HttpResponse<byte[]> postJson(String path, JsonNode body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build());
  }

  JsonNode json(HttpResponse<byte[]> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UnreachableException(service, e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(service.resolve(path)).timeout(Duration.ofSeconds(60));
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    for (int attempt = 1; ; attempt++) {
      try {
        HttpResponse<byte[]> response =
            CLIENT.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        int status = response.statusCode();
        if (status < 400) {
          return response;
        }
        if ((status != 503 && status != 429) || attempt == ATTEMPTS) {
          throw refused(response);
        }
        pause(retryAfter(response).orElse(backOff(attempt)));
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw new UnreachableException(service, e);
        }
        pause(backOff(attempt));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UnreachableException(service, e);
      }
    }
  }

  private void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException(service, e);
    }
  }

  private static Duration backOff(int attempt) {
    return Duration.ofMillis(50L << (2 * attempt - 1));
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("[0-9]{1,3}"))
        .map(text -> Duration.ofSeconds(Math.min(30, Long.parseLong(text))));
  }

  private static RefusedException refused(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    try {
      JsonNode problem = JSON.readTree(response.body());
      String title = problem.path("title").asText("refused");
      String detail = problem.path("detail").asText("");
      return new RefusedException(
          status,
          problem.path("type").asText("about:blank"),
          detail.isEmpty() ? title : title + ": " + detail,
          Optional.ofNullable(problem.get("code")).map(JsonNode::asText));
    } catch (JsonProcessingException e) {
      return new RefusedException(status, "about:blank", "HTTP status " + status, Optional.empty());
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }

  static String utf8(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
