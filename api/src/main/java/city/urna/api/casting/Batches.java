package city.urna.api.casting;

import city.urna.api.http.Monitoring;
import city.urna.chaincode.Command;
import city.urna.network.LedgerException;
import city.urna.network.Ordering;
import city.urna.network.Outcome;
import city.urna.network.RecordOutcome;
import city.urna.protocol.bytes.Bytes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ballots between the gateway and the ledger: a bounded queue, batches by size and time, each
 * stored in the spool before anything of it is acknowledged.
 */
final class Batches implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Batches.class);
  private static final int MOST_TOGETHER = 200;
  private static final Duration GATHER = Duration.ofMillis(100);
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  /** Batches that may be with the ledger at a time, so that deciding uses every core. */
  private static final int MOST_UNDER_WAY = 4;

  /** How often a batch is sent to a ledger that fails; then its ballots wait in the spool. */
  private static final int ATTEMPTS = 10;

  private static final Executor LATER =
      CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);

  private final Ordering ledger;
  private final Spool spool;
  private final Consumer<Pending> settled;
  private final BlockingQueue<Pending> queue;
  private final Semaphore underWay = new Semaphore(MOST_UNDER_WAY);
  private final Counter accepted;
  private final Counter refused;
  private final Timer deciding;
  private final Thread batcher;
  private volatile boolean closed;

  /**
   * @param mostWaiting how many ballots wait to be batched before {@link #offer} says no
   * @param settled told of every ballot that is decided or given up, before its waiters are
   */
  Batches(
      Ordering ledger,
      Spool spool,
      Monitoring monitoring,
      int mostWaiting,
      Consumer<Pending> settled) {
    this.ledger = ledger;
    this.spool = spool;
    this.settled = settled;
    this.queue = new ArrayBlockingQueue<>(mostWaiting);
    accepted = monitoring.counter("urna.ballots.recorded", "Ballots recorded on the ledger");
    refused = monitoring.counter("urna.ballots.refused", "Ballots refused by the contract");
    deciding = monitoring.timer("urna.batch", "From a batch's submission to its commit");
    monitoring.gauge("urna.queue", "Ballots waiting to be batched", queue::size);
    batcher = Thread.ofPlatform().name("casting-batches").start(this::run);
  }

  /** Whether there was room for it, and a batcher to take it. */
  boolean offer(Pending ballot) {
    if (closed || !queue.offer(ballot)) {
      return false;
    }
    // The batcher may have gone between the two; then nobody but this thread has it.
    return !closed || !queue.remove(ballot);
  }

  /**
   * Sends again what an earlier run acknowledged, past the queue.
   *
   * @param ballots in the spool already
   */
  void resubmit(List<Pending> ballots) throws InterruptedException {
    for (int i = 0; i < ballots.size(); i += MOST_TOGETHER) {
      send(byScope(ballots.subList(i, Math.min(i + MOST_TOGETHER, ballots.size()))));
    }
  }

  private void run() {
    while (!closed || !queue.isEmpty()) {
      try {
        Pending first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          send(byScope(gather(first)));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Ballots that arrive together, at most 200, for at most 100 ms, or while the ledger is busy. */
  private List<Pending> gather(Pending first) throws InterruptedException {
    underWay.acquire();
    underWay.release();
    List<Pending> gathered = new ArrayList<>(List.of(first));
    long until = System.nanoTime() + GATHER.toNanos();
    while (gathered.size() < MOST_TOGETHER) {
      Pending next = queue.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (next == null) {
        break;
      }
      gathered.add(next);
    }
    return gathered;
  }

  private static Collection<List<Pending>> byScope(List<Pending> ballots) {
    Map<String, List<Pending>> scopes = new LinkedHashMap<>();
    ballots.forEach(
        ballot -> scopes.computeIfAbsent(ballot.scope(), s -> new ArrayList<>()).add(ballot));
    // By tracker, so that the order says nothing of who came first.
    scopes.values().forEach(batch -> batch.sort(Comparator.comparing(Pending::tracker)));
    return scopes.values();
  }

  private void send(Collection<List<Pending>> batches) throws InterruptedException {
    for (List<Pending> batch : batches) {
      underWay.acquire();
      if (store(batch)) {
        submit(batch, 1);
      } else {
        underWay.release();
      }
    }
  }

  private boolean store(List<Pending> batch) {
    try {
      spool.put(
          batch.stream()
              .map(b -> new Spool.Spooled(b.tracker(), b.ballot().record().bytes()))
              .toList());
    } catch (LedgerException e) {
      LOG.error("the spool took no ballots", e);
      batch.forEach(ballot -> fail(ballot, e));
      return false;
    }
    batch.forEach(ballot -> ballot.stored().complete(ballot.ballot().record().bytes()));
    return true;
  }

  /** Keeps the batch's permit until it is decided, or given up. */
  private void submit(List<Pending> batch, int attempt) {
    long begun = System.nanoTime();
    List<Bytes> records = batch.stream().map(b -> b.ballot().record().bytes()).toList();
    ledger
        .submit(new Command(records))
        .whenComplete(
            (outcome, failure) -> {
              deciding.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
              if (failure == null) {
                settle(batch, outcome, attempt);
              } else if (attempt < ATTEMPTS && !closed) {
                LOG.warn("the ledger did not decide a batch; it is sent again", failure);
                LATER.execute(() -> submit(batch, attempt + 1));
              } else {
                LOG.error("the ledger did not decide a batch; its ballots stay stored", failure);
                batch.forEach(ballot -> fail(ballot, failure));
                underWay.release();
              }
            });
  }

  private void settle(List<Pending> batch, Outcome outcome, int attempt) {
    switch (outcome) {
      // What changed under it was a phase record other than the close, so it is decided again; not
      // through the queue, which may be full of ballots that nobody was promised anything about.
      case Outcome.Conflict conflict -> submit(batch, attempt);
      case Outcome.Decided(List<RecordOutcome> records) -> {
        forget(batch);
        for (int i = 0; i < batch.size(); i++) {
          (records.get(i) instanceof RecordOutcome.Refused ? refused : accepted).increment();
          settled.accept(batch.get(i));
          batch.get(i).outcome().complete(records.get(i));
        }
        underWay.release();
      }
    }
  }

  private void forget(List<Pending> batch) {
    try {
      spool.remove(batch.stream().map(Pending::tracker).toList());
    } catch (LedgerException e) {
      LOG.error("decided ballots stay in the spool; the next start submits them again", e);
    }
  }

  private void fail(Pending ballot, Throwable failure) {
    settled.accept(ballot);
    ballot.fail(failure);
  }

  /** Brings to the ledger what was taken; what does not get there in time stays in the spool. */
  @Override
  public void close() {
    closed = true;
    try {
      batcher.join(FAREWELL);
      if (!underWay.tryAcquire(MOST_UNDER_WAY, FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("the ledger did not decide in time; its ballots stay stored");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
