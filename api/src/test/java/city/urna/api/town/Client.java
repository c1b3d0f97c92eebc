package city.urna.api.town;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.api.http.Document;
import city.urna.protocol.bytes.Bytes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Asks one listener, and holds every answer against the listener's OpenAPI document. */
public final class Client {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI address;
  private final Document document;

  public Client(int port, String document) {
    this.address = URI.create("http://127.0.0.1:" + port);
    this.document = Document.read(document);
  }

  public int port() {
    return address.getPort();
  }

  /** An answer. */
  public record Reply(int status, Optional<String> retryAfter, Bytes body) {
    public String text() {
      return new String(body.toArray(), StandardCharsets.UTF_8);
    }

    public JsonNode json() {
      try {
        return JSON.readTree(body.toArray());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** This answer, which has that status. */
    public Reply is(int expected) {
      assertEquals(expected, status, this::text);
      return this;
    }

    /** Requires a problem of that name, with that code where one is named. */
    public void isProblem(int expected, String name, String code) {
      is(expected);
      assertEquals("urn:urna:problem:" + name, json().path("type").asText(), this::text);
      assertEquals(code, json().path("code").asText(""), this::text);
    }
  }

  public Reply get(String path) {
    return send("GET", path, HttpRequest.newBuilder().GET());
  }

  public Reply post(String path, Bytes body) {
    return post(path, body, "application/x-protobuf");
  }

  public Reply postJson(String path, String body) {
    return post(path, Bytes.ofUtf8(body), "application/json");
  }

  public Reply post(String path, Bytes body, String type) {
    return send(
        "POST",
        path,
        HttpRequest.newBuilder()
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toArray())));
  }

  public Reply send(String method, String path, HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response =
          HTTP.send(
              request.uri(URI.create(address + path)).timeout(Duration.ofMinutes(5)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      Reply reply =
          new Reply(
              response.statusCode(),
              response.headers().firstValue("Retry-After"),
              Bytes.of(response.body()));
      check(method, path, response, reply);
      return reply;
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void check(String method, String path, HttpResponse<byte[]> response, Reply reply) {
    String place = method + " " + path + ": " + reply.status();
    String type = response.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    Optional<String> operation = document.operation(method, URI.create(address + path).getPath());
    Set<String> problems = Set.of("urn:urna:problem:not-found", "urn:urna:problem:malformed");
    if (operation.isPresent()) {
      JsonNode described = document.response(operation.get(), reply.status());
      assertFalse(described.isMissingNode(), place + " is not documented: " + reply.text());
      assertTrue(described.path("content").has(type), place + " has type " + type);
      problems = document.problems(described);
      described
          .path("headers")
          .fieldNames()
          .forEachRemaining(
              name -> assertTrue(response.headers().firstValue(name).isPresent(), place + name));
    }
    if (reply.status() >= 400) {
      assertEquals("application/problem+json", type, () -> place + " " + reply.text());
      JsonNode problem = reply.json();
      assertTrue(problems.contains(problem.path("type").asText()), place + " " + problem);
      assertEquals(reply.status(), problem.path("status").asInt(), place);
      assertTrue(problem.path("detail").isTextual() && problem.path("title").isTextual(), place);
      assertFalse(reply.text().contains("Exception"), reply::text);
      assertFalse(reply.text().contains("\\tat "), reply::text);
    }
  }
}
