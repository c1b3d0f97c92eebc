package city.urna.api.consultation;

import city.urna.network.store.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Answers that are owed, and by when (spec consultation §8.10), on cosigned time alone. */
final class Owed {
  /** The time of a record: of the first recorded checkpoint that covers it. */
  private static final String TIME =
      "(SELECT c.time FROM checkpoints c WHERE c.size > %s / 1024 ORDER BY c.size LIMIT 1)";

  /** An answer for each chain of a type and identity. */
  static final int EACH = 1;

  /** One answer for each thing, after the close. */
  static final int TOGETHER = 2;

  /** None: the chain's last act came by a channel for which no answer is owed. */
  static final int NOT_NOW = 3;

  /** A debt of a chain that counts, or of a thing after the close. */
  private static final String STANDS = "(o.rule = 2 OR o.rule = 1 AND t.standing = 0)";

  /** Overdue answers of a scope, as far as they are owed since before an order. */
  static final String OVERDUE =
      "FROM owed o JOIN things t ON t.ord = o.thing"
          + " WHERE o.scope = ? AND o.settled IS NULL AND o.since < ? AND "
          + STANDS;

  private static final String DEBTS =
      "SELECT t.name, o.rule, "
          + TIME.formatted("o.since")
          + " + s.answer_seconds, o.settled IS NOT NULL, "
          + TIME.formatted("o.settled")
          + " FROM owed o JOIN things t ON t.ord = o.thing JOIN scopes s ON s.number = o.scope"
          + " WHERE "
          + STANDS
          + " AND ";

  private Owed() {}

  /** How an answer that is owed stands. */
  enum Debt {
    ANSWERED,
    LATE,
    OVERDUE,
    OPEN
  }

  /**
   * What is owed for a thing.
   *
   * @param name the thing's
   * @param due empty while no recorded checkpoint covers what starts the clock
   */
  record Row(city.urna.protocol.bytes.Digest name, OptionalLong due, Debt debt) {}

  /**
   * The order before which whatever is owed since then was due before a time: the recorded times
   * never fall from one checkpoint to the next.
   */
  static long overdueBefore(Session session, long scope, long asOf) throws SQLException {
    return session
        .one(
            "SELECT coalesce(max(size), 0) * 1024 FROM checkpoints WHERE time <"
                + " ? - (SELECT answer_seconds FROM scopes WHERE number = ?)",
            row -> row.getLong(1),
            asOf,
            scope)
        .orElse(0L);
  }

  /** All that a scope owes, by the order of what is owed. */
  static List<Row> of(Session session, long scope, long asOf) throws SQLException {
    return session.all(
        DEBTS + "o.scope = ? ORDER BY o.thing, o.rule", row -> row(row, asOf), scope);
  }

  /** What is owed to an act's chain in its own scope. */
  static Optional<Row> of(Session session, long scope, long thing, long asOf) throws SQLException {
    return session.one(
        DEBTS + "o.scope = ? AND o.thing = ? ORDER BY o.rule LIMIT 1",
        row -> row(row, asOf),
        scope,
        thing);
  }

  private static Row row(java.sql.ResultSet row, long asOf) throws SQLException {
    long due = row.getLong(3);
    OptionalLong known = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(due);
    boolean settled = row.getBoolean(4);
    long answered = row.getLong(5);
    boolean timed = !row.wasNull();
    Debt debt;
    if (settled) {
      debt = timed && known.isPresent() && answered > due ? Debt.LATE : Debt.ANSWERED;
    } else {
      debt = known.isPresent() && asOf > due ? Debt.OVERDUE : Debt.OPEN;
    }
    return new Row(Session.digest(row, 1), known, debt);
  }
}
