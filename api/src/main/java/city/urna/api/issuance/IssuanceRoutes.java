package city.urna.api.issuance;

import city.urna.api.http.Allowance;
import city.urna.api.http.Exchange;
import city.urna.api.http.Problem;
import city.urna.api.issuance.IssuerStore.Key;
import city.urna.protocol.record.Identifiers;
import city.urna.protocol.records.IssuanceCall;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;

/** What an issuer answers (spec api §2). */
public final class IssuanceRoutes implements HttpService {
  private final Issuer issuer;
  private final Allowance allowance;

  IssuanceRoutes(Issuer issuer, Allowance allowance) {
    this.issuer = issuer;
    this.allowance = allowance;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/v1/issuer", (request, response) -> self(new Exchange(request, response)))
        .post("/v1/keys", (request, response) -> keys(new Exchange(request, response)))
        .post("/v1/issuances", (request, response) -> issue(new Exchange(request, response)));
  }

  private void self(Exchange exchange) {
    exchange.answer(200, card());
  }

  private ObjectNode card() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", issuer.id()).put("key", issuer.publicKey().hex());
    ArrayNode keys = json.putArray("keys");
    for (List<String> scope : issuer.scopes()) {
      for (Key key : issuer.keys(scope.get(0), scope.get(1))) {
        keys.addObject()
            .put("process", scope.get(0))
            .put("scope", scope.get(1))
            .put("style", key.style())
            .put("modulus", key.modulus().hex())
            .put("attestation", key.attestation().hex());
      }
    }
    return json;
  }

  private void keys(Exchange exchange) {
    spend(exchange.request());
    JsonNode json = exchange.json();
    issuer.makeKeys(id(json, "process"), id(json, "scope"));
    exchange.answer(200, card());
  }

  private static String id(JsonNode json, String name) {
    String text = json.path(name).asText("");
    if (!Identifiers.isId(text)) {
      throw new Problem(Problem.Type.MALFORMED, name + " is missing or no id");
    }
    return text;
  }

  private void issue(Exchange exchange) {
    spend(exchange.request());
    IssuanceCall call = exchange.message(IssuanceCall.parser());
    if (!Identifiers.isId(call.getProcess()) || !Identifiers.isId(call.getScope())) {
      throw new Problem(Problem.Type.MALFORMED, "process or scope is no id");
    }
    exchange.answer(
        issuer.issue(call.getProcess(), call.getScope(), call.getRequest()),
        "application/octet-stream");
  }

  /** The address is looked at, kept in memory for a minute's count, and written nowhere. */
  private void spend(ServerRequest request) {
    allowance.take(request.remotePeer().host());
  }
}
