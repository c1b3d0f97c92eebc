package city.urna.api;

import city.urna.api.town.Device;
import city.urna.protocol.bytes.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Secrets that people send where they do not belong, in every part of a request. */
final class Strays {
  private static final List<String> PLACES =
      List.of(
          "GET /%s HTTP/1.1",
          "GET /v1/records?from=%s&limit=%<s HTTP/1.1",
          "GET /v1/records/%s HTTP/1.1",
          "GET /v1/ballots/%s HTTP/1.1",
          "GET /v1/processes/%s HTTP/1.1",
          "GET /v1/processes/city-2026/scopes/council/chains/%s HTTP/1.1",
          "GET /archive/%s HTTP/1.1",
          "GET /tile/%s HTTP/1.1",
          "GET /v1/issuer?code=%s HTTP/1.1",
          "GET /v1/organization#%s HTTP/1.1",
          "GET /%%zz%s HTTP/1.1",
          "GET http://%s/ HTTP/1.1",
          "%s / HTTP/1.1",
          "GET / HTTP/%s",
          "%s",
          "GET / HTTP/1.1\r\nHost: %s",
          "GET /v1/ledger HTTP/1.1\r\n%s: x",
          "GET /v1/ledger HTTP/1.1\r\n%s",
          "GET /v1/ledger HTTP/1.1\r\nX-Forwarded-For: %s\r\nCookie: code=%<s\r\nReferer: %<s",
          "GET /v1/ledger HTTP/1.1\r\nAuthorization: Bearer %s\r\nUser-Agent: %<s");

  private static final List<String> BODIES =
      List.of(
          "/v1/ballots", "/v1/records", "/v1/issuances", "/v1/keys", "/v1/cosign", "/v1/endorse");

  private final InetAddress from;
  private final Map<String, Bytes> answers = new LinkedHashMap<>();

  Strays(InetAddress from) {
    this.from = from;
  }

  /** Sends all that this voter must not to every server. */
  void send(Device device, Collection<Integer> servers) throws IOException {
    List<String> things =
        List.of(
            device.codes().getFirst(),
            device.codes().get(1).replace("-", ""),
            device.secrets().get("credential key").hex());
    for (int port : servers) {
      for (String thing : things) {
        for (String place : PLACES) {
          send(port, place.formatted(thing) + "\r\nHost: town\r\nConnection: close\r\n\r\n");
        }
        for (String path : BODIES) {
          body(port, path, "application/x-protobuf", thing);
          body(port, path, "application/json", thing);
          body(
              port, path, "application/json", "{\"process\":\"%s\",\"scope\":1,}".formatted(thing));
          body(port, path, "application/json", "{\"process\":\"%s\"}".formatted(thing));
          body(port, path, thing, thing);
        }
      }
    }
  }

  private void body(int port, String path, String type, String body) throws IOException {
    send(
        port,
        "POST %s HTTP/1.1\r\nHost: town\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(path, type, body.length(), body));
  }

  private void send(int port, String request) throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      answers.put(
          port + " " + answers.size() + " " + request.lines().findFirst().orElse(""),
          Bytes.of(socket.getInputStream().readAllBytes()));
    }
  }

  /** What came back, by request. */
  Map<String, Bytes> answers() {
    return Map.copyOf(answers);
  }
}
