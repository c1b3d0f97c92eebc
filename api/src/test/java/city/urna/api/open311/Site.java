package city.urna.api.open311;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.urna.api.http.Listener;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/** Open311 on a port, and somebody who asks it. */
final class Site implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

  private final Listener listener;
  private final URI address;

  Site(Hall hall, Open311Settings settings, Instant now) {
    listener =
        Listener.start(
            "open311",
            "127.0.0.1",
            0,
            262_144,
            routing ->
                routing.register(
                    new Open311Routes(
                        hall,
                        hall::processes,
                        hall.state(),
                        settings,
                        () -> now,
                        Duration.ofMillis(200))));
    address = URI.create("http://127.0.0.1:" + listener.port());
  }

  /** The answers in both formats; they say the same. */
  record Reply(int status, HttpResponse<String> json, HttpResponse<String> xml) {
    JsonNode tree() {
      return read(json);
    }

    Reply is(int expected) {
      assertEquals(expected, status, json::body);
      return this;
    }

    /** Errors with that code and those words. */
    void isError(int expected, int code, String words) {
      is(expected);
      JsonNode error = tree().get(0);
      assertEquals(code, error.path("code").asInt(), json::body);
      assertEquals(words, error.path("description").asText());
      assertEquals("errors", Xml.parse(xml.body()).getNodeName());
    }
  }

  URI address() {
    return address;
  }

  private static JsonNode read(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks in both formats; {@code *} stands for the format. */
  Reply get(String path) {
    return both(
        send(request(path.replace("*", "json")).GET()),
        send(request(path.replace("*", "xml")).GET()));
  }

  /** Posts a form, once as JSON. What is refused is refused in XML in the same words. */
  Reply post(String form) {
    HttpResponse<String> json = send(posting("/open311/v2/requests.json", form, FORM));
    if (json.statusCode() == 200) {
      assertEquals("application/json; charset=utf-8", type(json));
      return new Reply(200, json, json);
    }
    return both(json, send(posting("/open311/v2/requests.xml", form, FORM)));
  }

  HttpRequest.Builder posting(String path, String form, String type) {
    return request(path)
        .header("Content-Type", type)
        .POST(HttpRequest.BodyPublishers.ofString(form));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path));
  }

  private static Reply both(HttpResponse<String> json, HttpResponse<String> xml) {
    assertEquals(json.statusCode(), xml.statusCode(), xml::body);
    assertEquals("application/json; charset=utf-8", type(json), json::body);
    assertEquals("text/xml; charset=utf-8", type(xml));
    Xml.assertSame(read(json), Xml.parse(xml.body()));
    return new Reply(json.statusCode(), json, xml);
  }

  static String type(HttpResponse<?> response) {
    return response.headers().firstValue("Content-Type").orElse("");
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ids of requests, in the order of an answer. */
  static java.util.List<String> ids(JsonNode requests) {
    return java.util.stream.StreamSupport.stream(((ArrayNode) requests).spliterator(), false)
        .map(request -> request.path("service_request_id").asText())
        .toList();
  }

  @Override
  public void close() {
    listener.close();
  }
}
