package city.urna.api.consultation;

import city.urna.api.consultation.Things.Thing;
import city.urna.network.store.Session;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.consultation.DecisionForm;
import city.urna.protocol.records.Decision;
import com.google.protobuf.ByteString;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Decisions of the register: which are in force, and what they change (spec consultation §8.7). */
final class Decisions {
  private final Session session;
  private final long now;
  private final Things things;
  private final Publication publication;

  /**
   * @param now the node's clock, for what has no cosigned time yet
   */
  Decisions(Session session, long now, Things things, Publication publication) {
    this.session = session;
    this.now = now;
    this.things = things;
    this.publication = publication;
  }

  /**
   * §8.7.
   *
   * @param voided whether its scope is void now: then answers and counts are no more
   */
  void decision(long ord, Digest hash, Register.Scope scope, Decision decision, boolean voided)
      throws SQLException {
    DecisionForm.Type type = DecisionForm.Type.of(decision.getType()).orElseThrow();
    boolean answers = type == DecisionForm.Type.ANSWER;
    if (voided && (answers || type == DecisionForm.Type.COUNT)) {
      return;
    }
    Digest target =
        decision.getTarget().isEmpty() ? Digest.ZERO : new Digest(Bytes.of(decision.getTarget()));
    Optional<Long> superseded = superseded(scope, decision, target);
    Optional<Thing> thing = answers ? things.named(scope, decision.getTarget()) : Optional.empty();
    List<Long> owner =
        session.all(
            "SELECT ord FROM acts WHERE hash = ? AND scope = ?"
                + " UNION SELECT ord FROM decisions WHERE hash = ? AND scope = ?",
            row -> row.getLong(1),
            target,
            scope.number(),
            target,
            scope.number());
    boolean stands =
        (decision.getSupersedes().isEmpty() || superseded.isPresent())
            && switch (type) {
              case ANSWER -> thing.isPresent();
              case COUNT -> true;
              case REDACTION, WITHHOLDING -> !owner.isEmpty() && owns(owner, decision);
            };
    session.change(
        "INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
        ord,
        hash,
        scope.number(),
        decision.getOffice(),
        decision.getType(),
        target,
        thing.<Object>map(Thing::ord).orElse(Optional.empty()),
        decision.getStatus(),
        decision.getReason(),
        stands ? 1 : 0,
        Bytes.of(decision.toByteString()),
        now);
    publication.references(ord, decision.getContentsList());
    for (ByteString commitment : decision.getCommitmentsList()) {
      session.change("INSERT INTO named VALUES (?, ?)", Bytes.of(commitment), ord);
    }
    if (!stands) {
      return;
    }
    if (superseded.isPresent()) {
      session.change("UPDATE decisions SET force = 0 WHERE ord = ?", superseded.get());
    }
    switch (type) {
      case ANSWER -> answered(ord, hash, scope, decision, thing.get());
      case REDACTION -> {
        for (ByteString commitment : decision.getCommitmentsList()) {
          ContentStore.destroy(session, new Digest(Bytes.of(commitment)));
        }
        publication.publishAll(decision, superseded);
      }
      case WITHHOLDING -> publication.publishAll(decision, superseded);
      case COUNT -> {}
    }
  }

  private Optional<Long> superseded(Register.Scope scope, Decision decision, Digest target)
      throws SQLException {
    return decision.getSupersedes().isEmpty()
        ? Optional.empty()
        : session.one(
            "SELECT ord FROM decisions WHERE hash = ? AND scope = ? AND type = ? AND target = ?"
                + " AND force = 1",
            row -> row.getLong(1),
            Bytes.of(decision.getSupersedes()),
            scope.number(),
            decision.getType(),
            target);
  }

  private boolean owns(List<Long> owners, Decision decision) throws SQLException {
    for (ByteString commitment : decision.getCommitmentsList()) {
      boolean found = false;
      for (long owner : owners) {
        found |=
            session
                .one(
                    "SELECT 1 FROM refs WHERE owner = ? AND commitment = ?",
                    row -> row.getInt(1),
                    owner,
                    Bytes.of(commitment))
                .isPresent();
      }
      if (!found) {
        return false;
      }
    }
    return true;
  }

  private void answered(long ord, Digest hash, Register.Scope scope, Decision decision, Thing thing)
      throws SQLException {
    things.name(hash, ord);
    things.thing(ord, Things.ANSWER, scope, hash, 0, 0, Optional.empty(), thing.ord(), 0);
    session.change(
        "UPDATE things SET status = coalesce((SELECT status FROM decisions WHERE thing = ?"
            + " AND type = 1 AND force = 1 ORDER BY ord DESC LIMIT 1), 0) WHERE ord = ?",
        thing.ord(),
        thing.ord());
    if (decision.getStatus() >= DecisionForm.SETTLES) {
      session.change(
          "UPDATE owed SET settled = ? WHERE scope = ? AND thing = ? AND settled IS NULL",
          ord,
          scope.number(),
          thing.ord());
    }
    session.change(
        "UPDATE acts SET updated = max(updated, ?), done = ? WHERE thing = ?",
        now,
        things.isDone(thing.ord()) ? 1 : 0,
        thing.ord());
  }
}
