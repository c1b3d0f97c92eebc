package city.urna.api.consultation;

import city.urna.api.consultation.ActQuery.Circle;
import city.urna.api.consultation.ActQuery.Span;
import city.urna.api.consultation.ActQuery.Status;
import city.urna.api.consultation.Consultations.ScopeId;
import city.urna.api.http.Exchange;
import city.urna.api.http.Problem;
import city.urna.network.store.Session;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.consultation.CountRow;
import city.urna.protocol.record.Identifiers;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Lists, search and counters (spec api §1.1), all made from one look at the register each. */
public final class ListRoutes implements HttpService {
  private static final int MOST_WORDS = 500;
  private static final int MOST_PAGE = 200;
  private static final long MOST_SECONDS = 99_999_999_999L;

  private final StoredConsultations consultations;

  public ListRoutes(StoredConsultations consultations) {
    this.consultations = consultations;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(
            "/v1/processes/{process}/items",
            (request, response) -> items(new Exchange(request, response)))
        .get(
            "/v1/processes/{process}/acts",
            (request, response) -> acts(new Exchange(request, response)))
        .get(
            "/v1/processes/{process}/counters",
            (request, response) -> counters(new Exchange(request, response)))
        .get(
            "/v1/processes/{process}/scopes/{scope}/counts",
            (request, response) -> counts(new Exchange(request, response)))
        .get(
            "/v1/processes/{process}/scopes/{scope}/retention",
            (request, response) -> retention(new Exchange(request, response)))
        .get("/v1/items/{item}", (request, response) -> item(new Exchange(request, response)));
  }

  static Optional<String> query(Exchange exchange, String name) {
    return exchange.request().query().first(name).asOptional().filter(text -> !text.isEmpty());
  }

  /** The scope that is asked for, or all consultations of the process. */
  private List<ScopeId> scopes(Exchange exchange) {
    String process = exchange.id("process");
    Optional<String> scope = query(exchange, "scope");
    List<ScopeId> all =
        consultations.scopes(process).stream()
            .map(ScopeRow::id)
            .filter(id -> scope.isEmpty() || id.scope().equals(scope.get()))
            .toList();
    if (all.isEmpty()) {
      throw new Problem(Problem.Type.NOT_FOUND, "the process has no such consultation");
    }
    return all;
  }

  private static int limit(Exchange exchange) {
    int limit = (int) exchange.number("limit", 50, MOST_PAGE);
    if (limit < 1) {
      throw new Problem(Problem.Type.MALFORMED, "limit is a whole number from 1 to " + MOST_PAGE);
    }
    return limit;
  }

  private static Optional<Cursor> cursor(Exchange exchange) {
    return query(exchange, "cursor").map(text -> Exchange.ok(Cursor.parse(text)));
  }

  private static Optional<ActQuery.Words> words(Exchange exchange) {
    Optional<String> text = query(exchange, "q");
    if (text.filter(words -> words.length() > MOST_WORDS).isPresent()) {
      throw new Problem(Problem.Type.MALFORMED, "q has at most " + MOST_WORDS + " characters");
    }
    boolean exact =
        Names.number(List.of("plain", "exact"), "match", query(exchange, "match")).orElse(1) == 2;
    return text.map(words -> new ActQuery.Words(words, exact));
  }

  private void acts(Exchange exchange) {
    ActQuery query =
        new ActQuery(
            scopes(exchange),
            List.of(),
            Names.number(Names.TYPES, "type", query(exchange, "type")),
            Names.number(Names.CHANNELS, "channel", query(exchange, "channel")),
            Names.number(Names.IDENTITIES, "identity", query(exchange, "identity")),
            query(exchange, "target").map(text -> List.of(hash("target", text))).orElse(List.of()),
            span(exchange, "from", "to"),
            span(exchange, "updatedFrom", "updatedTo"),
            query(exchange, "status").map(ListRoutes::status),
            words(exchange),
            query(exchange, "near").map(ListRoutes::circle),
            cursor(exchange),
            0,
            limit(exchange));
    Consultations.Page page = consultations.acts(query);
    ObjectNode json = Json.object().put("total", page.total());
    ArrayNode acts = json.putArray("acts");
    page.acts().forEach(act -> acts.add(Json.act(act)));
    page.next().ifPresent(next -> json.put("cursor", next.text()));
    exchange.answer(200, json);
  }

