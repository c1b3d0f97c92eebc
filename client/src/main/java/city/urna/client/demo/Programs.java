package city.urna.client.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The programs that the demo starts through the launcher, each with its error stream in a log file.
 * Whatever happens to the demo, they are ended with it.
 */
final class Programs implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private final Path launcher;
  private final Path logs;
  private final List<Process> running = new ArrayList<>();

  /**
   * @param launcher the project's {@code ./urna}
   * @param logs folder for one log file a program
   */
  Programs(Path launcher, Path logs) {
    this.launcher = launcher;
    this.logs = logs;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** A server that has said, with one line on its output, that it is ready. */
  record Server(String name, String firstLine) {}

  /** Starts a server and returns at once; {@link #awaitReady} waits for its first line. */
  Process start(String name, List<String> arguments) {
    try {
      Process process =
          command(arguments).redirectError(logs.resolve(name + ".log").toFile()).start();
      synchronized (running) {
        running.add(process);
      }
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  /** Waits for a server's first line, a minute at most. */
  Server awaitReady(String name, Process process) {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    CompletableFuture<String> first = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                first.complete(Objects.requireNonNullElse(out.readLine(), ""));
              } catch (IOException e) {
                first.completeExceptionally(e);
              }
            });
    try {
      String line = first.get(START.toSeconds(), TimeUnit.SECONDS);
      if (line.isEmpty()) {
        throw new DemoException(name + " ended before it was ready; see " + log(name));
      }
      return new Server(name, line);
    } catch (ExecutionException | TimeoutException e) {
      throw new DemoException(name + " is not ready after a minute; see " + log(name));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted while " + name + " started");
    }
  }

  /**
   * Runs a program to its end.
   *
   * @return its exit status
   */
  int run(String name, List<String> arguments, Path output) {
    Process process;
    try {
      process =
          command(arguments)
              .redirectError(logs.resolve(name + ".log").toFile())
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
    synchronized (running) {
      running.add(process);
    }
    return await(process);
  }

  /** Waits for a program's end. */
  int await(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted");
    }
  }

  Path log(String name) {
    return logs.resolve(name + ".log");
  }

  private ProcessBuilder command(List<String> arguments) {
    List<String> words = Stream.concat(Stream.of(launcher.toString()), arguments.stream()).toList();
    ProcessBuilder builder = new ProcessBuilder(words);
    // What the demo runs from is built already; its programs must not look again.
    builder.environment().put("URNA_BUILT", "yes");
    return builder;
  }

  /** Asks all that still run to end, and ends those that do not within ten seconds. */
  @Override
  public void close() {
    List<Process> left;
    synchronized (running) {
      left = running.stream().filter(Process::isAlive).toList();
      running.clear();
    }
    left.forEach(Process::destroy);
    for (Process process : left) {
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ports that are free now; a server that finds its own taken says so and ends. */
  static List<Integer> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on this machine", e);
    }
  }

  /** The launcher beside the project's root, which it tells every program it starts. */
  static Path launcher() {
    Path launcher = Path.of(System.getProperty("urna.root", ".")).resolve("urna").toAbsolutePath();
    if (!Files.isExecutable(launcher)) {
      throw new DemoException("the demo runs through the launcher: ./urna demo");
    }
    return launcher;
  }
}
