package city.urna.api.organization;

import city.urna.api.casting.Acknowledgement;
import city.urna.api.http.Peer;
import city.urna.chaincode.Command;
import city.urna.chaincode.State;
import city.urna.chaincode.process.PhaseState;
import city.urna.network.LedgerException;
import city.urna.network.Ordering;
import city.urna.network.Outcome;
import city.urna.network.Place;
import city.urna.network.RecordOutcome;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.election.Election;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.transcript.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The way of this organization's ballots into the order: to the node, which orders, with this
 * organization's promise beside each (spec api §3).
 *
 * <p>The node is not believed: a ballot is recorded once this organization's own replay has it.
 */
final class Forwarding implements Ordering {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

  private final Replica replica;
  private final Peer node;
  private final InstantSource clock;

  Forwarding(Replica replica, Peer node, InstantSource clock) {
    this.replica = replica;
    this.node = node;
    this.clock = clock;
  }

  @Override
  public State state() {
    return replica.copy().state();
  }

  @Override
  public CompletableFuture<Outcome> submit(Command command) {
    List<CompletableFuture<RecordOutcome>> sent =
        command.records().stream()
            .map(record -> CompletableFuture.supplyAsync(() -> forward(record), THREADS))
            .toList();
    return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
        .thenApply(all -> new Outcome.Decided(sent.stream().map(CompletableFuture::join).toList()));
  }

  private RecordOutcome forward(Bytes bytes) {
    SignedRecord record = SignedRecord.parse(bytes).orThrow();
    PhaseState phase =
        PhaseState.read(state(), record.process(), record.scope())
            .orElseThrow(() -> new LedgerException("this organization does not know the scope"));
    Context context = new Context(record.process(), record.scope(), phase.election());
    Tracker tracker = Election.tracker(context, record.body());
    Acknowledgement promise =
        Acknowledgement.sign(
            context, tracker, clock.instant().getEpochSecond(), replica.keys().signing());
    Peer.Reply reply;
    try {
      reply = node.post("v1/ballots", bytes, Map.of(Acknowledgement.HEADER, promise.header()));
    } catch (IOException e) {
      throw new LedgerException("the node does not answer", e);
    }
    if (reply.isOk()) {
      return new RecordOutcome.Recorded(record.hash(), tracker, replayed(tracker));
    }
    return refusal(reply)
        .filter(refused -> refused.code() != Refusal.PHASE || !isCasting(record))
        .orElseThrow(() -> new LedgerException("the node answered " + reply.status()));
  }

  /** A node that closes refuses by the phase; only this organization's own replay says so. */
  private boolean isCasting(SignedRecord record) {
    return PhaseState.read(state(), record.process(), record.scope())
        .filter(phase -> phase.step() == PhaseState.Step.CASTING)
        .isPresent();
  }

  private static Optional<RecordOutcome.Refused> refusal(Peer.Reply reply) {
    try {
      JsonNode problem = JSON.readTree(reply.text());
      return Arrays.stream(Refusal.values())
          .filter(code -> code.text().equals(problem.path("code").asText()))
          .findFirst()
          .map(code -> new RecordOutcome.Refused(code, problem.path("detail").asText()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Place replayed(Tracker tracker) {
    return within(() -> replica.copy().log().find(tracker))
        .orElseThrow(
            () -> new LedgerException("the node took a ballot that has not come back in a block"));
  }

  /** The node's checkpoint over a position, once it bears the quorum and agrees with the replay. */
  CompletableFuture<SignedNote> cosigned(long position) {
    return CompletableFuture.supplyAsync(
            () -> within(() -> checkpoint().filter(note -> covers(note, position))), THREADS)
        .thenCompose(
            found ->
                found.map(CompletableFuture::completedFuture).orElseGet(CompletableFuture::new));
  }

  /** Asks again until there is an answer, or patience is at its end. */
  private static <T> Optional<T> within(Supplier<Optional<T>> question) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    Optional<T> found = question.get();
    while (found.isEmpty() && System.nanoTime() < until) {
      LockSupport.parkNanos(PAUSE.toNanos());
      found = question.get();
    }
    return found;
  }

  private Optional<SignedNote> checkpoint() {
    try {
      Peer.Reply reply = node.get("checkpoint");
      return reply.isOk() ? SignedNote.parse(reply.body()).optional() : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private boolean covers(SignedNote note, long position) {
    var log = replica.copy().log();
    return replica
        .genesis()
        .map(genesis -> CheckpointTrust.of(genesis).orThrow().check(note))
        .filter(CheckpointTrust.Outcome.Trusted.class::isInstance)
        .map(trusted -> ((CheckpointTrust.Outcome.Trusted) trusted).checkpoint())
        .filter(checkpoint -> checkpoint.size() > position && checkpoint.size() <= log.size())
        .filter(checkpoint -> checkpoint.root().equals(log.root(checkpoint.size())))
        .isPresent();
  }
}
