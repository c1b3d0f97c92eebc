package city.urna.api.consultation;

import city.urna.api.consultation.ActQuery.Circle;
import city.urna.api.consultation.ActQuery.Span;
import city.urna.api.consultation.ActQuery.Status;
import city.urna.network.store.Session;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A query in the language of the tables. Every value that a stranger gave is bound; the text of the
 * statement depends on which parts there are, and on nothing in them.
 */
final class Search {
  private static final double METRES_A_DEGREE = 111_320;

  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();
  private String from = "acts a";
  private Optional<String> index = Optional.empty();
  private String order = "a.ord";
  private boolean nothing;

  /** Orders of the acts of a page, newest first, and how many there are without pages. */
  record Found(List<Long> orders, boolean more, long total) {}

  private Search() {}

  /** Finds what the query asks for. */
  static Found run(Session session, ActQuery query, List<Long> scopes, long asOf)
      throws SQLException {
    Search search = new Search();
    search.conditions(session, query, scopes, asOf);
    if (search.nothing || scopes.isEmpty()) {
      return new Found(List.of(), false, 0);
    }
    return search.found(session, query);
  }

  private Found found(Session session, ActQuery query) throws SQLException {
    String where = " WHERE " + String.join(" AND ", conditions);
    long total = total(session, where);
    List<Object> paged = new ArrayList<>(values);
    String page = where;
    if (query.after().isPresent()) {
      page += " AND a.ord < ?";
      paged.add(query.after().get().order());
    }
    paged.add(query.limit() + 1);
    paged.add(query.skip());
    List<Long> orders =
        session.all(
            "SELECT a.ord FROM " + from + page + " ORDER BY " + order + " DESC LIMIT ? OFFSET ?",
            row -> row.getLong(1),
            paged.toArray());
    boolean more = orders.size() > query.limit();
    return new Found(more ? orders.subList(0, query.limit()) : orders, more, total);
  }

  /** Where only words are asked for, the index knows by itself how many hold them. */
  private long total(Session session, String where) throws SQLException {
    boolean wordsAlone = index.isPresent() && conditions.size() == 2;
    return wordsAlone
        ? session
            .one(
                "SELECT count(*) FROM " + index.get() + " WHERE " + index.get() + " MATCH ?",
                row -> row.getLong(1),
                values.getLast())
            .orElse(0L)
        : session
            .one("SELECT count(*) FROM " + from + where, row -> row.getLong(1), values.toArray())
            .orElse(0L);
  }

  private void conditions(Session session, ActQuery query, List<Long> scopes, long asOf)
      throws SQLException {
    // A plus keeps the planner from beginning with all of a scope where less is asked for.
    boolean narrow =
        query.near().isPresent()
            || query.words().isPresent()
            || query.status().filter(Status.OVERDUE::equals).isPresent();
    in(narrow ? "+a.scope" : "a.scope", scopes);
    equal("a.type", query.type());
    equal("a.channel", query.channel());
    equal("a.identity", query.identity());
    if (!query.acts().isEmpty()) {
      in("a.hash", query.acts().stream().map(Tracker::bytes).toList());
    }
    if (!query.targets().isEmpty()) {
      targets(query.targets());
    }
    query.recorded().ifPresent(span -> span("coalesce(a.time, a.arrived)", span));
    query.updated().ifPresent(span -> span("a.updated", span));
    if (query.status().isPresent()) {
      status(session, query.status().get(), scopes, asOf);
    }
    query.near().ifPresent(this::near);
    query.words().ifPresent(words -> words(words, scopes));
  }

  private void words(ActQuery.Words words, List<Long> scopes) {
    String match = Words.match(Words.Of.ACT, words, scopes);
    if (match.isEmpty()) {
      nothing = true;
      return;
    }
    String table = Words.table(words);
    index = Optional.of(table);
    from = table + " w CROSS JOIN acts a ON a.ord = w.rowid"; // CROSS: the index goes first
    order = "w.rowid";
    conditions.add(table + " MATCH ?");
    values.add(match);
  }

  /** Acts on a thing, by whichever of its hashes it was named. */
  private void targets(List<Digest> targets) {
    conditions.add(
        "a.acted IN (SELECT thing FROM names WHERE hash IN (" + marks(targets.size()) + "))");
    values.addAll(targets);
  }

  private void in(String column, List<?> among) {
    conditions.add(column + " IN (" + marks(among.size()) + ")");
    values.addAll(among);
  }

  private static String marks(int count) {
    return String.join(", ", java.util.Collections.nCopies(count, "?"));
  }

  private void equal(String column, OptionalInt value) {
    value.ifPresent(
        number -> {
          conditions.add(column + " = ?");
          values.add(number);
        });
  }

  private void span(String column, Span span) {
    span.from()
        .ifPresent(
            second -> {
              conditions.add(column + " >= ?");
              values.add(second);
            });
    span.to()
        .ifPresent(
            second -> {
              conditions.add(column + " <= ?");
              values.add(second);
            });
  }

  private void status(Session session, Status status, List<Long> scopes, long asOf)
      throws SQLException {
    switch (status) {
      case OPEN -> conditions.add("a.done = 0");
      case CLOSED -> conditions.add("a.done = 1");
      case OVERDUE -> {
        List<String> each = new ArrayList<>();
        for (long scope : scopes) {
          each.add("SELECT o.thing " + Owed.OVERDUE);
          values.add(scope);
          values.add(Owed.overdueBefore(session, scope, asOf));
        }
        conditions.add("a.thing IN (" + String.join(" UNION ALL ", each) + ")");
      }
    }
  }

  private void near(Circle circle) {
    double high = circle.metres() / METRES_A_DEGREE;
    double slant = Math.max(0.01, Math.cos(Math.toRadians(circle.latitude())));
    double wide = high / slant;
    conditions.add("a.latitude BETWEEN ? AND ?");
    values.addAll(List.of(circle.latitude() - high, circle.latitude() + high));
    conditions.add("a.longitude BETWEEN ? AND ?");
    values.addAll(List.of(circle.longitude() - wide, circle.longitude() + wide));
    // Within the circle, on a ground that is flat over so short a way.
    conditions.add(
        "(a.latitude - ?) * (a.latitude - ?) + (a.longitude - ?) * (a.longitude - ?) * ? <= ?");
    values.addAll(
        List.of(
            circle.latitude(),
            circle.latitude(),
            circle.longitude(),
            circle.longitude(),
            slant * slant,
            high * high));
  }

  /** Where the page after these orders begins. */
  static Optional<Cursor> next(Found found) {
    return found.more() ? Optional.of(new Cursor(found.orders().getLast())) : Optional.empty();
  }
}
