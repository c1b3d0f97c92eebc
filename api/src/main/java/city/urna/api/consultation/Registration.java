package city.urna.api.consultation;

import city.urna.chaincode.Elections;
import city.urna.chaincode.State;
import city.urna.chaincode.process.PhaseState;
import city.urna.network.log.LogStore;
import city.urna.network.store.Session;
import city.urna.network.store.Store;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.consultation.ActType;
import city.urna.protocol.consultation.AnchorList;
import city.urna.protocol.consultation.CosignedTime;
import city.urna.protocol.consultation.Forum;
import city.urna.protocol.consultation.Identity;
import city.urna.protocol.log.Checkpoint;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.log.LogEntry;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Act;
import city.urna.protocol.records.ActRule;
import city.urna.protocol.records.Decision;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Phase;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.PublicAct;
import city.urna.protocol.records.RecordedCheckpoint;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the register up to the log, some records in one transaction. */
final class Registration {
  private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
  private static final int TOGETHER = 500;
  private static final int CLOSE = 3;
  private static final int VOID = 6;

  private final Store store;
  private final State state;
  private final LogStore log;
  private final InstantSource clock;
  private final Elections elections = new Elections();

  /** Void records that the register was made again for, in this run of the program. */
  private final Set<Digest> voided = ConcurrentHashMap.newKeySet();

  Registration(Store store, State state, LogStore log, InstantSource clock) {
    this.store = store;
    this.state = state;
    this.log = log;
    this.clock = clock;
  }

  /** The consultation that was frozen there; empty where there is none, or not yet. */
  Optional<Forum> forum(String process, String scope) {
    return PhaseState.read(state, process, scope)
        .filter(PhaseState::isConsultation)
        .map(phase -> phase.forum(elections, process, scope));
  }

  /** The consultation of a scope that takes acts now. */
  Optional<Forum> open(String process, String scope) {
    return PhaseState.read(state, process, scope)
        .filter(phase -> phase.step() == PhaseState.Step.CASTING && phase.isConsultation())
        .map(phase -> phase.forum(elections, process, scope));
  }

  /** How much of the log is in the register. */
  long position() {
    return store.read(Registration::position);
  }

  private static long position(Session session) throws SQLException {
    return session.one("SELECT position FROM looked", row -> row.getLong(1)).orElseThrow();
  }

  /** Takes what is new, as long as there is something. */
  void advance() {
    while (position() < log.size()) {
      store.write(this::step);
    }
  }

  private Long step(Session session) throws SQLException {
    Register register = new Register(session, clock.instant().getEpochSecond());
    long from = position(session);
    long to = Math.min(log.size(), from + TOGETHER);
    for (long position = from; position < to; position++) {
      LogEntry entry = log.entry(position).orElseThrow();
      switch (entry.kind()) {
        case PROCESS, ITEM, PHASE, ACT, ANCHOR, DECISION, CHECKPOINT -> {
          SignedRecord record = SignedRecord.parse(log.record(position).orElseThrow()).orThrow();
          if (isVoid(record)) {
            return again(session, record);
          }
          take(register, session, position * Register.PLACES, record);
        }
        case GENESIS,
            ROLL,
            CEREMONY,
            ISSUANCE_LIST,
            BALLOT,
            CLOSED_SET,
            DECRYPTION_SHARE,
            CERTIFICATE -> {}
      }
    }
    session.change("UPDATE looked SET position = ?", to);
    return to;
  }

  /** A scope that became void changes what stood before: everything is made again, once. */
  private Long again(Session session, SignedRecord record) throws SQLException {
    LOG.info("a consultation became void; its register is made again");
    for (String table : ConsultationTables.MADE) {
      session.change("DELETE FROM " + table);
    }
    voided.add(record.hash());
    session.change("UPDATE looked SET position = 0");
    return 0L;
  }

  private boolean isVoid(SignedRecord record) {
    return record.kind() == Kind.PHASE
        && !voided.contains(record.hash())
        && record.body(Phase.parser()).orThrow().getStep() == VOID;
  }

  private void take(Register register, Session session, long ord, SignedRecord record)
      throws SQLException {
    Optional<Register.Scope> scope = register.scope(record.process(), record.scope());
    switch (record.kind()) {
      case PROCESS -> register.process(record.process(), record.body(Process.parser()).orThrow());
      case CHECKPOINT ->
          checkpoint(register, session, record.body(RecordedCheckpoint.parser()).orThrow());
      case ITEM ->
          register.item(
              ord, record.hash(), scope.orElseThrow(), record.body(Item.parser()).orThrow());
      case PHASE -> phase(register, ord, record, scope);
      case ACT -> act(register, ord, record, scope.orElseThrow());
      case ANCHOR -> anchor(register, session, ord, record, scope.orElseThrow());
      case DECISION ->
          register.decision(
              ord,
              record.hash(),
              scope.orElseThrow(),
              record.body(Decision.parser()).orThrow(),
              isVoid(record.process(), record.scope()));
      case GENESIS,
          ROLL,
          CEREMONY,
          ISSUANCE_LIST,
          BALLOT,
          CLOSED_SET,
          DECRYPTION_SHARE,
          CERTIFICATE -> {}
    }
    if (record.kind() == Kind.ACT) {
      session.change(
          "DELETE FROM waiting WHERE hash = ?",
          forum(record.process(), record.scope()).orElseThrow().actHash(record.body()).bytes());
    }
  }

