package city.urna.api.consultation;

import city.urna.api.http.Problem;
import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Decision;
import city.urna.chaincode.Ruling;
import city.urna.chaincode.State;
import city.urna.network.store.Session;
import city.urna.network.store.Store;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.consultation.CheckedAct;
import city.urna.protocol.consultation.Content;
import city.urna.protocol.consultation.Forum;
import city.urna.protocol.consultation.PublicActs;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Act;
import city.urna.protocol.records.ContentRef;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether an act is taken: everything that the contract and the organizations will look at is
 * looked at before a byte of it is stored, and then what only the node can see: contents, quotas,
 * room.
 */
final class Acceptance {
  /** Public acts that wait for an anchor before more are refused. */
  private static final int MOST_WAITING = 50_000;

  /** Acts of one credential or office that this node takes in one scope. */
  private static final int MOST_OF_ONE = 1_000;

  private final Store store;
  private final State state;
  private final Contract contract;
  private final Registration registration;
  private final Set<String> drained = ConcurrentHashMap.newKeySet();

  Acceptance(Store store, State state, Contract contract, Registration registration) {
    this.store = store;
    this.state = state;
    this.contract = contract;
    this.registration = registration;
  }

  /** An act that may be taken, or one that was taken before. */
  sealed interface Accepted {
    /** It is on its way or on the log already. */
    record Before(Forum forum, Tracker act) implements Accepted {}

    /** It is new. */
    record Fresh(Handed handed) implements Accepted {}
  }

  /**
   * The act of a credential or an office.
   *
   * @throws Problem when it is refused
   */
  Accepted record(SignedRecord record, List<Bytes> contents) {
    if (record.kind() != Kind.ACT) {
      throw new Problem(Problem.Type.MALFORMED, "not an act; others go to /v1/records");
    }
    Forum forum = open(record.process(), record.scope());
    Tracker hash = forum.actHash(record.body());
    if (isKnown(hash)) {
      return new Accepted.Before(forum, hash);
    }
    Decision decision = contract.decide(state, Command.of(record.bytes()));
    if (decision.rulings().getFirst() instanceof Ruling.Refused(Refusal code, String reason)) {
      throw Problem.refused(code, reason);
    }
    Act act = record.body(Act.parser()).orThrow();
    Bytes author =
        act.hasCredential()
            ? Bytes.concat(
                Bytes.ofUtf8("c"), forum.nullifier(Bytes.of(act.getCredential().getKey())).bytes())
            : Bytes.ofUtf8("o" + act.getOfficer());
    if (act.hasCredential()) {
      requireRoom(author);
    }
    return new Accepted.Fresh(
        Handed.of(forum.context(), hash, false, record.bytes(), contents(forum, act, contents)));
  }

  /**
   * A public act.
   *
   * @throws Problem when it is refused
   */
  Accepted publicAct(String process, String scope, Bytes publicAct, List<Bytes> contents) {
    Forum forum = open(process, scope);
    CheckedAct checked =
        switch (PublicActs.check(forum, publicAct)) {
          case Verdict.Verified<CheckedAct>(CheckedAct act) -> act;
          case Verdict.Rejected<CheckedAct>(Refusal code, String reason) ->
              throw code == Refusal.ENVELOPE
                  ? new Problem(Problem.Type.MALFORMED, reason)
                  : Problem.refused(code, reason);
        };
    if (isKnown(checked.tracker())) {
      return new Accepted.Before(forum, checked.tracker());
    }
    requireAnchors(forum);
    return new Accepted.Fresh(
        Handed.of(
            forum.context(),
            checked.tracker(),
            true,
            publicAct,
            contents(forum, checked.message(), contents)));
  }

  private Forum open(String process, String scope) {
    Forum forum =
        registration
            .open(process, scope)
            .orElseThrow(() -> Problem.refused(Refusal.PHASE, "no consultation is open there"));
    if (drained.contains(process + "/" + scope)) {
      throw Problem.refused(Refusal.PHASE, "the consultation is being closed");
    }
    return forum;
  }

  private boolean isKnown(Tracker act) {
    return store.read(
        session ->
            session
                .one(
                    "SELECT 1 FROM acts WHERE hash = ? UNION SELECT 1 FROM waiting WHERE hash = ?",
                    row -> row.getInt(1),
                    act.bytes(),
                    act.bytes())
                .isPresent());
  }

  private List<Content> contents(Forum forum, Act act, List<Bytes> files) {
    String process = forum.context().process();
    String scope = forum.context().scope();
    List<Content> read = ContentRules.read(process, scope, act.getContentsList(), files);
    store.read(session -> requireNotRedacted(session, act.getContentsList()));
    return read;
  }

  /** What was erased does not come back under the same commitment. */
  private static Integer requireNotRedacted(Session session, List<ContentRef> references)
      throws SQLException {
    for (ContentRef reference : references) {
      if (ContentStore.state(session, new Digest(Bytes.of(reference.getCommitment())))
          instanceof ActRow.ContentRow.State.Redacted) {
        throw new Problem(Problem.Type.CONTENT, "a content that was redacted");
      }
    }
    return references.size();
  }

  private void requireRoom(Bytes author) {
    long acts =
        store.read(
            session ->
                session
                    .one(
                        "SELECT count(*) FROM acts WHERE author = ?", row -> row.getLong(1), author)
                    .orElse(0L));
    if (acts >= MOST_OF_ONE) {
      throw new Problem(
          Problem.Type.QUOTA, "a credential acts at most " + MOST_OF_ONE + " times here");
    }
  }

  private void requireAnchors(Forum forum) {
    record Public(long waiting, long inScope) {}
    Public acts =
        store.read(
            session ->
                new Public(
                    count(session, "SELECT count(*) FROM waiting WHERE anchored = 1"),
                    count(
                            session,
                            "SELECT count(*) FROM waiting WHERE anchored = 1 AND process = ?"
                                + " AND scope = ?",
                            forum.context().process(),
                            forum.context().scope())
                        + count(
                            session,
                            "SELECT anchored FROM scopes WHERE process = ? AND scope = ?",
                            forum.context().process(),
                            forum.context().scope())));
    if (acts.waiting() >= MOST_WAITING) {
      throw new Problem(Problem.Type.BUSY, "many acts wait to be anchored; nothing was stored");
    }
    if (acts.inScope() >= Integer.toUnsignedLong(forum.rules().getAnchoredActs())) {
      throw new Problem(Problem.Type.QUOTA, "the scope has as many public acts as it allows");
    }
  }

  private static long count(Session session, String sql, Object... values) throws SQLException {
    return session.one(sql, row -> row.getLong(1), values).orElse(0L);
  }

  /** From now on no acts of that scope are taken. */
  void drain(String process, String scope) {
    drained.add(process + "/" + scope);
  }

  void reopen(String process, String scope) {
    drained.remove(process + "/" + scope);
  }

  /** What is expected of a process's scope before it may act: for those who build acts here. */
  Optional<Forum> forum(String process, String scope) {
    return registration.open(process, scope);
  }
}
