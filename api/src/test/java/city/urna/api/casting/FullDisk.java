package city.urna.api.casting;

import city.urna.api.http.Problem;
import city.urna.network.LedgerException;
import city.urna.protocol.ballot.SignedBallot;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.record.SignedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A gateway in a process of its own whose files may not grow beyond a limit. Says of each ballot on
 * its output whether it was stored; before the last one there is room again. Ends without closing
 * anything.
 */
public final class FullDisk {
  private FullDisk() {}

  /**
   * Arguments: the folder with the ballots, the most bytes a file may have, and whether the ledger
   * answers.
   */
  public static void main(String[] arguments) throws Exception {
    Thread.currentThread()
        .setUncaughtExceptionHandler(
            (thread, failure) -> {
              failure.printStackTrace();
              Runtime.getRuntime().halt(1);
            });
    boolean answers = Boolean.parseBoolean(arguments[2]);
    Office office =
        new Office(
            Path.of(arguments[0]),
            100,
            command -> answers ? Optional.empty() : Optional.of(new CompletableFuture<>()));
    limit(arguments[1]);
    for (int i = 0; i < 15; i++) {
      say(i, fate(office, ballot(arguments[0], i), answers));
    }
    System.out.println(office.ledger.isOpen() ? "ledger open" : "ledger shut");
    limit("unlimited");
    say(15, fate(office, ballot(arguments[0], 15), answers));
    Runtime.getRuntime().halt(0);
  }

  private static SignedBallot ballot(String folder, int i) throws IOException {
    Bytes record = Bytes.of(Files.readAllBytes(Path.of(folder, "ballot-" + i)));
    return SignedBallot.of(SignedRecord.parse(record).orThrow()).orThrow();
  }

  private static void say(int ballot, String fate) {
    System.out.println(ballot + " " + fate);
  }

  private static void limit(String bytes) throws IOException, InterruptedException {
    String self = Long.toString(ProcessHandle.current().pid());
    int status =
        new ProcessBuilder("prlimit", "--pid", self, "--fsize=" + bytes + ":unlimited")
            .inheritIO()
            .start()
            .waitFor();
    if (status != 0) {
      throw new IllegalStateException("no limit");
    }
  }

  private static String fate(Office office, SignedBallot ballot, boolean answers)
      throws InterruptedException, TimeoutException {
    try {
      Pending pending = office.take(ballot);
      pending.stored().get(30, TimeUnit.SECONDS);
      if (answers && office.ledger.isOpen()) {
        Thread.sleep(100); // so that every ballot is a block of its own
      }
      return "stored";
    } catch (ExecutionException e) {
      return e.getCause() instanceof LedgerException ? "refused" : "failed " + e.getCause();
    } catch (Problem problem) {
      return problem.type() == Problem.Type.BUSY ? "refused" : "failed " + problem;
    }
  }
}
