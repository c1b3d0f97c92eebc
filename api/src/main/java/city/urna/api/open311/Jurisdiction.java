package city.urna.api.open311;

import city.urna.api.consultation.Consultations;
import city.urna.api.consultation.Consultations.ScopeId;
import city.urna.api.consultation.ItemRow;
import city.urna.api.consultation.ScopeRow;
import city.urna.api.open311.Service.Locales;
import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.ActRule;
import city.urna.protocol.records.Party;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where services are offered: a process that takes reports, under the id that GeoReport calls
 * {@code jurisdiction_id}.
 *
 * @param process its record's body
 * @param processId its id
 */
record Jurisdiction(
    String id, String processId, Process process, Consultations consultations, State state) {
  private static final String CATEGORY = "category";
  private static final int REPORT = 7;

  /** Its scopes with a rule for reports, in the order of the process. */
  List<ScopeRow> scopes() {
    Set<String> taking =
        process.getScopesList().stream()
            .filter(
                scope ->
                    scope.getConsultation().getActsList().stream()
                        .mapToInt(ActRule::getType)
                        .anyMatch(type -> type == REPORT))
            .map(Scope::getId)
            .collect(Collectors.toSet());
    return consultations.scopes(processId).stream()
        .filter(scope -> taking.contains(scope.id().scope()))
        .toList();
  }

  /** Whether it takes reports at all. */
  boolean isOne() {
    return !scopes().isEmpty();
  }

  /**
   * Its services, those of closed scopes too. An item whose form cannot be read is none: a report
   * on it could not be told right from wrong.
   */
  List<Service> services() {
    Map<ScopeId, Boolean> open = new LinkedHashMap<>();
    scopes().forEach(scope -> open.put(scope.id(), scope.open()));
    if (open.isEmpty()) {
      return List.of();
    }
    List<ItemRow> items = consultations.items(List.copyOf(open.keySet()));
    List<Service> services = new ArrayList<>();
    Set<String> ids = new LinkedHashSet<>();
    for (ScopeId scope : open.keySet()) {
      for (ItemRow item : items) {
        if (item.scope().equals(scope)
            && item.role().equals(CATEGORY)
            && ServiceForm.parse(item.form()) instanceof Parsed.Ok<ServiceForm>(ServiceForm form)) {
          String code = ids.add(item.id()) ? item.id() : scope.scope() + "." + item.id();
          services.add(new Service(code, item, form, open.get(scope)));
        }
      }
    }
    return services;
  }

  /**
   * The service of a code.
   *
   * @throws Fault 404 where there is none
   */
  Service service(String code) {
    return services().stream()
        .filter(service -> service.code().equals(code))
        .findFirst()
        .orElseThrow(() -> Fault.notFound("service_code was not found"));
  }

  /** Every version of a service's item: an act names the version that its author saw. */
  List<Digest> versions(Service service) {
    ItemRow item = service.item();
    return IntStream.rangeClosed(1, item.version())
        .mapToObj(v -> StateKeys.item(processId, item.scope().scope(), item.id(), v))
        .flatMap(key -> state.get(key).stream())
        .map(bytes -> SignedRecord.parse(bytes).orThrow().hash())
        .toList();
  }

  /** The offices' names by id. */
  Map<String, String> offices() {
    Map<String, String> offices = new LinkedHashMap<>();
    for (Party office : process.getOfficesList()) {
      offices.put(office.getId(), office.getName());
    }
    return offices;
  }

  /** In which languages to answer: the one asked for, then the process's own in their order. */
  Locales locales(Optional<String> asked) {
    return new Locales(
        Stream.concat(asked.stream(), process.getLanguagesList().stream()).distinct().toList());
  }
}
