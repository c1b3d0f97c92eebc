package city.urna.api.open311;

import city.urna.api.consultation.ActQuery;
import city.urna.api.consultation.ActRow;
import city.urna.api.consultation.Consultations;
import city.urna.api.consultation.Consultations.ScopeId;
import city.urna.api.consultation.Draft;
import city.urna.api.consultation.ScopeRow;
import city.urna.api.consultation.Submitted;
import city.urna.api.open311.RequestQuery.Status;
import city.urna.api.open311.Service.Locales;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** GeoReport's methods, as what they answer (spec open311 §2 to §5). */
final class Endpoint {
  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
  private static final int REPORT = 7;
  private static final int WEB = 1;
  private static final String SPECIFICATION = "http://wiki.open311.org/GeoReport_v2";

  private final Consultations consultations;
  private final Jurisdictions jurisdictions;
  private final Open311Settings settings;
  private final InstantSource clock;
  private final Duration patience;

  /**
   * @param patience how long a report may take to be recorded before its reporter gets a token
   */
  Endpoint(
      Consultations consultations,
      Jurisdictions jurisdictions,
      Open311Settings settings,
      InstantSource clock,
      Duration patience) {
    this.consultations = consultations;
    this.jurisdictions = jurisdictions;
    this.settings = settings;
    this.clock = clock;
    this.patience = patience;
  }

  /** The service discovery document. */
  ObjectNode discovery(String base) {
    long newest =
        jurisdictions.all().stream()
            .flatMap(jurisdiction -> jurisdiction.services().stream())
            .mapToLong(service -> service.item().position())
            .max()
            .orElse(0);
    String changeset = "%012d".formatted(newest);
    ObjectNode json = MAKE.objectNode();
    json.put("changeset", changeset);
    json.put("contact", settings.contact());
    json.put("key_service", settings.keyService());
    ObjectNode endpoint = json.putArray("endpoints").addObject();
    endpoint.put("specification", SPECIFICATION);
    endpoint.put("url", base + "/open311/v2");
    endpoint.put("changeset", changeset);
    endpoint.put("type", settings.production() ? "production" : "test");
    endpoint.putArray("formats").add("text/xml").add("application/json");
    return json;
  }

  /** The services that take reports now. */
  ArrayNode services(Parameters parameters) {
    Jurisdiction jurisdiction = jurisdictions.of(parameters);
    Locales locales = jurisdiction.locales(parameters.one("locale"));
    ArrayNode array = MAKE.arrayNode();
    jurisdiction.services().stream()
        .filter(Service::open)
        .forEach(service -> array.add(service.json(locales)));
    return array;
  }

  /** One service's attributes. */
  ObjectNode definition(String code, Parameters parameters) {
    Jurisdiction jurisdiction = jurisdictions.of(parameters);
    return jurisdiction.service(code).definition(jurisdiction.locales(parameters.one("locale")));
  }

  /** Files a report. */
  ArrayNode file(Parameters parameters) {
    String key =
        parameters.one("api_key").orElseThrow(() -> Fault.of(403, "api_key was not provided"));
    if (settings.holder(key).isEmpty()) {
      throw Fault.of(403, "Invalid api_key received");
    }
    Jurisdiction jurisdiction = jurisdictions.of(parameters);
    String code =
        parameters
            .one("service_code")
            .orElseThrow(() -> Fault.bad("service_code was not provided"));
    Service service = jurisdiction.service(code);
    if (!service.open()) {
      throw Fault.bad("this service takes no reports now");
    }
    Submitted submitted =
        consultations.submit(
            new Draft(
                service.item().scope(),
                REPORT,
                WEB,
                Optional.of(service.item().record()),
                0,
                List.of(),
                Filing.read(parameters, service)));
    ArrayNode array = MAKE.arrayNode();
    ObjectNode request = array.addObject();
    switch (service.form().type()) {
      case REALTIME ->
          request.put(
              isRecorded(submitted) ? "service_request_id" : "token", submitted.act().hex());
      case BATCH -> request.put("token", submitted.act().hex());
      case BLACKBOX -> {}
    }
    request.put(
        "service_notice",
        jurisdiction.locales(parameters.one("locale")).pick(service.form().notice()));
    request.putNull("account_id");
    return array;
  }

