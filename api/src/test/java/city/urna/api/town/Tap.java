package city.urna.api.town;

import city.urna.protocol.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A wire to one server that keeps every byte of both directions, one stream a connection. */
public final class Tap implements AutoCloseable {
  private final ServerSocket listening;
  private final int target;
  private final InetAddress from;
  private final List<ByteArrayOutputStream> requests = new ArrayList<>();
  private final List<ByteArrayOutputStream> answers = new ArrayList<>();

  /**
   * Lays the wire.
   *
   * @param target the server's own port
   * @param from the address of this machine from which the server is called
   */
  public Tap(int target, InetAddress from) {
    this.target = target;
    this.from = from;
    try {
      this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** What was asked through it. */
  public List<Bytes> requests() {
    return copies(requests);
  }

  /** What was answered. */
  public List<Bytes> answers() {
    return copies(answers);
  }

  private void accept() {
    while (true) {
      Socket caller;
      try {
        caller = listening.accept();
      } catch (IOException closed) {
        return;
      }
      Thread.ofVirtual().start(() -> connect(caller));
    }
  }

  private void connect(Socket caller) {
    try (caller;
        Socket server = new Socket()) {
      caller.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.bind(new InetSocketAddress(from, 0));
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
      Thread back = Thread.ofVirtual().start(() -> pump(server, caller, kept(answers)));
      pump(caller, server, kept(requests));
      back.join();
    } catch (IOException e) {
      // The server is gone; the caller sees a closed connection, as it would without the wire.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pump(Socket source, Socket sink, ByteArrayOutputStream kept) {
    byte[] buffer = new byte[1 << 16];
    try {
      InputStream in = source.getInputStream();
      OutputStream out = sink.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        kept.write(buffer, 0, read);
        out.write(buffer, 0, read);
      }
      sink.shutdownOutput();
    } catch (IOException e) {
      // One side hung up: the other one's stream ends too.
      closeQuietly(sink);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteArrayOutputStream kept(List<ByteArrayOutputStream> streams) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    synchronized (streams) {
      streams.add(stream);
    }
    return stream;
  }

  private static List<Bytes> copies(List<ByteArrayOutputStream> streams) {
    synchronized (streams) {
      return streams.stream().map(stream -> Bytes.of(stream.toByteArray())).toList();
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
