package city.urna.api;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.api.town.Town;
import city.urna.api.town.Wiring;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.record.SignedRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that stop in the middle of a request, end half of their connection or send a byte at a
 * time, hundreds of them: who votes meanwhile is served, and of half a ballot nothing is kept.
 */
class SilentClientsTest {
  private static final int STRANGERS = 400;
  private static final Duration SOON = Duration.ofSeconds(20);

  /** How far a client comes before it says no more. */
  private enum Silence {
    AT_ONCE,
    IN_THE_REQUEST_LINE,
    IN_THE_HEADERS,
    IN_THE_BODY,
    /** Half a ballot, and then the end of what it sends. */
    HALF_OPEN
  }

  @TempDir private Path folder;

  private final List<Socket> sockets = new ArrayList<>();

  @Test
  void hinderNobody() throws Exception {
    try (Town town = new Town(folder, 48, 4, Wiring.DIRECT).open();
        ExecutorService slow = Executors.newVirtualThreadPerTaskExecutor()) {
      SignedRecord never = ballot(town, 0);
      SignedRecord late = ballot(town, 1);
      SignedRecord prompt = ballot(town, 2);
      int port = town.node().port();
      Future<String> slowly = slow.submit(() -> byteByByte(port, late.bytes().toArray()));
      for (int i = 0; i < STRANGERS; i++) {
        fallSilent(port, Silence.values()[i % Silence.values().length], never.bytes().toArray());
      }
      assertTimeout(SOON, () -> town.node().post("/v1/ballots", prompt.bytes()).is(201));
      town.node().get("/health/ready").is(200);
      // Whoever ends its half is let go of, without an acknowledgement.
      for (int i = Silence.HALF_OPEN.ordinal(); i < STRANGERS; i += Silence.values().length) {
        assertFalse(answer(sockets.get(i)).startsWith("HTTP/1.1 2"), "half a ballot is taken");
      }
      assertTrue(slowly.get().startsWith("HTTP/1.1 201"), slowly::resultNow);
      for (Socket socket : sockets) {
        socket.close();
      }
      town.node().get("/v1/ballots/" + tracker(town, never)).is(404);
      town.node().get("/v1/ballots/" + tracker(town, late)).is(200);
      town.node().post("/v1/ballots", never.bytes()).is(201);
    }
  }

  private static SignedRecord ballot(Town town, int device) {
    return town.device(device).ballot(town.election(), Tracker.NONE);
  }

  private static String tracker(Town town, SignedRecord ballot) {
    return town.election().tracker(ballot.body()).hex();
  }

  private void fallSilent(int port, Silence silence, byte[] body) throws IOException {
    Socket socket = connected(port);
    sockets.add(socket);
    byte[] head = head(body.length);
    int sent =
        switch (silence) {
          case AT_ONCE -> 0;
          case IN_THE_REQUEST_LINE -> 9;
          case IN_THE_HEADERS -> head.length - 4;
          case IN_THE_BODY, HALF_OPEN -> head.length;
        };
    socket.getOutputStream().write(head, 0, sent);
    if (sent == head.length) {
      socket.getOutputStream().write(Arrays.copyOf(body, body.length / 2));
    }
    if (silence == Silence.HALF_OPEN) {
      socket.shutdownOutput();
    }
  }

  /** Sends a ballot in many small parts; its answer. */
  private static String byteByByte(int port, byte[] body) throws IOException {
    try (Socket socket = connected(port)) {
      socket.getOutputStream().write(head(body.length));
      int part = body.length / 60 + 1;
      for (int from = 0; from < body.length; from += part) {
        socket.getOutputStream().write(body, from, Math.min(part, body.length - from));
        LockSupport.parkNanos(50_000_000);
      }
      byte[] first = socket.getInputStream().readNBytes("HTTP/1.1 201".length());
      return new String(first, StandardCharsets.US_ASCII);
    }
  }

  private static Socket connected(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) SOON.toMillis());
    return socket;
  }

  /** All that is answered until the server ends the connection, in order or not. */
  private static String answer(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (SocketException reset) {
      return "";
    }
  }

  private static byte[] head(int length) {
    return ("POST /v1/ballots HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-protobuf"
            + "\r\nContent-Length: "
            + length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
