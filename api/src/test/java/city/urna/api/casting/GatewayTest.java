package city.urna.api.casting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.api.http.Problem;
import city.urna.api.town.Town;
import city.urna.chaincode.Command;
import city.urna.chaincode.example.Parties;
import city.urna.network.LedgerException;
import city.urna.network.Outcome;
import city.urna.network.RecordOutcome;
import city.urna.protocol.ballot.SignedBallot;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged gets to the ledger, whatever the ledger and the queue do meanwhile. */
class GatewayTest {
  @TempDir private Path folder;

  private static RecordOutcome outcome(Pending pending) throws Exception {
    return pending.outcome().get(30, TimeUnit.SECONDS);
  }

  private static void stored(Pending pending) throws Exception {
    pending.stored().get(30, TimeUnit.SECONDS);
  }

  /** A ledger that answers nothing until it is let go. */
  private static final class Held {
    private record Waiting(Command command, CompletableFuture<Outcome> answer) {}

    private final AtomicBoolean holding = new AtomicBoolean(true);
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

    Optional<CompletableFuture<Outcome>> take(Command command) {
      if (!holding.get()) {
        return Optional.empty();
      }
      Waiting one = new Waiting(command, new CompletableFuture<>());
      waiting.add(one);
      return Optional.of(one.answer());
    }

    void letGo(Office office) {
      holding.set(false);
      for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
        CompletableFuture<Outcome> answer = one.answer();
        office.ledger.submit(one.command()).thenAccept(answer::complete);
      }
    }
  }

  @Test
  void anAcknowledgedBallotSurvivesConflictsWhileTheQueueIsFull() throws Exception {
    Held held = new Held();
    try (Office office = new Office(folder, 1, held::take)) {
      Pending first = office.take(Office.ballot(0));
      stored(first);
      Town.until(() -> held.waiting.size() == 1);
      AtomicInteger next = new AtomicInteger(1);
      List<Pending> others = new ArrayList<>();
      // Four batches under way, one waiting for its turn, one in the queue.
      assertThrows(
          Problem.class,
          () -> {
            while (next.get() < 16) {
              others.add(office.take(Office.ballot(next.getAndIncrement())));
              Thread.sleep(60);
            }
          });
      held.waiting.poll().answer().complete(new Outcome.Conflict(8));
      assertFalse(first.outcome().isCompletedExceptionally());
      held.letGo(office);
      assertInstanceOf(RecordOutcome.Recorded.class, outcome(first));
      for (Pending other : others) {
        assertInstanceOf(RecordOutcome.Recorded.class, outcome(other));
      }
    }
  }

  @Test
  void aLedgerThatFailsForAMomentLosesNothing() throws Exception {
    AtomicInteger failures = new AtomicInteger(3);
    try (Office office =
        new Office(
            folder,
            10,
            command ->
                failures.getAndDecrement() > 0
                    ? Optional.of(CompletableFuture.failedFuture(new LedgerException("a moment")))
                    : Optional.empty())) {
      assertInstanceOf(RecordOutcome.Recorded.class, outcome(office.take(Office.ballot(0))));
    }
  }

  @Test
  void aCloseWaitsForBallotsThatTheLedgerGaveUp() throws Exception {
    AtomicBoolean failing = new AtomicBoolean(true);
    SignedBallot ballot = Office.ballot(0);
    try (Office office =
        new Office(
            folder,
            10,
            command ->
                failing.get()
                    ? Optional.of(CompletableFuture.failedFuture(new LedgerException("broken")))
                    : Optional.empty())) {
      Pending pending = office.take(ballot);
      stored(pending);
      Problem problem =
          assertThrows(Problem.class, () -> office.gateway.drain(Parties.PROCESS, Parties.SCOPE));
      assertEquals(Problem.Type.BUSY, problem.type());
      assertTrue(pending.outcome().isCompletedExceptionally());
      failing.set(false);
      office.gateway.drain(Parties.PROCESS, Parties.SCOPE);
      assertTrue(office.isRecorded(ballot));
    }
  }

  @Test
  void retriesOfARecordedBallotAtOnceAllFindIt() throws Exception {
    SignedBallot ballot = Office.ballot(0);
    int devices = 8;
    try (Office office = Office.wellBehaved(folder);
        ExecutorService threads = Executors.newFixedThreadPool(devices)) {
      outcome(office.take(ballot));
      CyclicBarrier together = new CyclicBarrier(devices);
      Callable<Integer> retries =
          () -> {
            int found = 0;
            for (int i = 0; i < 150; i++) {
              together.await(30, TimeUnit.SECONDS);
              switch (office.gateway.take(ballot, fresh -> false)) {
                case Gateway.Taken.Standing standing -> found++;
                case Gateway.Taken.OnItsWay(Pending pending) -> {
                  stored(pending);
                  assertInstanceOf(RecordOutcome.Standing.class, outcome(pending));
                  found++;
                }
              }
            }
            return found;
          };
      List<Future<Integer>> all =
          IntStream.range(0, devices).mapToObj(i -> threads.submit(retries)).toList();
      for (Future<Integer> one : all) {
        assertEquals(150, one.get());
      }
    }
  }

  @Test
  void aRestartWithAFullSpoolLosesNothing() throws Exception {
    List<SignedBallot> ballots = IntStream.range(0, 16).mapToObj(Office::ballot).toList();
    try (Office before = Office.wellBehaved(folder)) {
      outcome(before.take(ballots.getFirst()));
    }
    // What a killed run leaves: one that the ledger has already, many that it has not, rubbish.
    try (Spool spool = new Spool(folder.resolve("casting.db"))) {
      spool.put(
          ballots.stream()
              .map(b -> new Spool.Spooled(Office.tracker(b), b.record().bytes()))
              .toList());
      spool.put(
          List.of(
              new Spool.Spooled(
                  new Tracker(Digest.sha256(Bytes.EMPTY)), Bytes.ofUtf8("no ballot"))));
    }
    try (Office after = new Office(folder, 1, command -> Optional.empty())) {
      after.gateway.drain(Parties.PROCESS, Parties.SCOPE);
      for (SignedBallot ballot : ballots) {
        assertTrue(after.isRecorded(ballot));
      }
      assertEquals(16, after.ledger.log().ballots(Parties.PROCESS, Parties.SCOPE));
    }
    try (Office later = Office.wellBehaved(folder)) {
      assertEquals(16, later.ledger.log().ballots(Parties.PROCESS, Parties.SCOPE));
    }
  }
}