  static Digest hash(String name, String hex) {
    return Bytes.fromHex(hex)
        .flatMap(Digest::parse)
        .optional()
        .orElseThrow(() -> new Problem(Problem.Type.MALFORMED, name + " needs 64 hex digits"));
  }

  private static Status status(String name) {
    return Status.values()[Names.number(List.of("open", "closed", "overdue"), "status", name) - 1];
  }

  private static Optional<Span> span(Exchange exchange, String from, String to) {
    Span span = new Span(seconds(exchange, from), seconds(exchange, to));
    return span.from().isPresent() || span.to().isPresent() ? Optional.of(span) : Optional.empty();
  }

  private static OptionalLong seconds(Exchange exchange, String name) {
    return query(exchange, name).isPresent()
        ? OptionalLong.of(exchange.number(name, 0, MOST_SECONDS))
        : OptionalLong.empty();
  }

  private static Circle circle(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length == 3) {
      List<Double> numbers = new ArrayList<>();
      for (String part : parts) {
        if (part.matches("-?[0-9]{1,9}(\\.[0-9]{1,12})?")) {
          numbers.add(Double.parseDouble(part));
        }
      }
      if (numbers.size() == 3
          && Math.abs(numbers.get(0)) <= 90
          && Math.abs(numbers.get(1)) <= 180
          && numbers.get(2) >= 0
          && numbers.get(2) <= 100_000) {
        return new Circle(numbers.get(0), numbers.get(1), numbers.get(2));
      }
    }
    throw new Problem(
        Problem.Type.MALFORMED, "near is latitude,longitude,metres; at most 100,000 metres");
  }

  private void items(Exchange exchange) {
    List<ScopeId> scopes = scopes(exchange);
    Optional<String> role = query(exchange, "role");
    if (role.filter(text -> !Identifiers.isId(text)).isPresent()) {
      throw new Problem(Problem.Type.MALFORMED, "role is a word");
    }
    Optional<ActQuery.Words> words = words(exchange);
    int limit = limit(exchange);
    long after = cursor(exchange).map(Cursor::order).orElse(-1L);
    List<ItemRow> rows =
        consultations.read(session -> items(session, scopes, role, words, after, limit + 1));
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    for (ItemRow row : rows.subList(0, Math.min(limit, rows.size()))) {
      ObjectNode item = consultations.read(session -> item(session, row));
      items.add(item);
    }
    if (rows.size() > limit) {
      json.put("cursor", new Cursor(rows.get(limit - 1).position() * Register.PLACES).text());
    }
    exchange.answer(200, json);
  }

  private static List<ItemRow> items(
      Session session,
      List<ScopeId> scopes,
      Optional<String> role,
      Optional<ActQuery.Words> words,
      long after,
      int limit)
      throws SQLException {
    List<Long> numbers = StoredConsultations.numbers(session, scopes);
    List<Object> values = new ArrayList<>(numbers);
    String where =
        "i.scope IN ("
            + String.join(", ", java.util.Collections.nCopies(numbers.size(), "?"))
            + ") AND i.newest = 1";
    if (role.isPresent()) {
      where += " AND i.role = ?";
      values.add(role.get());
    }
    if (words.isPresent()) {
      String match = Words.match(Words.Of.ITEM, words.get(), numbers);
      if (match.isEmpty()) {
        return List.of();
      }
      String table = Words.table(words.get());
      where += " AND i.ord IN (SELECT rowid FROM " + table + " WHERE " + table + " MATCH ?)";
      values.add(match);
    }
    values.add(after);
    values.add(limit);
    return Rows.items(session, where + " AND i.ord > ? ORDER BY i.ord LIMIT ?", values.toArray());
  }

  private void item(Exchange exchange) {
    Digest record = exchange.digest("item");
    ObjectNode json =
        consultations.read(
            session -> {
              Optional<ItemRow> row = Rows.item(session, record);
              if (row.isEmpty()) {
                throw new Problem(Problem.Type.NOT_FOUND, "no item of this hash");
              }
              return item(session, row.get());
            });
    exchange.answer(200, json);
  }

  /** An item with what was said on it, counted, and what the offices decided. */
  private static ObjectNode item(Session session, ItemRow row) throws SQLException {
    ObjectNode json = Json.item(row);
    long thing =
        session
            .one("SELECT thing FROM names WHERE hash = ?", one -> one.getLong(1), row.record())
            .orElse(-1L);
    json.set("counts", on(session, thing));
    ArrayNode decisions = json.putArray("decisions");
    Rows.decisions(session, thing, row.record())
        .forEach(decision -> decisions.add(Json.decision(decision)));
    return json;
  }

  /** How many chains on a thing count, of officers how many people; social ones stand apart. */
  private static ArrayNode on(Session session, long thing) throws SQLException {
    ArrayNode counts = JsonNodeFactory.instance.arrayNode();
    session
        .all(
            "SELECT type, identity,"
                + " CASE WHEN identity = 3 AND type IN (2, 3, 9) THEN 1 ELSE value END v,"
                + " sum(CASE WHEN identity = 3 AND type IN (2, 3, 9) THEN value ELSE 1 END)"
                + " FROM things WHERE acted = ? AND kind = 2 AND standing = 0"
                + " GROUP BY type, identity, v",
            row ->
                Json.object()
                    .put("type", Names.of(Names.TYPES, row.getInt(1)))
                    .put("identity", Names.of(Names.IDENTITIES, row.getInt(2)))
                    .put("value", row.getInt(3))
                    .put("number", row.getLong(4)),
            thing)
        .forEach(counts::add);
    return counts;
  }

  private void counters(Exchange exchange) {
    List<ScopeId> scopes = scopes(exchange);
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("scopes");
    consultations
        .<List<ObjectNode>>read(
            session -> {
              List<ObjectNode> all = new ArrayList<>();
              for (ScopeId scope : scopes) {
                for (long number : StoredConsultations.numbers(session, List.of(scope))) {
                  all.add(Counters.of(session, scope, number, consultations.asOf(session)));
                }
              }
              return all;
            })
        .forEach(list::add);
    exchange.answer(200, json);
  }

  private ScopeId scope(Exchange exchange) {
    ScopeId scope = new ScopeId(exchange.id("process"), exchange.id("scope"));
    if (consultations.scopes(scope.process()).stream().noneMatch(row -> row.id().equals(scope))) {
      throw new Problem(Problem.Type.NOT_FOUND, "the process has no such consultation");
    }
    return scope;
  }

  private void counts(Exchange exchange) {
    ScopeId scope = scope(exchange);
    List<CountRow> rows =
        consultations.read(
            session ->
                Counters.rows(
                    session, StoredConsultations.numbers(session, List.of(scope)).getFirst()));
    ObjectNode json = Json.object();
    json.put("root", CountRow.root(rows).hex());
    ArrayNode list = json.putArray("rows");
    rows.forEach(
        row ->
            list.addObject()
                .put("thing", row.thing().hex())
                .put("type", Names.name(row.type()))
                .put("identity", Names.name(row.identity()))
                .put("value", row.value())
                .put("number", row.number()));
    exchange.answer(200, json);
  }

  private void retention(Exchange exchange) {
    ScopeId scope = scope(exchange);
    ObjectNode json = Json.object();
    ArrayNode due = json.putArray("due");
    Retention.due(consultations, scope)
        .forEach(
            row ->
                due.addObject()
                    .put("target", row.owner().hex())
                    .put("commitment", row.commitment().hex()));
    exchange.answer(200, json);
  }
}
