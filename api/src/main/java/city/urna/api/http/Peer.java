package city.urna.api.http;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.record.SignedRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * Another server of this ledger: the node as organizations and issuers see it, or they as it does.
 */
public final class Peer {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();

  /** A thousand records of the largest size; whoever answers with more is not believed. */
  private static final long MOST_BYTES = 1_000L * (SignedRecord.MOST_BYTES + 4);

  private final URI address;

  public Peer(URI address) {
    String text = address.toString();
    this.address = URI.create(text.endsWith("/") ? text : text + "/");
  }

  /** What came back; 4xx and 5xx are answers too. */
  public record Reply(int status, Bytes body) {
    public boolean isOk() {
      return status < 300;
    }

    public String text() {
      return new String(body.toArray(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Reads something.
   *
   * @throws IOException when nobody answers, or with too much
   */
  public Reply get(String path) throws IOException {
    return send(HttpRequest.newBuilder(address.resolve(path)).GET());
  }

  /**
   * Sends a message.
   *
   * @throws IOException when nobody answers
   */
  public Reply post(String path, Bytes message) throws IOException {
    return post(path, message, Map.of());
  }

  /**
   * Sends a message with headers of its own.
   *
   * @throws IOException when nobody answers
   */
  public Reply post(String path, Bytes message, Map<String, String> headers) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path))
            .header("Content-Type", "application/x-protobuf")
            .POST(BodyPublishers.ofByteArray(message.toArray()));
    headers.forEach(request::header);
    return send(request);
  }

  private static Reply send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<byte[]> response =
          CLIENT.send(
              request.timeout(Duration.ofSeconds(60)).build(),
              BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
      return new Reply(response.statusCode(), Bytes.of(response.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
