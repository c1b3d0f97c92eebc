package city.urna.api.consultation;

import city.urna.api.consultation.Consultations.ScopeId;
import city.urna.api.http.Exchange;
import city.urna.api.http.Problem;
import city.urna.network.store.Session;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a device needs to go on where it, or a copy of its wallet, stopped: where the chains of a
 * credential end, and the exact bytes of each act, by which it sees whose they are (spec api §1.1).
 */
public final class ChainRoutes implements HttpService {
  private static final String CHAINS =
      "SELECT t.type, o.name, t.last, t.value, t.standing FROM things t"
          + " LEFT JOIN things o ON o.ord = t.acted JOIN scopes s ON s.number = t.scope"
          + " WHERE t.author = ? AND s.process = ? AND s.scope = ?";

  private final StoredConsultations consultations;
  private final Receipts receipts;

  public ChainRoutes(StoredConsultations consultations) {
    this.consultations = consultations;
    this.receipts = new Receipts(consultations);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(
            "/v1/processes/{process}/scopes/{scope}/acts/chains/{nullifier}",
            (request, response) -> chains(new Exchange(request, response)))
        .get("/v1/acts/{act}/bytes", (request, response) -> bytes(new Exchange(request, response)));
  }

  private void chains(Exchange exchange) {
    ScopeId scope = new ScopeId(exchange.id("process"), exchange.id("scope"));
    if (consultations.scopes(scope.process()).stream().noneMatch(row -> row.id().equals(scope))) {
      throw new Problem(Problem.Type.NOT_FOUND, "the process has no such consultation");
    }
    Bytes author = Register.author(exchange.digest("nullifier"));
    OptionalInt type = Names.number(Names.TYPES, "type", ListRoutes.query(exchange, "type"));
    Optional<Digest> on = ListRoutes.query(exchange, "on").map(text -> ListRoutes.hash("on", text));
    List<ObjectNode> rows =
        consultations.read(
            session -> {
              String where = type.isPresent() ? " AND t.type = " + type.getAsInt() : "";
              if (on.isPresent()) {
                where += " AND t.acted = " + thing(session, on.get());
              }
              return session.all(
                  CHAINS + where + " ORDER BY t.ord",
                  ChainRoutes::chain,
                  author,
                  scope.process(),
                  scope.scope());
            });
    ObjectNode json = Json.object();
    ArrayNode chains = json.putArray("chains");
    rows.forEach(chains::add);
    exchange.answer(200, json);
  }

  /** The thing that a hash names, whichever of its hashes that is; none is -1. */
  private static long thing(Session session, Digest hash) throws SQLException {
    return session
        .one("SELECT thing FROM names WHERE hash = ?", row -> row.getLong(1), hash)
        .orElse(-1L);
  }

  private static ObjectNode chain(ResultSet row) throws SQLException {
    ObjectNode json = Json.object().put("type", Names.of(Names.TYPES, row.getInt(1)));
    byte[] on = row.getBytes(2);
    if (on != null) {
      json.put("on", Bytes.of(on).hex());
    }
    return json.put("end", Session.digest(row, 3).hex())
        .put("value", row.getInt(4))
        .put("standing", Names.name(Rows.standing(row.getInt(5))));
  }

  /** A record's exact bytes, or those of a {@code PublicAct}. */
  private void bytes(Exchange exchange) {
    Digest act = exchange.digest("act");
    exchange.answer(
        consultations
            .order(new Tracker(act))
            .map(receipts::exact)
            .orElseThrow(() -> new Problem(Problem.Type.NOT_FOUND, "no act of this hash is here")));
  }
}
