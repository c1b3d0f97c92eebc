package city.urna.api.casting;

import city.urna.api.http.Monitoring;
import city.urna.api.http.Problem;
import city.urna.chaincode.State;
import city.urna.chaincode.process.PhaseState;
import city.urna.network.Ordering;
import city.urna.network.Place;
import city.urna.network.RecordOutcome;
import city.urna.network.log.LogStore;
import city.urna.protocol.ballot.SignedBallot;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.record.SignedRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes ballots, has them stored and acknowledged, and follows them to the ledger (spec api §1, log
 * §3). Its queue is bounded; what does not fit is answered with busy, and nothing is stored of it.
 */
public final class Gateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  private static final int MOST_WAITING = 2_000;

  private final State state;
  private final int quota;
  private final LogStore log;
  private final Spool spool;
  private final Batches batches;
  private final Map<Tracker, Pending> pending = new ConcurrentHashMap<>();
  private final Map<Nullifier, Integer> waiting = new ConcurrentHashMap<>();
  private final Set<String> drained = ConcurrentHashMap.newKeySet();

  /**
   * Opens a gateway and sends on what an earlier run acknowledged.
   *
   * @param quota ballots of one credential that this gateway takes (R)
   */
  public Gateway(
      Ordering ordering, LogStore log, Path spoolFile, Monitoring monitoring, int quota) {
    this(ordering, log, spoolFile, monitoring, quota, MOST_WAITING);
  }

  Gateway(
      Ordering ordering,
      LogStore log,
      Path spoolFile,
      Monitoring monitoring,
      int quota,
      int mostWaiting) {
    this.state = ordering.state();
    this.quota = quota;
    this.log = log;
    this.spool = new Spool(spoolFile);
    this.batches = new Batches(ordering, spool, monitoring, mostWaiting, this::settled);
    resubmit(spooled());
  }

  /** What the ledger has of a ballot, or what is becoming of it. */
  public sealed interface Taken {
    /** It stands on the log. */
    record Standing(Pending ballot, Place place) implements Taken {}

    /** It is on its way. */
    record OnItsWay(Pending ballot) implements Taken {}
  }

  /**
   * Takes a ballot whose own signature holds. One that stands on the log or is on its way is not
   * taken again, whatever the phase.
   *
   * @param isPromised whether another gateway has acknowledged it: then neither quota nor staleness
   *     stands against it
   * @throws Problem when casting is not open, it is stale, the quota is used up, or the queue full
   */
  Taken take(SignedBallot ballot, Predicate<Pending> isPromised) {
    String process = ballot.record().process();
    String scope = ballot.record().scope();
    Pending fresh =
        PhaseState.read(state, process, scope)
            .filter(PhaseState::frozen)
            .map(phase -> Pending.of(ballot, phase.election()))
            .orElseThrow(() -> Problem.refused(Refusal.PHASE, "casting is not open"));
    Pending before = pending.putIfAbsent(fresh.tracker(), fresh);
    if (before != null) {
      return new Taken.OnItsWay(before);
    }
    boolean admitted = false;
    try {
      waiting.merge(fresh.nullifier(), 1, Integer::sum);
      // From here on a drain waits for this ballot, so nothing that is looked at goes stale.
      Optional<Place> standing = log.find(fresh.tracker());
      if (standing.isPresent()) {
        // Whoever sent the same ballot meanwhile follows this one.
        fresh.stored().complete(ballot.record().bytes());
        fresh.outcome().complete(new RecordOutcome.Standing(standing.get()));
        return new Taken.Standing(fresh, standing.get());
      }
      requireCasting(process, scope);
      if (!isPromised.test(fresh)) {
        requireQuota(fresh);
        requireFresh(fresh);
      }
      if (!batches.offer(fresh)) {
        throw new Problem(
            Problem.Type.BUSY, "many vote at once; nothing was stored of this ballot");
      }
      admitted = true;
      return new Taken.OnItsWay(fresh);
    } catch (Problem problem) {
      fresh.fail(problem);
      throw problem;
    } finally {
      if (!admitted) {
        settled(fresh);
        fresh.fail(new Problem(Problem.Type.BUSY, "send the same ballot again"));
      }
    }
  }

  private void requireCasting(String process, String scope) {
    if (drained.contains(process + "/" + scope)) {
      throw Problem.refused(Refusal.PHASE, "casting is being closed");
    }
    if (PhaseState.read(state, process, scope)
        .filter(phase -> phase.step() == PhaseState.Step.CASTING)
        .isEmpty()) {
      throw Problem.refused(Refusal.PHASE, "casting is not open");
    }
  }

  private void requireQuota(Pending ballot) {
    Nullifier nullifier = ballot.nullifier();
    if (log.ballots(nullifier) + waiting.getOrDefault(nullifier, 0) > quota) {
      throw new Problem(
          Problem.Type.QUOTA, "a credential casts at most " + quota + " ballots here");
    }
  }

  private void requireFresh(Pending ballot) {
    if (!Bytes.of(ballot.ballot().message().getReplaces())
        .equals(log.chainEnd(ballot.nullifier()).bytes())) {
      throw new Problem(
          Problem.Type.STALE, "ask for the chain's end and build the ballot again on it");
    }
  }

  private void settled(Pending ballot) {
    pending.remove(ballot.tracker(), ballot);
    waiting.computeIfPresent(ballot.nullifier(), (n, count) -> count == 1 ? null : count - 1);
  }

  /** Whether a ballot is on its way, or stored and waiting to be sent again. */
  boolean isOnItsWay(Tracker tracker) {
    return pending.containsKey(tracker) || spool.holds(tracker);
  }

  /** What was acknowledged and is not on its way: an earlier run's, or given up by the ledger. */
  private List<Pending> spooled() {
    List<Pending> left = new ArrayList<>();
    for (Bytes record : spool.left()) {
      switch (SignedRecord.parse(record).verdict(Refusal.ENVELOPE).flatMap(SignedBallot::of)) {
        case Verdict.Verified<SignedBallot>(SignedBallot ballot) ->
            PhaseState.read(state, ballot.record().process(), ballot.record().scope())
                .map(phase -> Pending.of(ballot, phase.election()))
                .ifPresent(left::add);
        case Verdict.Rejected<SignedBallot> broken ->
            LOG.error("a ballot in the spool cannot be read: {}", broken.reason());
      }
    }
    return left;
  }

  /** Sends once more what was acknowledged and given up meanwhile. */
  public void sendLeft() {
    resubmit(spooled().stream().filter(b -> !pending.containsKey(b.tracker())).toList());
  }

  private void resubmit(List<Pending> left) {
    if (left.isEmpty()) {
      return;
    }
    LOG.info("{} ballots acknowledged before go to the ledger now", left.size());
    for (Pending ballot : left) {
      pending.put(ballot.tracker(), ballot);
      waiting.merge(ballot.nullifier(), 1, Integer::sum);
    }
    try {
      batches.resubmit(left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Takes no more ballots of a scope and waits until those taken are decided: what was acknowledged
   * is ordered before the close.
   *
   * @throws Problem when the ledger does not decide them; then the close has to wait
   */
  public void drain(String process, String scope) {
    drained.add(process + "/" + scope);
    decided(
        pending.values().stream()
            .filter(ballot -> ballot.scope().equals(process + "/" + scope))
            .toList());
    List<Pending> left = spooled(process, scope);
    resubmit(left);
    decided(left);
    int lost = spooled(process, scope).size();
    if (lost > 0) {
      throw new Problem(
          Problem.Type.BUSY,
          lost + " acknowledged ballots are not on the ledger; the operator finds why in the log");
    }
  }

  private List<Pending> spooled(String process, String scope) {
    return spooled().stream()
        .filter(ballot -> ballot.scope().equals(process + "/" + scope))
        .toList();
  }

  private static void decided(List<Pending> ballots) {
    ballots.forEach(ballot -> ballot.outcome().handle((outcome, failure) -> true).join());
  }

  /** Takes ballots of a scope again, after a close that was refused. */
  public void reopen(String process, String scope) {
    drained.remove(process + "/" + scope);
  }

  /** Brings to the ledger what was taken, then stops. */
  @Override
  public void close() {
    batches.close();
    spool.close();
  }
}
