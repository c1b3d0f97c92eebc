package city.urna.api.board;

import city.urna.api.http.Problem;
import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.process.PhaseState;
import city.urna.network.Place;
import city.urna.network.log.LogStore;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.Scope;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** How far a process has come, from the contract's state (spec api §1). */
final class ProcessStatus {
  private final State state;
  private final LogStore log;
  private final String id;
  private final SignedRecord record;
  private final Process process;

  private ProcessStatus(State state, LogStore log, String id, SignedRecord record) {
    this.state = state;
    this.log = log;
    this.id = id;
    this.record = record;
    this.process = record.body(Process.parser()).orThrow();
  }

  static ProcessStatus read(State state, LogStore log, String id) {
    Bytes bytes =
        state
            .get(StateKeys.process(id))
            .orElseThrow(() -> new Problem(Problem.Type.NOT_FOUND, "no process " + id));
    return new ProcessStatus(state, log, id, SignedRecord.parse(bytes).orThrow());
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("process", id).put("hash", record.hash().hex());
    ArrayNode scopes = json.putArray("scopes");
    process.getScopesList().forEach(scope -> scope(scopes.addObject(), scope));
    ceremony(json.putObject("ceremony"));
    json.put("size", log.size());
    return json;
  }

  private void scope(ObjectNode json, Scope scope) {
    Optional<PhaseState> phase = PhaseState.read(state, id, scope.getId());
    json.put("id", scope.getId());
    json.put("phase", phase.map(found -> word(scope.getId(), found)).orElse("setup"));
    json.put(
        "election",
        phase
            .map(PhaseState::election)
            .filter(hash -> !hash.equals(Digest.ZERO))
            .map(Digest::hex)
            .orElse(""));
    ArrayNode issuers = json.putArray("activeIssuers");
    phase.ifPresent(found -> found.activeIssuers().forEach(issuers::add));
    json.put("lastPhase", phase.map(found -> found.previous().hex()).orElse(""));
    json.put("rollVersion", rollVersion(scope.getId()));
    json.put(
        "closedAt",
        phase
            .filter(found -> found.step() == PhaseState.Step.CLOSED)
            .flatMap(found -> log.find(found.previous()))
            .map(Place::position)
            .map(position -> position + 1)
            .orElse(0L));
    json.put(
        "listsComplete", phase.map(found -> listsComplete(scope.getId(), found)).orElse(false));
    json.put("ballots", log.ballots(id, scope.getId()));
  }

  private String word(String scope, PhaseState phase) {
    return switch (phase.step()) {
      case ISSUANCE -> "issuance";
      case CASTING -> "casting";
      case VOID -> "void";
      case CLOSED -> {
        if (state.get(StateKeys.certificate(id, scope)).isPresent()) {
          yield "certified";
        }
        yield state.get(StateKeys.closed(id, scope)).isPresent() ? "fixed" : "closed";
      }
    };
  }

  /** Whether every active issuer's list stands on the ledger, to the last chunk. */
  private boolean listsComplete(String scope, PhaseState phase) {
    return phase.activeIssuers().stream()
        .allMatch(
            issuer ->
                state
                    .get(StateKeys.issuance(id, scope, issuer))
                    .map(head -> chunks(head))
                    .map(
                        chunks ->
                            IntStream.range(0, chunks)
                                .allMatch(c -> has(StateKeys.issuance(id, scope, issuer, c))))
                    .orElse(false));
  }

  /** The second number of {@code u32 total ‖ u32 chunks ‖ root}. */
  private static int chunks(Bytes head) {
    return Wire.read(
            head,
            reader -> {
              reader.u32();
              int chunks = (int) reader.u32();
              reader.digest();
              return chunks;
            })
        .orThrow();
  }

  private int rollVersion(String scope) {
    return IntStream.iterate(1, v -> v + 1)
        .takeWhile(v -> state.get(StateKeys.roll(id, scope, v, 0)).isPresent())
        .max()
        .orElse(0);
  }

  private void ceremony(ObjectNode json) {
    int round = 1;
    List<Integer> active = IntStream.rangeClosed(1, process.getTrusteesCount()).boxed().toList();
    Optional<Bytes> kept = state.get(StateKeys.ceremony(id));
    if (kept.isPresent()) {
      List<Integer> numbers =
          Wire.read(
                  kept.get(),
                  reader -> {
                    List<Integer> read = new ArrayList<>();
                    while (!reader.end()) {
                      read.add((int) reader.u32());
                    }
                    return read;
                  })
              .orThrow();
      round = numbers.getFirst();
      active = numbers.subList(2, numbers.size());
    }
    json.put("round", round);
    ArrayNode trustees = json.putArray("active");
    active.forEach(trustees::add);
    json.put("step", ceremonyStep(round, active));
  }

  private String ceremonyStep(int round, List<Integer> active) {
    if (!active.stream().allMatch(t -> has(StateKeys.commit(id, round, t)))) {
      return "commit";
    }
    if (!active.stream().allMatch(t -> has(StateKeys.opening(id, round, t)))) {
      return "open";
    }
    return active.stream().allMatch(t -> has(StateKeys.signOff(id, round, t)))
        ? "done"
        : "sign-off";
  }

  private boolean has(String key) {
    return state.get(key).isPresent();
  }
}
