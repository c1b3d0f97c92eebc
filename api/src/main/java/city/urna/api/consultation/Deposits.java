package city.urna.api.consultation;

import city.urna.api.http.Monitoring;
import city.urna.api.http.Problem;
import city.urna.api.http.Repeating;
import city.urna.chaincode.Command;
import city.urna.network.Ledger;
import city.urna.network.LedgerException;
import city.urna.network.Outcome;
import city.urna.network.RecordOutcome;
import city.urna.network.store.Session;
import city.urna.network.store.Store;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.consultation.Content;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Act;
import io.micrometer.core.instrument.Counter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acts between their acceptance and the log: many stored together with their contents, then those
 * of credentials and offices submitted in batches sorted by act hash, so that the order says
 * nothing of who came first. Public acts wait for {@link Anchoring}.
 */
final class Deposits implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Deposits.class);
  private static final int MOST_TOGETHER = 200;
  private static final int MOST_BYTES_TOGETHER = 32 * 1024 * 1024;
  private static final Duration GATHER = Duration.ofMillis(25);
  private static final Duration AGAIN = Duration.ofSeconds(2);
  private static final int MOST_WAITING = 2_000;

  private final Ledger ledger;
  private final Store store;
  private final BlockingQueue<Handed> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Map<Tracker, Handed> pending = new ConcurrentHashMap<>();

  /** Acts that were submitted and whose outcome is not known yet. */
  private final Set<Digest> underWay = ConcurrentHashMap.newKeySet();

  private final Counter accepted;
  private final Counter refused;
  private final Thread writer;
  private final Repeating again;
  private volatile boolean closed;

  Deposits(Ledger ledger, Store store, Monitoring monitoring) {
    this.ledger = ledger;
    this.store = store;
    accepted = monitoring.counter("urna.acts.stored", "Acts stored durably");
    refused = monitoring.counter("urna.acts.refused", "Stored acts refused by the contract");
    monitoring.gauge("urna.acts.queue", "Acts waiting to be stored", queue::size);
    writer = Thread.ofPlatform().name("consultation-deposits").start(this::run);
    again = new Repeating("acts", AGAIN, this::submitLeft);
  }

  /**
   * Takes an act in, or leads to the same one that is on its way.
   *
   * @throws Problem when the queue is full
   */
  Handed take(Handed fresh) {
    Handed before = pending.putIfAbsent(fresh.act(), fresh);
    if (before != null) {
      return before;
    }
    if (closed || !queue.offer(fresh)) {
      pending.remove(fresh.act(), fresh);
      Problem busy = new Problem(Problem.Type.BUSY, "many act at once; nothing of it was stored");
      fresh.fail(busy);
      throw busy;
    }
    return fresh;
  }

  Optional<Handed> onItsWay(Tracker act) {
    return Optional.ofNullable(pending.get(act));
  }

  /** Told by the register: the act stands on the log. */
  void registered(Tracker act, long order) {
    Handed handed = pending.remove(act);
    if (handed != null) {
      handed.stored().complete(act);
      handed.recorded().complete(order);
    }
  }

  /** The acts whose senders wait to hear that they stand on the log. */
  List<Tracker> awaited() {
    return List.copyOf(pending.keySet());
  }

  private void run() {
    while (!closed || !queue.isEmpty()) {
      try {
        Handed first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          deposit(gather(first));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private List<Handed> gather(Handed first) throws InterruptedException {
    List<Handed> gathered = new ArrayList<>(List.of(first));
    long bytes = size(first);
    long until = System.nanoTime() + GATHER.toNanos();
    while (gathered.size() < MOST_TOGETHER && bytes < MOST_BYTES_TOGETHER) {
      Handed next = queue.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (next == null) {
        break;
      }
      gathered.add(next);
      bytes += size(next);
    }
    return gathered;
  }

  private static long size(Handed handed) {
    return handed.contents().stream().mapToLong(content -> content.bytes().size()).sum();
  }

  private void deposit(List<Handed> acts) {
    // Public acts keep the order of their arrival; of the others none is to be seen.
    List<Handed> sorted =
        acts.stream()
            .sorted(
                Comparator.comparing(
                    handed -> handed.anchored() ? Bytes.EMPTY : handed.act().bytes()))
            .toList();
    try {
      store.write(session -> put(session, sorted));
    } catch (LedgerException broken) {
      LOG.error("the consultation's store took no acts", broken);
      sorted.forEach(
          handed -> {
            pending.remove(handed.act(), handed);
            handed.fail(broken);
          });
      return;
    }
    accepted.increment(sorted.size());
    sorted.forEach(handed -> handed.stored().complete(handed.act()));
    submit(
        sorted.stream()
            .filter(handed -> !handed.anchored())
            .map(handed -> new Left(handed.hash(), scope(handed), handed.bytes()))
            .toList());
  }

  private static String scope(Handed handed) {
    return handed.election().process() + "/" + handed.election().scope();
  }

  private static Integer put(Session session, List<Handed> acts) throws SQLException {
    for (Handed handed : acts) {
      String process = handed.election().process();
      String scope = handed.election().scope();
      for (Content content : handed.contents()) {
        ContentStore.put(session, process, scope, content);
      }
      session.change(
          "INSERT OR IGNORE INTO waiting (hash, process, scope, anchored, bytes)"
              + " VALUES (?, ?, ?, ?, ?)",
          handed.hash(),
          process,
          scope,
          handed.anchored() ? 1 : 0,
          handed.bytes());
    }
    return acts.size();
  }

  /** An act's record that is stored and not on the log. */
  private record Left(Digest hash, String scope, Bytes record) {}

  private List<Left> left() {
    return store.read(
        session ->
            session.all(
                "SELECT hash, process, scope, bytes FROM waiting WHERE anchored = 0 ORDER BY hash",
                row ->
                    new Left(
                        Session.digest(row, 1),
                        row.getString(2) + "/" + row.getString(3),
                        Session.bytes(row, 4))));
  }

  /** Those of an earlier run, and those that the ledger did not decide. */
  private void submitLeft() {
    if (!closed) {
      submit(left());
    }
  }

  private void submit(List<Left> acts) {
    Map<String, List<Left>> scopes = new LinkedHashMap<>();
    acts.stream()
        .filter(act -> underWay.add(act.hash()))
        .forEach(act -> scopes.computeIfAbsent(act.scope(), name -> new ArrayList<>()).add(act));
    scopes
        .values()
        .forEach(
            all -> {
              for (int i = 0; i < all.size(); i += MOST_TOGETHER) {
                send(List.copyOf(all.subList(i, Math.min(i + MOST_TOGETHER, all.size()))));
              }
            });
  }

  private void send(List<Left> batch) {
    ledger
        .submit(new Command(batch.stream().map(Left::record).toList()))
        .whenComplete(
            (outcome, failure) -> {
              if (failure != null) {
                LOG.warn("the ledger did not decide acts; they are sent again", failure);
                batch.forEach(act -> underWay.remove(act.hash()));
              } else if (outcome instanceof Outcome.Decided(List<RecordOutcome> records)) {
                settle(batch, records);
              } else {
                send(batch);
              }
            });
  }

  private void settle(List<Left> batch, List<RecordOutcome> records) {
    for (int i = 0; i < batch.size(); i++) {
      Left act = batch.get(i);
      if (records.get(i) instanceof RecordOutcome.Refused(Refusal code, String reason)) {
        refused.increment();
        forget(act);
        Handed handed = pending.remove(new Tracker(act.hash()));
        if (handed != null) {
          handed.fail(Problem.refused(code, reason));
        }
      }
      underWay.remove(act.hash());
    }
  }

  /** Nothing is kept of an act that was refused after all: a close was ordered before it. */
  private void forget(Left act) {
    List<Bytes> commitments =
        SignedRecord.parse(act.record())
            .flatMap(record -> record.body(Act.parser()))
            .orThrow()
            .getContentsList()
            .stream()
            .map(reference -> Bytes.of(reference.getCommitment()))
            .toList();
    try {
      store.write(
          session -> {
            session.change("DELETE FROM waiting WHERE hash = ?", act.hash());
            for (Bytes commitment : commitments) {
              ContentStore.destroyUnlessNamed(session, new Digest(commitment));
            }
            return act;
          });
    } catch (LedgerException broken) {
      LOG.error("a refused act stays stored; it is submitted and refused again", broken);
    }
  }

  /**
   * Waits until the acts of a scope that were taken are decided.
   *
   * @throws Problem when the ledger does not decide them
   */
  void drain(String process, String scope) {
    String name = process + "/" + scope;
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      boolean stored =
          pending.values().stream()
              .filter(handed -> scope(handed).equals(name))
              .allMatch(handed -> handed.stored().isDone());
      boolean empty =
          store.read(
              session ->
                  session
                      .one(
                          "SELECT 1 FROM waiting WHERE process = ? AND scope = ? LIMIT 1",
                          row -> row.getInt(1),
                          process,
                          scope)
                      .isEmpty());
      if (stored && empty) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new Problem(
            Problem.Type.BUSY, "acknowledged acts are not on the ledger yet; try again");
      }
      submit(left());
      java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
    }
  }

  @Override
  public void close() {
    closed = true;
    again.close();
    try {
      writer.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
