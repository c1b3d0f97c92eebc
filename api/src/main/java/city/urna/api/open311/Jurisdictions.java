package city.urna.api.open311;

import city.urna.api.consultation.Consultations;
import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Process;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The jurisdictions that this node serves: those that its settings name, or each process that takes
 * reports, under its own id.
 */
final class Jurisdictions {
  private final Open311Settings settings;
  private final Supplier<List<String>> processes;
  private final State state;
  private final Consultations consultations;

  /**
   * @param processes ids of all processes on the ledger
   */
  Jurisdictions(
      Open311Settings settings,
      Supplier<List<String>> processes,
      State state,
      Consultations consultations) {
    this.settings = settings;
    this.processes = processes;
    this.state = state;
    this.consultations = consultations;
  }

  /** All of them, by id. */
  List<Jurisdiction> all() {
    Map<String, String> ids = new TreeMap<>(settings.jurisdictions());
    if (ids.isEmpty()) {
      processes.get().forEach(process -> ids.put(process, process));
    }
    return ids.entrySet().stream()
        .flatMap(entry -> find(entry.getKey(), entry.getValue()).stream())
        .filter(Jurisdiction::isOne)
        .toList();
  }

  private Optional<Jurisdiction> find(String id, String process) {
    return state
        .get(StateKeys.process(process))
        .map(bytes -> SignedRecord.parse(bytes).orThrow().body(Process.parser()).orThrow())
        .map(body -> new Jurisdiction(id, process, body, consultations, state));
  }

  /**
   * The one that a request means. Where there is only one it need not be named.
   *
   * @throws Fault 404 when it is not here, 400 when there are several and none is named
   */
  Jurisdiction of(Parameters parameters) {
    List<Jurisdiction> all = all();
    Optional<String> asked = parameters.one("jurisdiction_id");
    if (asked.isPresent()) {
      return all.stream()
          .filter(jurisdiction -> jurisdiction.id().equals(asked.get()))
          .findFirst()
          .orElseThrow(() -> Fault.notFound("jurisdiction_id was not found"));
    }
    if (all.size() > 1) {
      throw Fault.bad("jurisdiction_id was not provided, and there are several");
    }
    return all.stream()
        .findFirst()
        .orElseThrow(() -> Fault.notFound("no jurisdiction takes reports here"));
  }
}
