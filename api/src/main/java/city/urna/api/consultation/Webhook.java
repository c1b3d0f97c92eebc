package city.urna.api.consultation;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.signature.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Notices to other programs, signed as Standard Webhooks say ({@code v1a}: Ed25519 over {@code
 * id.timestamp.body}) with the node's gateway key, which {@code GET /v1/ledger} tells.
 *
 * <p>A stranger named the address, so it is called only over TLS, only where it is public, without
 * following redirections, and little of the answer is read.
 */
final class Webhook {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_ANSWER = 4_096;

  private final SigningKey key;
  private final boolean local;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * @param local whether addresses of this machine and its network are called, without TLS too
   */
  Webhook(SigningKey key, boolean local) {
    this.key = key;
    this.local = local;
  }

  /**
   * Posts a notice.
   *
   * @return what was answered with success; empty when nobody did, or may be called there
   */
  Optional<String> post(String address, String id, Instant now, String body) {
    try {
      URI hook = URI.create(address);
      if (!isAllowed(hook)) {
        return Optional.empty();
      }
      String time = Long.toString(now.getEpochSecond());
      Bytes signed = Bytes.ofUtf8(id + "." + time + "." + body);
      HttpRequest request =
          HttpRequest.newBuilder(hook)
              .timeout(PATIENCE)
              .header("Content-Type", "application/json")
              .header("webhook-id", id)
              .header("webhook-timestamp", time)
              .header("webhook-signature", "v1a," + key.sign(signed).base64())
              .POST(BodyPublishers.ofString(body))
              .build();
      HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
      try (InputStream answer = response.body()) {
        String text = new String(answer.readNBytes(MOST_ANSWER), StandardCharsets.UTF_8);
        return response.statusCode() / 100 == 2 ? Optional.of(text) : Optional.empty();
      }
    } catch (IOException | IllegalArgumentException nobody) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private boolean isAllowed(URI hook) throws UnknownHostException {
    if (hook.getHost() == null || hook.getUserInfo() != null) {
      return false;
    }
    if (local) {
      return true;
    }
    if (!"https".equals(hook.getScheme())) {
      return false;
    }
    for (InetAddress address : InetAddress.getAllByName(hook.getHost())) {
      if (!isPublic(address)) {
        return false;
      }
    }
    return true;
  }

  /** Whether an address belongs to the open network (RFC 6890). */
  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean within =
        address.isAnyLocalAddress()
            || address.isLoopbackAddress()
            || address.isLinkLocalAddress()
            || address.isSiteLocalAddress()
            || address.isMulticastAddress();
    return !within
        && switch (address) {
          // Shared address space, 0.0.0.0/8, 192.0.0.0/24, 198.18.0.0/15, 240.0.0.0/4.
          case Inet4Address four -> {
            int first = bytes[0] & 0xff;
            int second = bytes[1] & 0xff;
            yield first != 0
                && first < 240
                && !(first == 100 && second >= 64 && second < 128)
                && !(first == 192 && second == 0 && bytes[2] == 0)
                && !(first == 198 && (second == 18 || second == 19));
          }
          // Unique local addresses; those that lead back to IPv4.
          case Inet6Address six ->
              (bytes[0] & 0xfe) != 0xfc
                  && !(bytes[0] == 0x20 && bytes[1] == 0x02)
                  && !(bytes[0] == 0 && bytes[1] == 0x64);
          default -> false;
        };
  }
}
