package city.urna.api.consultation;

import city.urna.network.store.Session;
import city.urna.protocol.bytes.Digest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a content has gone already, so that a redaction can say so: the node's public pages, the
 * archives that were made while it was public, and for a contact the way that notices took.
 */
final class Sent {
  /** More archives than these are told as one line. */
  private static final int MOST_ARCHIVES = 20;

  private Sent() {}

  /** Short texts, each a place; empty for what has not left the node. */
  static List<String> places(Session session, Digest commitment) throws SQLException {
    List<String> places = new ArrayList<>();
    Optional<Long> since =
        session.one(
            "SELECT min(owner) FROM refs WHERE commitment = ? HAVING count(*) > 0",
            row -> row.getLong(1),
            commitment);
    boolean everPublic =
        since.isPresent()
            && session
                .one(
                    "SELECT 1 FROM refs WHERE commitment = ? AND withheld <> '' LIMIT 1",
                    row -> row.getInt(1),
                    commitment)
                .isEmpty();
    if (everPublic) {
      places.add("public at the node, its lists, searches and feeds");
      places.addAll(archives(session, commitment, since.get()));
    }
    places.addAll(
        session.all(
            "SELECT place FROM sent WHERE commitment = ? ORDER BY place",
            row -> row.getString(1),
            commitment));
    return places;
  }

  /** Those made after the act was recorded and before an office withheld the content. */
  private static List<String> archives(Session session, Digest commitment, long since)
      throws SQLException {
    long until =
        session
            .one(
                "SELECT min(decision) FROM named JOIN decisions ON ord = decision"
                    + " WHERE commitment = ? AND type = 3 AND force = 1 HAVING count(*) > 0",
                row -> row.getLong(1),
                commitment)
            .orElse(Long.MAX_VALUE);
    List<Long> sizes =
        session.all(
            "SELECT size FROM archives WHERE size > ? AND size <= ? ORDER BY size",
            row -> row.getLong(1),
            since / Register.PLACES,
            until == Long.MAX_VALUE ? until : until / Register.PLACES);
    if (sizes.size() > MOST_ARCHIVES) {
      return List.of(
          "%d archives of %d to %d records"
              .formatted(sizes.size(), sizes.getFirst(), sizes.getLast()));
    }
    return sizes.stream().map(size -> "archive of " + size + " records").toList();
  }
}