  private boolean isRecorded(Submitted submitted) {
    try {
      submitted.recorded().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("anchoring failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The id that belongs to a token, once the report is recorded. */
  ArrayNode token(String token, Parameters parameters) {
    Jurisdiction jurisdiction = jurisdictions.of(parameters);
    ActRow act =
        report(token, jurisdiction).orElseThrow(() -> Fault.notFound("token was not found"));
    if (act.standing() == ActRow.Standing.WAITING) {
      throw Fault.notFound("this token's report is not recorded yet; ask again in some seconds");
    }
    ArrayNode array = MAKE.arrayNode();
    array.addObject().put("service_request_id", act.act().hex()).put("token", token);
    return array;
  }

  /** One request. */
  ArrayNode request(String id, Parameters parameters, String base) {
    Jurisdiction jurisdiction = jurisdictions.of(parameters);
    ArrayNode array = views(jurisdiction, report(id, jurisdiction).stream(), parameters, base);
    if (array.isEmpty()) {
      throw Fault.notFound("service_request_id was not found");
    }
    return array;
  }

  /** A recorded or waiting report of the jurisdiction. */
  private Optional<ActRow> report(String id, Jurisdiction jurisdiction) {
    Set<ScopeId> scopes = ids(jurisdiction);
    return tracker(id)
        .flatMap(consultations::act)
        .filter(act -> act.type() == REPORT && scopes.contains(act.scope()));
  }

  private static Set<ScopeId> ids(Jurisdiction jurisdiction) {
    return jurisdiction.scopes().stream()
        .map(ScopeRow::id)
        .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }

  private static Optional<Tracker> tracker(String hex) {
    return Bytes.fromHex(hex).flatMap(Digest::parse).optional().map(Tracker::new);
  }

  /** Requests by the query's filters, newest first. */
  ArrayNode requests(Parameters parameters, String base) {
    Jurisdiction jurisdiction = jurisdictions.of(parameters);
    RequestQuery query = RequestQuery.read(parameters, clock.instant());
    List<Tracker> acts = query.ids().stream().flatMap(id -> tracker(id).stream()).toList();
    List<Digest> targets = targets(jurisdiction, query.codes());
    if ((!query.ids().isEmpty() && acts.isEmpty())
        || (!query.codes().isEmpty() && targets.isEmpty())) {
      return MAKE.arrayNode();
    }
    Consultations.Page page =
        consultations.acts(
            new ActQuery(
                List.copyOf(ids(jurisdiction)),
                acts,
                OptionalInt.of(REPORT),
                OptionalInt.empty(),
                OptionalInt.empty(),
                targets,
                span(query.from(), query.to()),
                span(query.updatedAfter(), query.updatedBefore()),
                status(query.statuses()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                query.skip(),
                query.pageSize()));
    return views(jurisdiction, page.acts().stream(), parameters, base);
  }

  /** What acts on these services may name. */
  private List<Digest> targets(Jurisdiction jurisdiction, Set<String> codes) {
    return jurisdiction.services().stream()
        .filter(service -> codes.contains(service.code()))
        .flatMap(service -> jurisdiction.versions(service).stream())
        .toList();
  }

  private static Optional<ActQuery.Span> span(Optional<Instant> from, Optional<Instant> to) {
    return from.isEmpty() && to.isEmpty()
        ? Optional.empty()
        : Optional.of(new ActQuery.Span(seconds(from), seconds(to)));
  }

  private static OptionalLong seconds(Optional<Instant> instant) {
    return instant.map(i -> OptionalLong.of(i.getEpochSecond())).orElse(OptionalLong.empty());
  }

  private static Optional<ActQuery.Status> status(Set<Status> statuses) {
    return statuses.size() == 1
        ? Optional.of(
            statuses.contains(Status.OPEN) ? ActQuery.Status.OPEN : ActQuery.Status.CLOSED)
        : Optional.empty();
  }

  private ArrayNode views(
      Jurisdiction jurisdiction, Stream<ActRow> acts, Parameters parameters, String base) {
    Locales locales = jurisdiction.locales(parameters.one("locale"));
    boolean extended = parameters.one("extensions").filter("true"::equals).isPresent();
    Map<ScopeId, Map<String, Service>> services = new HashMap<>();
    for (Service service : jurisdiction.services()) {
      services
          .computeIfAbsent(service.item().scope(), any -> new HashMap<>())
          .put(service.item().id(), service);
    }
    Map<String, String> offices = jurisdiction.offices();
    ArrayNode array = MAKE.arrayNode();
    acts.filter(act -> act.standing() != ActRow.Standing.WAITING)
        .forEach(
            act ->
                act.target()
                    .flatMap(consultations::item)
                    .map(item -> services.getOrDefault(item.scope(), Map.of()).get(item.id()))
                    .ifPresent(
                        service ->
                            array.add(
                                new RequestView(act, service, base, offices, locales)
                                    .json(extended))));
    return array;
  }
}
