package city.urna.api.consultation;

import city.urna.api.consultation.Consultations.ScopeId;
import city.urna.network.store.Session;
import city.urna.protocol.consultation.ActType;
import city.urna.protocol.consultation.CountRow;
import city.urna.protocol.consultation.Identity;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.List;

/**
 * What is counted of a scope: each figure is counted when it is asked for, in one look at the
 * register, so that none can disagree with the record or with another.
 */
final class Counters {
  /** Whether a reference is one of an act or a decision of the scope. */
  private static final String OWNED =
      "(EXISTS (SELECT 1 FROM acts a WHERE a.ord = r.owner AND a.scope = ?1)"
          + " OR EXISTS (SELECT 1 FROM decisions e WHERE e.ord = r.owner AND e.scope = ?1))";

  /** Commitments of the scope that a decision of the type, in force, names. */
  private static final String NAMED =
      "SELECT n.commitment FROM decisions d JOIN named n ON n.decision = d.ord"
          + " WHERE d.scope IN (SELECT number FROM scopes) AND d.type = %d AND d.force = 1"
          + " AND EXISTS (SELECT 1 FROM refs r WHERE r.commitment = n.commitment AND %s)";

  private static final String REDACTED = NAMED.formatted(2, OWNED);

  private static final String WITHHELD =
      "SELECT r.commitment FROM refs r WHERE r.withheld <> '' AND "
          + OWNED
          + " UNION "
          + NAMED.formatted(3, OWNED)
          + " EXCEPT "
          + REDACTED;

  private Counters() {}

  /** All figures of a scope. */
  static ObjectNode of(Session session, ScopeId scope, long number, long asOf) throws SQLException {
    ObjectNode json = Json.object();
    json.put("process", scope.process()).put("scope", scope.scope()).put("asOf", asOf);
    json.put("position", position(session));
    json.put(
        "items",
        count(session, "SELECT count(*) FROM items WHERE scope = ? AND newest = 1", number));
    json.put("repeated", count(session, "SELECT repeated FROM scopes WHERE number = ?", number));
    ArrayNode acts = json.putArray("acts");
    for (ObjectNode row : acts(session, number)) {
      acts.add(row);
    }
    ObjectNode contents = json.putObject("contents");
    contents.put("redacted", contents(session, number, REDACTED));
    contents.put("withheld", contents(session, number, WITHHELD));
    ObjectNode answers = json.putObject("answers");
    List<Owed.Row> owed = Owed.of(session, number, asOf);
    for (Owed.Debt debt : Owed.Debt.values()) {
      answers.put(Names.name(debt), owed.stream().filter(row -> row.debt() == debt).count());
    }
    ArrayNode overdue = json.putArray("overdue");
    owed.stream()
        .filter(row -> row.debt() == Owed.Debt.OVERDUE)
        .forEach(row -> overdue.add(row.name().hex()));
    return json;
  }

  private static long position(Session session) throws SQLException {
    return count(session, "SELECT position FROM looked");
  }

  private static long count(Session session, String sql, Object... values) throws SQLException {
    return session.one(sql, row -> row.getLong(1), values).orElse(0L);
  }

  /** Acts recorded by type and identity, and how many chains of them count. */
  private static List<ObjectNode> acts(Session session, long number) throws SQLException {
    record Group(int type, int identity, long recorded, long dangling, long stray) {}
    List<Group> groups =
        session.all(
            "SELECT type, identity, count(*), sum(flaw = 1), sum(flaw = 2) FROM acts"
                + " WHERE scope = ? GROUP BY type, identity ORDER BY type, identity",
            row ->
                new Group(
                    row.getInt(1), row.getInt(2), row.getLong(3), row.getLong(4), row.getLong(5)),
            number);
    List<ObjectNode> rows = new java.util.ArrayList<>();
    for (Group group : groups) {
      ObjectNode json = Json.object();
      json.put("type", Names.of(Names.TYPES, group.type()));
      json.put("identity", Names.of(Names.IDENTITIES, group.identity()));
      json.put("recorded", group.recorded());
      json.put("dangling", group.dangling()).put("stray", group.stray());
      standings(session, number, group.type(), group.identity(), json);
      rows.add(json);
    }
    return rows;
  }

  private static void standings(
      Session session, long number, int type, int identity, ObjectNode json) throws SQLException {
    json.put("counted", 0).put("overQuota", 0).put("withdrawn", 0);
    record Group(int standing, long number) {}
    for (Group group :
        session.all(
            "SELECT standing, count(*) FROM things WHERE scope = ? AND kind = 2 AND type = ?"
                + " AND identity = ? GROUP BY standing",
            row -> new Group(row.getInt(1), row.getLong(2)),
            number,
            type,
            identity)) {
      json.put(
          switch (group.standing()) {
            case Register.OVER_QUOTA -> "overQuota";
            case Register.WITHDRAWN -> "withdrawn";
            default -> "counted";
          },
          group.number());
    }
  }

  private static long contents(Session session, long number, String which) throws SQLException {
    return count(session, "SELECT count(DISTINCT commitment) FROM (" + which + ")", number);
  }

  /** The rows of the count, ascending, as a count decision stands for them. */
  static List<CountRow> rows(Session session, long number) throws SQLException {
    return CountRow.binding(
        session.all(
            "SELECT coalesce(o.name, zeroblob(32)), t.type, t.identity,"
                + " CASE WHEN t.identity = 3 AND t.type IN (2, 3, 9) THEN 1 ELSE t.value END v,"
                + " sum(CASE WHEN t.identity = 3 AND t.type IN (2, 3, 9) THEN t.value ELSE 1 END)"
                + " FROM things t LEFT JOIN things o ON o.ord = t.acted"
                + " WHERE t.scope = ? AND t.kind = 2 AND t.standing = 0"
                + " GROUP BY t.acted, t.type, t.identity, v",
            row ->
                new CountRow(
                    Session.digest(row, 1),
                    ActType.of(row.getInt(2)).orElseThrow(),
                    Identity.values()[row.getInt(3) - 1],
                    row.getInt(4),
                    row.getLong(5)),
            number));
  }
}
