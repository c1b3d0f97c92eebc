package city.urna.api.consultation;

import city.urna.api.consultation.ActRow.DecisionRow;
import city.urna.api.consultation.ActRow.Standing;
import city.urna.api.consultation.ActRow.Time;
import city.urna.api.consultation.Consultations.ScopeId;
import city.urna.network.store.Session;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Rows of the register as the rest of the house sees them. */
final class Rows {
  private static final String ACT =
      "SELECT a.ord, a.hash, s.process, s.scope, a.type, a.channel, a.identity, a.target, a.value,"
          + " a.thing, a.flaw, a.arrived, a.time, t.last, t.standing, a.scope"
          + " FROM acts a JOIN scopes s ON s.number = a.scope LEFT JOIN things t ON t.ord = a.thing"
          + " WHERE ";

  private static final String ITEM =
      "SELECT i.hash, s.process, s.scope, i.body, i.ord FROM items i"
          + " JOIN scopes s ON s.number = i.scope WHERE ";

  private static final String DECISIONS =
      "SELECT ord, hash, office, type, status, reason, force, arrived, time FROM decisions"
          + " WHERE thing = ? OR target = ? AND type IN (2, 3) ORDER BY ord";

  private Rows() {}

  /** An act's own columns, before its contents and decisions are looked up. */
  private record Columns(
      long ord,
      Digest hash,
      ScopeId scope,
      int type,
      int channel,
      int identity,
      Optional<Digest> target,
      int value,
      OptionalLong thing,
      Standing standing,
      Time time,
      long number) {}

  /** The time of the last recorded checkpoint. */
  static long recorded(Session session) throws SQLException {
    return session.one("SELECT max(time) FROM checkpoints", row -> row.getLong(1)).orElse(0L);
  }

  static Optional<ActRow> act(Session session, Tracker hash, long asOf) throws SQLException {
    Optional<Columns> columns = session.one(ACT + "a.hash = ?", Rows::columns, hash.bytes());
    return columns.isPresent() ? Optional.of(act(session, columns.get(), asOf)) : Optional.empty();
  }

  static List<ActRow> acts(Session session, List<Long> orders, long asOf) throws SQLException {
    List<ActRow> rows = new ArrayList<>();
    for (long order : orders) {
      Optional<Columns> columns = session.one(ACT + "a.ord = ?", Rows::columns, order);
      if (columns.isPresent()) {
        rows.add(act(session, columns.get(), asOf));
      }
    }
    return rows;
  }

  private static ActRow act(Session session, Columns act, long asOf) throws SQLException {
    OptionalLong due = OptionalLong.empty();
    if (act.thing().isPresent()) {
      due =
          Owed.of(session, act.number(), act.thing().getAsLong(), asOf)
              .map(Owed.Row::due)
              .orElse(OptionalLong.empty());
    }
    return new ActRow(
        new Tracker(act.hash()),
        act.scope(),
        act.type(),
        act.channel(),
        act.identity(),
        act.target(),
        act.value(),
        act.standing(),
        act.time(),
        due,
        ContentStore.rows(session, act.ord()),
        decisions(session, act.thing().orElse(-1), act.hash()));
  }

  private static Columns columns(ResultSet row) throws SQLException {
    Digest hash = Session.digest(row, 2);
    byte[] target = row.getBytes(8);
    long thing = row.getLong(10);
    OptionalLong chain = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(thing);
    Standing standing =
        chain.isEmpty() ? flaw(row.getInt(11)) : standing(hash, Session.digest(row, 14), row);
    return new Columns(
        row.getLong(1),
        hash,
        new ScopeId(row.getString(3), row.getString(4)),
        row.getInt(5),
        row.getInt(6),
        row.getInt(7),
        target == null ? Optional.empty() : Optional.of(new Digest(Bytes.of(target))),
        row.getInt(9),
        chain,
        standing,
        time(row, 12, 13),
        row.getLong(16));
  }

  private static Standing flaw(int flaw) {
    return switch (flaw) {
      case Register.DANGLING -> Standing.DANGLING;
      case Register.VOID -> Standing.VOID;
      default -> Standing.STRAY;
    };
  }

  private static Standing standing(Digest hash, Digest last, ResultSet row) throws SQLException {
    if (!hash.equals(last)) {
      return Standing.REPLACED;
    }
    return standing(row.getInt(15));
  }

  /** How a chain stands, and so its last act. */
  static Standing standing(int number) {
    return switch (number) {
      case Register.OVER_QUOTA -> Standing.OVER_QUOTA;
      case Register.WITHDRAWN -> Standing.WITHDRAWN;
      default -> Standing.COUNTED;
    };
  }

  private static Time time(ResultSet row, int arrived, int time) throws SQLException {
    long cosigned = row.getLong(time);
    return row.wasNull() ? new Time(row.getLong(arrived), false) : new Time(cosigned, true);
  }

  /** What offices said of a thing, and of the contents of one act. */
  static List<DecisionRow> decisions(Session session, long thing, Digest act) throws SQLException {
    record Row(long ord, DecisionRow decision) {}
    List<Row> rows =
        session.all(
            DECISIONS,
            row ->
                new Row(
                    row.getLong(1),
                    new DecisionRow(
                        Session.digest(row, 2),
                        row.getString(3),
                        row.getInt(4),
                        row.getInt(5),
                        row.getString(6),
                        row.getBoolean(7),
                        List.of(),
                        time(row, 8, 9))),
            thing,
            act);
    List<DecisionRow> decisions = new ArrayList<>();
    for (Row row : rows) {
      DecisionRow bare = row.decision();
      decisions.add(
          new DecisionRow(
              bare.record(),
              bare.office(),
              bare.type(),
              bare.status(),
              bare.reason(),
              bare.inForce(),
              ContentStore.rows(session, row.ord()),
              bare.time()));
    }
    return decisions;
  }

  static Optional<ItemRow> item(Session session, Digest record) throws SQLException {
    return session.one(ITEM + "i.hash = ?", Rows::item, record);
  }

  /** Newest versions, as the query's end says. */
  static List<ItemRow> items(Session session, String where, Object... values) throws SQLException {
    return session.all(ITEM + where, Rows::item, values);
  }

  private static ItemRow item(ResultSet row) throws SQLException {
    Item item = StrictParser.parse(Item.parser(), Session.bytes(row, 4)).orThrow();
    return new ItemRow(
        Session.digest(row, 1),
        new ScopeId(row.getString(2), row.getString(3)),
        item.getId(),
        item.getVersion(),
        item.getRole(),
        texts(item.getTitleList()),
        texts(item.getDescriptionList()),
        Bytes.of(item.getForm()),
        row.getLong(5) / Register.PLACES);
  }

  private static Map<String, String> texts(List<Text> texts) {
    Map<String, String> byLanguage = new LinkedHashMap<>();
    texts.forEach(text -> byLanguage.put(text.getLanguage(), text.getValue()));
    return byLanguage;
  }
}
