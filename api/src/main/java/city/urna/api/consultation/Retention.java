package city.urna.api.consultation;

import city.urna.api.consultation.Consultations.ScopeId;
import city.urna.network.store.Session;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.consultation.Forum;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How long contents are kept: as long after the close as the process says, on cosigned time. Then
 * the node destroys what the public never had by itself; what was public an office redacts, and is
 * told here what is due.
 */
final class Retention {
  private static final String OF_SCOPE =
      "FROM refs r JOIN contents c ON c.commitment = r.commitment"
          + " LEFT JOIN acts a ON a.ord = r.owner LEFT JOIN decisions d ON d.ord = r.owner"
          + " WHERE coalesce(a.scope, d.scope) = ?";

  private Retention() {}

  /** A content whose time is up: what names it, and its commitment. */
  record Due(Digest owner, Digest commitment) {}

  /** When the contents of a scope are to go; empty while it is open, or says nothing. */
  private static OptionalLong end(Session session, long scope, Forum forum) throws SQLException {
    long seconds = forum.rules().getRetentionSeconds();
    Optional<Long> closed =
        session.one(
            "SELECT time FROM checkpoints WHERE size * 1024 >"
                + " (SELECT closed FROM scopes WHERE number = ?) ORDER BY size LIMIT 1",
            row -> row.getLong(1),
            scope);
    return seconds == 0 || closed.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(closed.get() + seconds);
  }

  /** Public contents that an office is to redact now. */
  static List<Due> due(StoredConsultations consultations, ScopeId id) {
    Optional<Forum> forum = consultations.registration().forum(id.process(), id.scope());
    if (forum.isEmpty()) {
      return List.of();
    }
    return consultations.read(
        session -> {
          long scope = StoredConsultations.numbers(session, List.of(id)).getFirst();
          OptionalLong end = end(session, scope, forum.get());
          if (end.isEmpty() || consultations.asOf(session) <= end.getAsLong()) {
            return List.of();
          }
          return session.all(
              "SELECT coalesce(a.hash, d.hash), r.commitment "
                  + OF_SCOPE
                  + " AND r.withheld = '' ORDER BY r.owner, r.place LIMIT 1000",
              row -> new Due(Session.digest(row, 1), Session.digest(row, 2)),
              scope);
        });
  }

  /** Destroys what the author withheld and whose time is up; how much that was. */
  static int destroy(StoredConsultations consultations) {
    int destroyed = 0;
    List<ScopeId> scopes =
        consultations.read(
            session ->
                session.all(
                    "SELECT process, scope FROM scopes WHERE consultation = 1 AND closed IS NOT"
                        + " NULL",
                    row -> new ScopeId(row.getString(1), row.getString(2))));
    for (ScopeId id : scopes) {
      Optional<Forum> forum = consultations.registration().forum(id.process(), id.scope());
      if (forum.isPresent()) {
        destroyed += destroy(consultations, id, forum.get());
      }
    }
    return destroyed;
  }

  private static int destroy(StoredConsultations consultations, ScopeId id, Forum forum) {
    List<Digest> over =
        consultations.read(
            session -> {
              long scope = StoredConsultations.numbers(session, List.of(id)).getFirst();
              OptionalLong end = end(session, scope, forum);
              return end.isEmpty() || consultations.asOf(session) <= end.getAsLong()
                  ? List.<Digest>of()
                  : session.all(
                      "SELECT r.commitment " + OF_SCOPE + " AND r.withheld <> ''",
                      row -> Session.digest(row, 1),
                      scope);
            });
    if (!over.isEmpty()) {
      consultations
          .store()
          .write(
              session -> {
                for (Digest commitment : over) {
                  ContentStore.destroy(session, commitment);
                }
                return over;
              });
    }
    return over.size();
  }
}
