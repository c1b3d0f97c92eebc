package city.urna.api.consultation;

import city.urna.api.http.Peer;
import city.urna.api.http.Repeating;
import city.urna.chaincode.Command;
import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.network.Ledger;
import city.urna.network.Outcome;
import city.urna.network.RecordOutcome;
import city.urna.network.store.Session;
import city.urna.network.store.Store;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.consultation.AnchorForm;
import city.urna.protocol.consultation.AnchorList;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Anchor;
import city.urna.protocol.records.AnchorCall;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Public acts on their way to the log: one batch of a scope at a time goes to an organization,
 * which keeps it and signs an anchor over it (spec consultation §5); the node submits the anchor.
 *
 * <p>A batch is stored before anybody is asked, so that after a crash the same organization is
 * asked for the same. One that does not answer is passed over, and the next is asked for a batch of
 * its own; an act that both anchored stands once.
 */
final class Anchoring implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Anchoring.class);
  private static final Duration GATHER = Duration.ofMillis(200);
  private static final long PATIENCE_SECONDS = 30;

  private final Ledger ledger;
  private final State state;
  private final Store store;
  private final Map<String, Peer> organizations;
  private final Runnable registered;
  private final Repeating rounds;

  /**
   * @param organizations in the order in which they are asked
   * @param registered brings the register up to the log
   */
  Anchoring(Ledger ledger, Store store, Map<String, Peer> organizations, Runnable registered) {
    this.ledger = ledger;
    this.state = ledger.state();
    this.store = store;
    this.organizations = organizations;
    this.registered = registered;
    this.rounds = new Repeating("anchoring", GATHER, this::round);
  }

  /** A scope with public acts that wait. */
  private record Queue(String process, String scope) {}

  /** A batch that an organization is asked to anchor. */
  private record Batch(String organization, AnchorCall call) {}

  /** One batch of every scope that has some; also called while a scope is drained. */
  synchronized void round() {
    List<Queue> queues =
        store.read(
            session ->
                session.all(
                    "SELECT DISTINCT process, scope FROM waiting WHERE anchored = 1",
                    row -> new Queue(row.getString(1), row.getString(2))));
    queues.forEach(this::anchor);
  }

  private void anchor(Queue queue) {
    for (String organization : organizations.keySet()) {
      Optional<Batch> begun = begun(queue);
      Optional<Batch> batch = begun.isPresent() ? begun : begin(queue, organization);
      if (batch.isEmpty()) {
        return;
      }
      Optional<SignedRecord> anchor = ask(batch.get());
      if (anchor.isPresent() && submit(batch.get(), anchor.get())) {
        registered.run();
        return;
      }
      abandon(queue);
    }
    LOG.warn("no organization anchors public acts now; it is tried again");
  }

  private Optional<Batch> begun(Queue queue) {
    return store.read(
        session ->
            session.one(
                "SELECT organization, call FROM batches WHERE process = ? AND scope = ?",
                row ->
                    new Batch(
                        row.getString(1),
                        StrictParser.parse(AnchorCall.parser(), Session.bytes(row, 2)).orThrow()),
                queue.process(),
                queue.scope()));
  }

  private Optional<Batch> begin(Queue queue, String organization) {
    List<Bytes> acts = new ArrayList<>();
    long bytes = 0;
    for (Bytes act : waiting(queue)) {
      bytes += act.size();
      if (bytes > AnchorList.MOST_BYTES) {
        break;
      }
      acts.add(act);
    }
    if (acts.isEmpty()) {
      return Optional.empty();
    }
    Optional<AnchorForm.Last> last =
        state
            .get(StateKeys.anchor(queue.process(), queue.scope(), organization))
            .map(value -> AnchorForm.Last.decode(value).orThrow());
    AnchorCall call =
        AnchorCall.newBuilder()
            .setProcess(queue.process())
            .setScope(queue.scope())
            .setNumber(last.map(AnchorForm.Last::number).orElse(0L) + 1)
            .setPrevious(
                last.map(found -> found.record().value()).orElse(Bytes.EMPTY).toByteString())
            .addAllActs(acts.stream().map(Bytes::toByteString).toList())
            .build();
    store.write(
        session -> {
          session.change(
              "INSERT OR REPLACE INTO batches VALUES (?, ?, ?, ?)",
              queue.process(),
              queue.scope(),
              organization,
              Bytes.of(call.toByteString()));
          return call;
        });
    return Optional.of(new Batch(organization, call));
  }

  private List<Bytes> waiting(Queue queue) {
    return store.read(
        session ->
            session.all(
                "SELECT bytes FROM waiting WHERE anchored = 1 AND process = ? AND scope = ?"
                    + " ORDER BY number LIMIT ?",
                row -> Session.bytes(row, 1),
                queue.process(),
                queue.scope(),
                AnchorList.MOST_ACTS));
  }

  private void abandon(Queue queue) {
    store.write(
        session -> {
          session.change(
              "DELETE FROM batches WHERE process = ? AND scope = ?",
              queue.process(),
              queue.scope());
          return queue;
        });
  }

  /** The organization's anchor over this list, if it gives one. */
  private Optional<SignedRecord> ask(Batch batch) {
    Peer peer = organizations.get(batch.organization());
    if (peer == null) {
      return Optional.empty();
    }
    try {
      Peer.Reply reply = peer.post("v1/anchors", Bytes.of(batch.call().toByteString()));
      if (!reply.isOk()) {
        LOG.warn("organization {} does not anchor a batch", batch.organization());
        return Optional.empty();
      }
      return SignedRecord.parse(reply.body())
          .optional()
          .filter(record -> record.kind() == Kind.ANCHOR)
          .filter(
              record ->
                  record.body(Anchor.parser()) instanceof Parsed.Ok<Anchor>(Anchor anchor)
                      && list(batch).isOf(anchor));
    } catch (IOException nobody) {
      LOG.warn("organization {} does not answer", batch.organization());
      return Optional.empty();
    }
  }

  private static AnchorList list(Batch batch) {
    return new AnchorList(batch.call().getActsList().stream().map(Bytes::of).toList());
  }

  /** The list is stored before the anchor is on the log, so that every anchor there has one. */
  private boolean submit(Batch batch, SignedRecord anchor) {
    store.write(
        session -> {
          session.change(
              "INSERT OR IGNORE INTO lists VALUES (?, ?)", anchor.hash(), list(batch).encode());
          return anchor;
        });
    try {
      while (true) {
        Outcome outcome =
            ledger.submit(Command.of(anchor.bytes())).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (outcome instanceof Outcome.Decided(List<RecordOutcome> records)) {
          if (records.getFirst() instanceof RecordOutcome.Refused(Refusal code, String reason)) {
            LOG.warn("an anchor is refused: {} {}", code.text(), reason);
            return false;
          }
          return true;
        }
      }
    } catch (TimeoutException | ExecutionException broken) {
      LOG.warn("the ledger did not decide an anchor; the batch is sent again", broken);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    rounds.close();
  }
}
