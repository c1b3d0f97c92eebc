package city.urna.api.casting;

import city.urna.api.http.Monitoring;
import city.urna.api.http.Problem;
import city.urna.chaincode.Command;
import city.urna.chaincode.process.PhaseState;
import city.urna.network.Outcome;
import city.urna.network.Place;
import city.urna.network.RecordOutcome;
import city.urna.network.embedded.EmbeddedLedger;
import city.urna.protocol.ballot.SignedBallot;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.transcript.Context;
import city.urna.protocol.transcript.Transcript;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes ballots, stores them, acknowledges, batches, submits (spec api §1, log §3). Its queue is
 * bounded; what does not fit is answered with busy, and nothing is stored of it.
 */
public final class Gateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  /** Ballots of one credential that this gateway takes (R). */
  private static final int QUOTA = 20;

  private static final int MOST_WAITING = 2_000;
  private static final int MOST_TOGETHER = 200;
  private static final Duration GATHER = Duration.ofMillis(20);

  /** Batches that may be with the ledger at a time, so that deciding uses every core. */
  private static final int MOST_UNDER_WAY = 4;

  private final EmbeddedLedger ledger;
  private final Spool spool;
  private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Map<Tracker, Pending> pending = new ConcurrentHashMap<>();
  private final Set<String> drained = ConcurrentHashMap.newKeySet();
  private final Semaphore underWay = new Semaphore(MOST_UNDER_WAY);
  private final Counter accepted;
  private final Counter refused;
  private final Timer deciding;
  private final Thread batcher;
  private volatile boolean closed;

  public Gateway(EmbeddedLedger ledger, java.nio.file.Path spoolFile, Monitoring monitoring) {
    this.ledger = ledger;
    this.spool = new Spool(spoolFile);
    accepted = monitoring.counter("urna.ballots.recorded", "Ballots recorded on the ledger");
    refused = monitoring.counter("urna.ballots.refused", "Ballots refused by the contract");
    deciding = monitoring.timer("urna.batch", "From a batch's submission to its commit");
    monitoring.gauge("urna.queue", "Ballots waiting to be batched", queue::size);
    batcher = Thread.ofPlatform().name("casting-batches").start(this::batches);
    resubmit();
  }

  /** What the ledger has of a ballot, or what is becoming of it. */
  public sealed interface Taken {
    /** It stands on the log. */
    record Standing(Place place) implements Taken {}

    /** It is on its way. */
    record OnItsWay(Pending ballot) implements Taken {}
  }

  /**
   * Takes a ballot whose own signature holds.
   *
   * @throws Problem when casting is not open, it is stale, the quota is used up, or the queue full
   */
  Taken take(SignedBallot ballot) {
    PhaseState phase = casting(ballot.record().process(), ballot.record().scope());
    Context context =
        new Context(ballot.record().process(), ballot.record().scope(), phase.election());
    Tracker tracker =
        new Tracker(Transcript.of("ballot", context).absorb("body", ballot.record().body()).hash());
    Optional<Place> standing = ledger.log().find(tracker);
    if (standing.isPresent()) {
      return new Taken.Standing(standing.get());
    }
    Nullifier nullifier =
        new Nullifier(
            Transcript.of("nullifier", context).absorb("credential", ballot.credential()).hash());
    Pending fresh = Pending.of(ballot, phase.election(), tracker, nullifier);
    Pending before = pending.putIfAbsent(tracker, fresh);
    if (before != null) {
      return new Taken.OnItsWay(before);
    }
    try {
      admit(fresh);
    } catch (Problem problem) {
      pending.remove(tracker);
      throw problem;
    }
    return new Taken.OnItsWay(fresh);
  }

  private PhaseState casting(String process, String scope) {
    PhaseState phase =
        PhaseState.read(ledger.state(), process, scope)
            .filter(found -> found.step() == PhaseState.Step.CASTING)
            .orElseThrow(
                () ->
                    Problem.refused(city.urna.protocol.bytes.Refusal.PHASE, "casting is not open"));
    if (drained.contains(process + "/" + scope)) {
      throw Problem.refused(city.urna.protocol.bytes.Refusal.PHASE, "casting is being closed");
    }
    return phase;
  }

  private void admit(Pending ballot) {
    Nullifier nullifier = ballot.nullifier();
    Bytes replaces = Bytes.of(ballot.ballot().message().getReplaces());
    if (!replaces.equals(ledger.log().chainEnd(nullifier).bytes())) {
      throw new Problem(
          Problem.Type.STALE, "ask for the chain's end and build the ballot again on it");
    }
    if (ledger.log().ballots(nullifier) >= QUOTA) {
      throw new Problem(
          Problem.Type.QUOTA, "a credential casts at most " + QUOTA + " ballots here");
    }
    if (closed || !queue.offer(ballot)) {
      throw new Problem(Problem.Type.BUSY, "many vote at once; nothing was stored of this ballot");
    }
  }

  /** A ballot that is on its way, if it is. */
  Optional<Pending> onItsWay(Tracker tracker) {
    return Optional.ofNullable(pending.get(tracker));
  }

  /** What an earlier run acknowledged and did not bring to the ledger. */
  private void resubmit() {
    List<Bytes> left = spool.left();
    if (!left.isEmpty()) {
      LOG.info("{} acknowledged ballots of the last run go to the ledger now", left.size());
    }
    for (Bytes record : left) {
      switch (city.urna.protocol.record.SignedRecord.parse(record)
          .verdict(city.urna.protocol.bytes.Refusal.ENVELOPE)
          .flatMap(SignedBallot::of)) {
        case Verdict.Verified<SignedBallot>(SignedBallot ballot) -> requeue(ballot);
        case Verdict.Rejected<SignedBallot> broken ->
            LOG.error("a ballot in the spool cannot be read: {}", broken.reason());
      }
    }
  }

  private void requeue(SignedBallot ballot) {
    PhaseState.read(ledger.state(), ballot.record().process(), ballot.record().scope())
        .ifPresent(
            phase -> {
              Context context =
                  new Context(ballot.record().process(), ballot.record().scope(), phase.election());
              Tracker tracker =
                  new Tracker(
                      Transcript.of("ballot", context)
                          .absorb("body", ballot.record().body())
                          .hash());
              Pending again =
                  Pending.of(ballot, phase.election(), tracker, new Nullifier(Digest.ZERO));
              if (pending.putIfAbsent(tracker, again) == null) {
                queue.add(again);
              }
            });
  }

  private void batches() {
    while (!closed || !queue.isEmpty()) {
      try {
        Pending first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          submit(gather(first));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Ballots of one scope that arrive together, at most 200, for at most 20 ms. */
  private List<Pending> gather(Pending first) throws InterruptedException {
    underWay.acquire();
    List<Pending> batch = new ArrayList<>(List.of(first));
    long until = System.nanoTime() + GATHER.toNanos();
    while (batch.size() < MOST_TOGETHER) {
      Pending next = queue.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (next == null) {
        break;
      }
      if (!next.scope().equals(first.scope())) {
        List<Pending> other = List.of(next);
        underWay.acquire();
        send(other);
        continue;
      }
      batch.add(next);
    }
    return batch;
  }

  private void submit(List<Pending> batch) {
    // By tracker, so that the order says nothing of who came first.
    batch.sort(Comparator.comparing(Pending::tracker));
    send(batch);
  }

  private void send(List<Pending> batch) {
    spool.put(
        batch.stream()
            .map(b -> new Spool.Spooled(b.tracker(), b.ballot().record().bytes()))
            .toList());
    batch.forEach(ballot -> ballot.stored().complete(ballot.ballot().record().bytes()));
    long begun = System.nanoTime();
    Command command =
        new Command(batch.stream().map(ballot -> ballot.ballot().record().bytes()).toList());
    ledger
        .submit(command)
        .whenComplete(
            (outcome, failure) -> {
              underWay.release();
              deciding.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
              if (failure != null) {
                batch.forEach(ballot -> fail(ballot, failure));
              } else {
                settle(batch, outcome);
              }
            });
  }

  private void fail(Pending ballot, Throwable failure) {
    pending.remove(ballot.tracker());
    ballot.outcome().completeExceptionally(failure);
  }

  private void settle(List<Pending> batch, Outcome outcome) {
    switch (outcome) {
      case Outcome.Conflict conflict -> batch.forEach(this::again);
      case Outcome.Decided(List<RecordOutcome> records) -> {
        spool.remove(batch.stream().map(Pending::tracker).toList());
        for (int i = 0; i < batch.size(); i++) {
          (records.get(i) instanceof RecordOutcome.Refused ? refused : accepted).increment();
          pending.remove(batch.get(i).tracker());
          batch.get(i).outcome().complete(records.get(i));
        }
      }
    }
  }

  /** What changed under a batch was a phase record other than the close: it is decided again. */
  private void again(Pending ballot) {
    if (!queue.offer(ballot)) {
      fail(ballot, new Problem(Problem.Type.BUSY, "stored, and sent again at the next start"));
    }
  }

  /**
   * Takes no more ballots of a scope and waits until those taken are decided: what was acknowledged
   * is ordered before the close.
   */
  public void drain(String process, String scope) {
    drained.add(process + "/" + scope);
    List<Pending> left =
        pending.values().stream()
            .filter(ballot -> ballot.scope().equals(process + "/" + scope))
            .toList();
    for (Pending ballot : left) {
      ballot.outcome().handle((outcome, failure) -> true).join();
    }
  }

  /** Takes ballots of a scope again, after a close that was refused. */
  public void reopen(String process, String scope) {
    drained.remove(process + "/" + scope);
  }

  /** Brings to the ledger what was taken, then stops. */
  @Override
  public void close() {
    closed = true;
    try {
      batcher.join(Duration.ofSeconds(10));
      underWay.tryAcquire(MOST_UNDER_WAY, 10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    spool.close();
  }
}
