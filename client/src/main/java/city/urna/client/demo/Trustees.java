package city.urna.client.demo;

import city.urna.client.demo.Parties.Party;
import city.urna.client.trustee.TrusteeCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * The demo's trustees at their commands, all at once and each with a log file of its own. They are
 * run inside the demo: what they do alone takes less time than starting a program for each.
 */
record Trustees(List<Party> parties, Path logs, Desk desk) {
  Trustees {
    parties = List.copyOf(parties);
  }

  /** Where a trustee types a command, from {@code WORD} on; its exit status. */
  @FunctionalInterface
  interface Desk {
    int execute(List<String> words, Path log);
  }

  /** What one of them types after {@code urna trustee WORD --key … --passphrase-file …}. */
  interface Arguments {
    List<String> of(Party trustee);
  }

  /**
   * Has every trustee run the command.
   *
   * @throws DemoException when one of them does not end well
   */
  void run(String word, Arguments more) {
    try (ExecutorService desks = Executors.newFixedThreadPool(parties.size())) {
      List<Future<Integer>> running = new ArrayList<>();
      for (Party trustee : parties) {
        Path log = logs.resolve(word + "-" + trustee.card().id() + ".log");
        List<String> words = Stream.concat(key(word, trustee), more.of(trustee).stream()).toList();
        running.add(desks.submit(() -> desk.execute(words, log)));
      }
      for (int i = 0; i < running.size(); i++) {
        int status = running.get(i).get();
        if (status != 0) {
          String name = word + "-" + parties.get(i).card().id();
          throw new DemoException(
              name + " ended with status " + status + "; see " + logs.resolve(name + ".log"));
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a trustee's command failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted");
    }
  }

  private static Stream<String> key(String word, Party trustee) {
    return Stream.of(
        word,
        "--quiet",
        "--key",
        trustee.keyFile().toString(),
        "--passphrase-file",
        trustee.passphraseFile().toString());
  }

  /** The desk inside this program. */
  static int here(List<String> words, Path log) {
    try (PrintWriter writer = new PrintWriter(log.toFile(), StandardCharsets.UTF_8)) {
      return new CommandLine(new TrusteeCommand())
          .setOut(writer)
          .setErr(writer)
          .setExecutionExceptionHandler(
              (failure, command, parsed) -> {
                command.getErr().println("urna: " + failure.getMessage());
                return 1;
              })
          .execute(words.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + log, e);
    }
  }
}
