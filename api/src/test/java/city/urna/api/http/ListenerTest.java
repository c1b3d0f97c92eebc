package city.urna.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients that say half of what they have to say keep nobody else waiting. */
class ListenerTest {
  private static final int CLIENTS = 300;
  private static final Duration SILENCE = Duration.ofMillis(700);

  /** What each of them sends before it falls silent. */
  private static final List<String> HALVES =
      List.of(
          "",
          "PO",
          "POST /echo HTTP/1.1\r\nHost: a\r\nContent-",
          "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc",
          "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");

  @Test
  void slowAndHalfOpenClientsBlockNobodyAndAreLetGo() throws Exception {
    try (Listener listener =
        Listener.start(
            10_000,
            SILENCE,
            routing ->
                routing.post(
                    "/echo",
                    (request, response) -> response.send(request.content().as(byte[].class))))) {
      List<Socket> silent = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", listener.port()));
        socket.setSoTimeout(30_000);
        socket
            .getOutputStream()
            .write(HALVES.get(i % HALVES.size()).getBytes(StandardCharsets.US_ASCII));
        silent.add(socket);
      }
      HttpClient client = HttpClient.newHttpClient();
      for (int i = 0; i < 20; i++) {
        HttpResponse<String> reply =
            client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listener.port() + "/echo"))
                    .timeout(Duration.ofSeconds(5))
                    .POST(HttpRequest.BodyPublishers.ofString("vote " + i))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, reply.statusCode());
        assertEquals("vote " + i, reply.body());
      }
      for (Socket socket : silent) {
        assertTrue(isLetGo(socket));
        socket.close();
      }
    }
  }

  /** Reads to the end, which comes by the listener's own doing. */
  private static boolean isLetGo(Socket socket) throws IOException {
    try {
      socket.getInputStream().readAllBytes();
      return true;
    } catch (SocketException reset) {
      return true;
    }
  }
}
