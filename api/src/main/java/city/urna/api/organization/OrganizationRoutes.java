package city.urna.api.organization;

import city.urna.api.http.Exchange;
import city.urna.api.http.Problem;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.AnchorCall;
import city.urna.protocol.records.Cosigning;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;

/** What an organization answers (spec api §3). */
final class OrganizationRoutes implements HttpService {
  private final Replica replica;
  private final Closing closing;

  OrganizationRoutes(Replica replica, Closing closing) {
    this.replica = replica;
    this.closing = closing;
  }

  /** A mebibyte of acts, and what the message adds. */
  private static final int MOST_CALL = 1_200_000;

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/v1/organization", (request, response) -> self(new Exchange(request, response)))
        .post("/v1/cosign", (request, response) -> cosign(new Exchange(request, response)))
        .post("/v1/endorse", (request, response) -> endorse(new Exchange(request, response)))
        .post("/v1/anchors", (request, response) -> anchor(new Exchange(request, response)))
        .get(
            "/v1/anchors/{anchor}/acts",
            (request, response) -> list(new Exchange(request, response)))
        .get(
            "/v1/processes/{process}/scopes/{scope}/chains/{nullifier}",
            (request, response) -> chain(new Exchange(request, response)));
  }

  private void self(Exchange exchange) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", replica.id());
    json.put("ledgerKey", replica.keys().point().orElseThrow().publicKey().hex());
    json.put("cosignerKey", replica.keys().signing().publicKey().hex());
    json.put("size", replica.copy().log().size());
    json.put("blocks", replica.copy().log().height());
    exchange.answer(200, json);
  }

  private void cosign(Exchange exchange) {
    exchange.text(
        replica.cosign(exchange.message(Cosigning.parser(), OrganizationServer.MOST_BYTES)).text()
            + "\n");
  }

  private void endorse(Exchange exchange) {
    SignedRecord record = Exchange.ok(SignedRecord.parse(exchange.body()));
    exchange.answer(
        Bytes.of(closing.endorse(record, () -> replica.endorse(record)).toByteString()));
  }

  private void anchor(Exchange exchange) {
    AnchorCall call = exchange.message(AnchorCall.parser(), MOST_CALL);
    exchange.answer(replica.anchors().anchor(call).bytes());
  }

  private void list(Exchange exchange) {
    exchange.answer(
        replica
            .anchors()
            .list(exchange.digest("anchor"))
            .orElseThrow(
                () -> new Problem(Problem.Type.NOT_FOUND, "no anchor of this hash is here")),
        "application/octet-stream");
  }

  private void chain(Exchange exchange) {
    exchange.id("process");
    exchange.id("scope");
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("end", replica.chainEnd(new Nullifier(exchange.digest("nullifier"))).hex());
    exchange.answer(200, json);
  }
}
