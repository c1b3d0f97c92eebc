package city.urna.api.consultation;

import city.urna.network.store.Session;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.consultation.Content;
import city.urna.protocol.consultation.ContentKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Contents with their salts (spec consultation §3), and what became of them. All methods run within
 * a session of the consultation's file.
 */
final class ContentStore {
  /** A content is redacted by a redaction in force, for ever (§8.8). */
  private static final String REDACTED =
      "SELECT office, reason FROM named JOIN decisions ON ord = decision"
          + " WHERE commitment = ? AND type = 2 AND force = 1 ORDER BY ord LIMIT 1";

  private static final String WITHHELD_BY_AUTHOR =
      "SELECT '', withheld FROM refs WHERE commitment = ? AND withheld <> '' ORDER BY owner LIMIT"
          + " 1";

  private static final String WITHHELD_BY_OFFICE =
      "SELECT office, reason FROM named JOIN decisions ON ord = decision"
          + " WHERE commitment = ? AND type = 3 AND force = 1 ORDER BY ord LIMIT 1";

  /** The name of those who decide where a decision names no office. */
  private static final String CLERK = "clerk";

  private static final String AUTHOR = "author";

  private ContentStore() {}

  /** Keeps a content of a scope; the same one again changes nothing. */
  static void put(Session session, String process, String scope, Content content)
      throws SQLException {
    session.change(
        "INSERT OR IGNORE INTO contents VALUES (?, ?, ?, ?, ?, ?, ?)",
        content.commitment(process, scope),
        process,
        scope,
        content.kind().number(),
        content.mediaType(),
        content.salt(),
        content.bytes());
  }

  /** The content under that commitment, whether the public may have it or not. */
  static Optional<Content> get(Session session, Digest commitment) throws SQLException {
    return session.one(
        "SELECT kind, media, salt, data FROM contents WHERE commitment = ?",
        ContentStore::content,
        commitment);
  }

  private static Content content(ResultSet row) throws SQLException {
    return new Content(
        Session.bytes(row, 3),
        ContentKind.of(row.getInt(1)).orElseThrow(),
        row.getString(2),
        Session.bytes(row, 4));
  }

  /** Destroys bytes and salt; they leave the file with the next sweep. */
  static void destroy(Session session, Digest commitment) throws SQLException {
    session.change("DELETE FROM contents WHERE commitment = ?", commitment);
    session.change("DELETE FROM subscriptions WHERE commitment = ?", commitment);
    session.change("DELETE FROM outbox WHERE commitment = ?", commitment);
    session.change("UPDATE looked SET sweep = 1");
  }

  /** The same for what no act or decision on the log names. */
  static void destroyUnlessNamed(Session session, Digest commitment) throws SQLException {
    if (session
        .one("SELECT 1 FROM refs WHERE commitment = ? LIMIT 1", row -> row.getInt(1), commitment)
        .isEmpty()) {
      destroy(session, commitment);
    }
  }

  /** Whether the public gets it. */
  static ActRow.ContentRow.State state(Session session, Digest commitment) throws SQLException {
    Optional<ActRow.ContentRow.State> redacted =
        session.one(
            REDACTED,
            row -> new ActRow.ContentRow.State.Redacted(office(row), row.getString(2)),
            commitment);
    if (redacted.isPresent()) {
      return redacted.get();
    }
    Optional<ActRow.ContentRow.State> byAuthor =
        session.one(
            WITHHELD_BY_AUTHOR,
            row -> new ActRow.ContentRow.State.Withheld(AUTHOR, row.getString(2)),
            commitment);
    if (byAuthor.isPresent()) {
      return byAuthor.get();
    }
    Optional<ActRow.ContentRow.State> byOffice =
        session.one(
            WITHHELD_BY_OFFICE,
            row -> new ActRow.ContentRow.State.Withheld(office(row), row.getString(2)),
            commitment);
    if (byOffice.isPresent()) {
      return byOffice.get();
    }
    return session
            .one("SELECT 1 FROM contents WHERE commitment = ?", row -> row.getInt(1), commitment)
            .isPresent()
        ? new ActRow.ContentRow.State.Public()
        : new ActRow.ContentRow.State.Missing();
  }

  private static String office(ResultSet row) throws SQLException {
    return row.getString(1).isEmpty() ? CLERK : row.getString(1);
  }

  /** The content, where the public gets it. */
  static Optional<Content> published(Session session, Digest commitment) throws SQLException {
    return state(session, commitment) instanceof ActRow.ContentRow.State.Public
        ? get(session, commitment)
        : Optional.empty();
  }

  /** What an act or decision refers to, with the bytes of what is public. */
  static List<ActRow.ContentRow> rows(Session session, long owner) throws SQLException {
    record Reference(Digest commitment, int kind, long length) {}
    List<Reference> references =
        session.all(
            "SELECT commitment, kind, length FROM refs WHERE owner = ? ORDER BY place",
            row -> new Reference(Session.digest(row, 1), row.getInt(2), row.getLong(3)),
            owner);
    List<ActRow.ContentRow> rows = new ArrayList<>();
    for (Reference reference : references) {
      ActRow.ContentRow.State state = state(session, reference.commitment());
      boolean small = reference.length() <= MOST_INLINE;
      Optional<Content> content =
          state instanceof ActRow.ContentRow.State.Public
              ? small ? get(session, reference.commitment()) : Optional.empty()
              : Optional.empty();
      String media =
          state instanceof ActRow.ContentRow.State.Public
              ? media(session, reference.commitment())
              : "";
      rows.add(
          new ActRow.ContentRow(
              reference.commitment(),
              reference.kind(),
              media,
              reference.length(),
              state,
              content.map(Content::bytes)));
    }
    return rows;
  }

  /** Larger ones are read by their own path. */
  private static final int MOST_INLINE = 65_536;

  private static String media(Session session, Digest commitment) throws SQLException {
    return session
        .one("SELECT media FROM contents WHERE commitment = ?", row -> row.getString(1), commitment)
        .orElse("");
  }

  /** Notes where a content went that is not public. */
  static void sent(Session session, Digest commitment, String place) throws SQLException {
    session.change("INSERT OR IGNORE INTO sent VALUES (?, ?)", commitment, place);
  }

  /** The text of a small public content; empty where it is none, or is not public. */
  static String text(Session session, Digest commitment) throws SQLException {
    Optional<Content> content = published(session, commitment);
    return content
        .filter(found -> found.bytes().size() <= MOST_INLINE)
        .flatMap(found -> found.bytes().utf8().optional())
        .orElse("");
  }
}