  private boolean isVoid(String process, String scope) {
    return PhaseState.read(state, process, scope)
        .filter(phase -> phase.step() == PhaseState.Step.VOID)
        .isPresent();
  }

  private void phase(
      Register register, long ord, SignedRecord record, Optional<Register.Scope> scope)
      throws SQLException {
    Phase phase = record.body(Phase.parser()).orThrow();
    Optional<Forum> forum = forum(record.process(), record.scope());
    if (phase.getStep() == CLOSE && scope.isPresent() && forum.isPresent()) {
      List<int[]> owing =
          forum.get().rules().getActsList().stream()
              .filter(rule -> rule.getAnswered() == Owed.TOGETHER)
              .map(rule -> new int[] {rule.getType(), rule.getIdentity()})
              .toList();
      register.close(ord, scope.get(), owing);
    }
  }

  private void act(Register register, long ord, SignedRecord record, Register.Scope scope)
      throws SQLException {
    Forum forum = forum(scope.process(), scope.scope()).orElseThrow();
    Act act = record.body(Act.parser()).orThrow();
    Optional<Digest> nullifier =
        act.hasCredential()
            ? Optional.of(
                new Digest(forum.nullifier(Bytes.of(act.getCredential().getKey())).bytes()))
            : Optional.empty();
    register.act(
        scope,
        entry(forum, ord, act, record.body(), nullifier),
        isVoid(scope.process(), scope.scope()));
  }

  private static Register.Entry entry(
      Forum forum, long ord, Act act, Bytes body, Optional<Digest> nullifier) {
    Optional<ActRule> rule =
        forum.rule(ActType.of(act.getType()).orElseThrow(), Identity.of(act).orElseThrow());
    return new Register.Entry(
        ord,
        new Digest(forum.actHash(body).bytes()),
        act,
        body,
        nullifier,
        rule.map(ActRule::getQuota).orElse(0),
        rule.filter(one -> one.getAnswered() == Owed.EACH).isPresent(),
        mayBeOwed(forum, act));
  }

  /** A key's next act may come by another channel, for which another rule holds. */
  private static boolean mayBeOwed(Forum forum, Act act) {
    return forum.rules().getActsList().stream()
        .filter(rule -> rule.getType() == act.getType() && rule.getAnswered() == Owed.EACH)
        .anyMatch(
            rule ->
                rule.getIdentity() == Identity.of(act).orElseThrow().number()
                    || act.hasKey()
                        && (rule.getIdentity() == Identity.PUBLIC.number()
                            || rule.getIdentity() == Identity.SOCIAL.number()));
  }

  private void anchor(
      Register register, Session session, long ord, SignedRecord record, Register.Scope scope)
      throws SQLException {
    Forum forum = forum(scope.process(), scope.scope()).orElseThrow();
    Optional<Bytes> list =
        session.one(
            "SELECT list FROM lists WHERE record = ?", row -> Session.bytes(row, 1), record.hash());
    if (list.isEmpty()) {
      LOG.error("the list of anchor {} is not here", record.hash().hex());
      return;
    }
    boolean voided = isVoid(scope.process(), scope.scope());
    long place = ord;
    for (Bytes bytes : AnchorList.decode(list.get()).orThrow().acts()) {
      PublicAct act = StrictParser.parse(PublicAct.parser(), bytes).orThrow();
      Bytes body = Bytes.of(act.getAct());
      Act message = StrictParser.parse(Act.parser(), body).orThrow();
      Register.Entry entry = entry(forum, place, message, body, Optional.empty());
      register.act(scope, entry, voided);
      session.change("DELETE FROM waiting WHERE hash = ?", entry.hash());
      place++;
    }
    session.change(
        "DELETE FROM batches WHERE process = ? AND scope = ?", scope.process(), scope.scope());
  }

  private void checkpoint(Register register, Session session, RecordedCheckpoint message)
      throws SQLException {
    Genesis genesis =
        SignedRecord.parse(log.record(0).orElseThrow()).orThrow().body(Genesis.parser()).orThrow();
    SignedNote note = SignedNote.parse(Bytes.of(message.getNote())).orThrow();
    Optional<CosignedTime> last =
        session.one(
            "SELECT size, time FROM checkpoints ORDER BY size DESC LIMIT 1",
            row -> new CosignedTime(row.getLong(1), row.getLong(2)));
    if (CheckpointTrust.of(genesis).orThrow().check(note)
        instanceof CheckpointTrust.Outcome.Trusted(Checkpoint checkpoint, var cosignatures)) {
      CosignedTime time = CosignedTime.of(last, checkpoint.size(), cosignatures);
      register.checkpoint(time.size(), time.time());
    }
  }
}
