package city.urna.bench;

import city.urna.chaincode.Command;
import city.urna.network.Ledger;
import city.urna.network.Outcome;
import city.urna.network.RecordOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Commands on their way to a ledger, and how long each took until it stood in a stored block. */
final class Sent {
  private final Ledger ledger;
  private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
  private final List<CompletableFuture<Void>> all = Collections.synchronizedList(new ArrayList<>());

  Sent(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Submits a command, all of whose ballots must be recorded. */
  CompletableFuture<Void> submit(Command command) {
    long begun = System.nanoTime();
    CompletableFuture<Void> done =
        ledger
            .submit(command)
            .thenAccept(
                outcome -> {
                  requireRecorded(outcome);
                  nanos.add(System.nanoTime() - begun);
                });
    all.add(done);
    return done;
  }

  private static void requireRecorded(Outcome outcome) {
    if (!(outcome instanceof Outcome.Decided(List<RecordOutcome> records))
        || !records.stream().allMatch(RecordOutcome.Recorded.class::isInstance)) {
      throw new IllegalStateException("a measured ballot was not recorded: " + outcome);
    }
  }

  /** How many were submitted. */
  int count() {
    return all.size();
  }

  /** Waits for all that were submitted. */
  void join() {
    CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).join();
  }

  /** Milliseconds below which that share of the commands took; 0 where none was sent. */
  long millis(double share) {
    synchronized (nanos) {
      List<Long> sorted = nanos.stream().sorted().toList();
      return sorted.isEmpty()
          ? 0
          : sorted.get((int) Math.min(sorted.size() - 1L, (long) (share * sorted.size())))
              / 1_000_000;
    }
  }
}
