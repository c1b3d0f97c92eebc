package city.urna.api.board;

import city.urna.api.console.Catalogue;
import city.urna.api.http.Exchange;
import city.urna.api.http.Problem;
import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.process.PhaseState;
import city.urna.network.log.LogStore;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.records.QuestionItems;
import city.urna.protocol.records.Setup;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The records and what follows from them (spec api §1). */
public final class BoardRoutes implements HttpService {
  private static final int MOST_RECORDS = 1_000;

  /** The most bytes in one answer of records: what a thousand ballots hold. */
  private static final int MOST_BYTES = 8_000_000;

  private final State state;
  private final LogStore log;
  private final Catalogue catalogue;
  private final Supplier<ObjectNode> ledger;

  /**
   * @param ledger what {@code GET /v1/ledger} says but for the log's size
   */
  public BoardRoutes(State state, LogStore log, Catalogue catalogue, Supplier<ObjectNode> ledger) {
    this.state = state;
    this.log = log;
    this.catalogue = catalogue;
    this.ledger = ledger;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/v1/ledger", (request, response) -> ledger(new Exchange(request, response)))
        .get("/v1/processes", (request, response) -> processes(new Exchange(request, response)))
        .get(
            "/v1/processes/{process}",
            (request, response) -> process(new Exchange(request, response)))
        .get(
            "/v1/processes/{process}/scopes/{scope}/setup",
            (request, response) -> setup(new Exchange(request, response)))
        .get(
            "/v1/processes/{process}/scopes/{scope}/chains/{nullifier}",
            (request, response) -> chain(new Exchange(request, response)))
        .get("/v1/records", (request, response) -> records(new Exchange(request, response)))
        .get("/v1/records/{hash}", (request, response) -> record(new Exchange(request, response)));
  }

  private void ledger(Exchange exchange) {
    exchange.answer(200, ledger.get().put("size", log.size()));
  }

  private void processes(Exchange exchange) {
    ArrayNode ids = JsonNodeFactory.instance.arrayNode();
    catalogue.processes().forEach(ids::add);
    exchange.answer(200, ids);
  }

  private void process(Exchange exchange) {
    exchange.answer(200, ProcessStatus.read(state, log, exchange.id("process")).json());
  }

  private void setup(Exchange exchange) {
    String process = exchange.id("process");
    String scope = exchange.id("scope");
    PhaseState phase =
        PhaseState.read(state, process, scope)
            .filter(PhaseState::frozen)
            .orElseThrow(() -> new Problem(Problem.Type.NOT_FOUND, "nothing is frozen there yet"));
    Setup.Builder setup =
        Setup.newBuilder()
            .setGenesis(state.get(StateKeys.GENESIS).orElseThrow().toByteString())
            .setProcess(state.get(StateKeys.process(process)).orElseThrow().toByteString())
            .setFreeze(freeze(process, scope, phase).toByteString());
    for (QuestionItems question : phase.parsedDefinition().getQuestionsList()) {
      for (ByteString hash : question.getItemsList()) {
        setup.addItems(byHash(new Digest(Bytes.of(hash))).toByteString());
      }
    }
    exchange.answer(Bytes.of(setup.build().toByteString()));
  }

  /** The freeze is found from the last phase record backwards: each names the one before it. */
  private Bytes freeze(String process, String scope, PhaseState phase) {
    Digest hash = phase.previous();
    while (true) {
      Bytes bytes = byHash(hash);
      var body =
          city.urna.protocol.record.SignedRecord.parse(bytes)
              .flatMap(record -> record.body(city.urna.protocol.records.Phase.parser()))
              .orThrow();
      if (!body.getDefinition().isEmpty()) {
        return bytes;
      }
      hash = new Digest(Bytes.of(body.getPrevious()));
    }
  }

  private Bytes byHash(Digest hash) {
    return log.find(hash)
        .flatMap(place -> log.record(place.position()))
        .orElseThrow(() -> new Problem(Problem.Type.NOT_FOUND, "no record of this hash"));
  }

  private void chain(Exchange exchange) {
    exchange.id("process");
    exchange.id("scope");
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("end", log.chainEnd(new Nullifier(exchange.digest("nullifier"))).hex());
    exchange.answer(200, json);
  }

  private void records(Exchange exchange) {
    long from = exchange.number("from", 0, Long.MAX_VALUE / 2);
    int limit = (int) exchange.number("limit", 100, MOST_RECORDS);
    List<Bytes> parts = new ArrayList<>();
    long bytes = 0;
    for (Bytes record : log.records(from, limit)) {
      bytes += record.size();
      if (bytes > MOST_BYTES && !parts.isEmpty()) {
        break;
      }
      parts.add(Wire.u32(record.size()));
      parts.add(record);
    }
    exchange.response().header(HeaderNames.create("Urna-Size"), Long.toString(log.size()));
    exchange.answer(Bytes.concat(parts.toArray(Bytes[]::new)), "application/octet-stream");
  }

  private void record(Exchange exchange) {
    exchange.answer(byHash(exchange.digest("hash")));
  }
}
