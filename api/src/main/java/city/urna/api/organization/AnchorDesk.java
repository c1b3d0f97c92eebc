package city.urna.api.organization;

import city.urna.api.http.Peer;
import city.urna.api.http.Problem;
import city.urna.chaincode.Elections;
import city.urna.chaincode.State;
import city.urna.chaincode.process.PhaseState;
import city.urna.network.store.Schema;
import city.urna.network.store.Session;
import city.urna.network.store.Store;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.consultation.AnchorList;
import city.urna.protocol.consultation.CheckedAct;
import city.urna.protocol.consultation.Forum;
import city.urna.protocol.record.Identifiers;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Anchor;
import city.urna.protocol.records.AnchorCall;
import city.urna.protocol.signature.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Lists of public acts that this organization anchored, or that an anchor it cosigned stands for
 * (spec consultation §5). A list is checked act by act and stored before anything is signed; two
 * anchors of one number are never signed.
 */
final class AnchorDesk implements AutoCloseable {
  private static final Schema SCHEMA =
      new Schema(
          "anchored lists",
          0x55726e61 + 1,
          1,
          List.of(
              "CREATE TABLE lists (record BLOB PRIMARY KEY, list BLOB NOT NULL) WITHOUT ROWID",
              """
              CREATE TABLE signed (
                process TEXT NOT NULL,
                scope TEXT NOT NULL,
                number INTEGER NOT NULL,
                record BLOB NOT NULL,
                PRIMARY KEY (process, scope, number)) WITHOUT ROWID
              """));

  private final String organization;
  private final SigningKey ledgerKey;
  private final State state;
  private final Elections elections = new Elections();
  private final Peer node;
  private final Store store;

  AnchorDesk(String organization, SigningKey ledgerKey, State state, Peer node, Path file) {
    this.organization = organization;
    this.ledgerKey = ledgerKey;
    this.state = state;
    this.node = node;
    this.store = Store.open(file, SCHEMA);
  }

  /**
   * The anchor over these acts; the same again where it was signed before.
   *
   * @throws Problem when an act does not hold, or another anchor of this number was signed
   */
  synchronized SignedRecord anchor(AnchorCall call) {
    Forum forum = forum(call.getProcess(), call.getScope());
    List<Bytes> acts = call.getActsList().stream().map(Bytes::of).toList();
    if (AnchorList.decode(encoded(acts)) instanceof Parsed.Malformed<AnchorList>(String reason)) {
      throw new Problem(Problem.Type.MALFORMED, reason);
    }
    AnchorList list = new AnchorList(acts);
    check(list, forum);
    Anchor anchor =
        list.anchor(forum, organization, call.getNumber(), Bytes.of(call.getPrevious()));
    Optional<SignedRecord> before = before(call);
    if (before.isPresent()) {
      if (before.get().body().equals(Bytes.of(anchor.toByteString()))) {
        return before.get();
      }
      throw new Problem(Problem.Type.CONFLICT, "another anchor of this number was signed");
    }
    SignedRecord record =
        SignedRecord.sign(
            Kind.ANCHOR,
            call.getProcess(),
            call.getScope(),
            Bytes.of(anchor.toByteString()),
            List.of(ledgerKey));
    store.write(
        session -> {
          session.change("INSERT OR IGNORE INTO lists VALUES (?, ?)", record.hash(), list.encode());
          session.change(
              "INSERT INTO signed VALUES (?, ?, ?, ?)",
              call.getProcess(),
              call.getScope(),
              call.getNumber(),
              record.bytes());
          return record;
        });
    return record;
  }

  private static Bytes encoded(List<Bytes> acts) {
    java.util.List<Bytes> parts = new java.util.ArrayList<>();
    acts.forEach(
        act -> {
          parts.add(city.urna.protocol.bytes.Wire.u32(act.size()));
          parts.add(act);
        });
    return Bytes.concat(parts.toArray(Bytes[]::new));
  }

  private Forum forum(String process, String scope) {
    if (!Identifiers.isId(process) || !Identifiers.isId(scope)) {
      throw new Problem(Problem.Type.MALFORMED, "process and scope are ids");
    }
    return PhaseState.read(state, process, scope)
        .filter(PhaseState::isConsultation)
        .map(phase -> phase.forum(elections, process, scope))
        .orElseThrow(() -> Problem.refused(Refusal.PHASE, "no consultation is open there"));
  }

  private static void check(AnchorList list, Forum forum) {
    if (list.check(forum) instanceof Verdict.Rejected<List<CheckedAct>>(Refusal code, String why)) {
      throw Problem.refused(code, why);
    }
  }

  private Optional<SignedRecord> before(AnchorCall call) {
    return store.read(
        session ->
            session.one(
                "SELECT record FROM signed WHERE process = ? AND scope = ? AND number = ?",
                row -> SignedRecord.parse(Session.bytes(row, 1)).orThrow(),
                call.getProcess(),
                call.getScope(),
                call.getNumber()));
  }

  /**
   * Keeps the list of an anchor that stands in a block: its own, or the node's, checked.
   *
   * @throws Problem when nobody has it, or it is not the anchor's
   */
  void keep(SignedRecord record) {
    if (list(record.hash()).isPresent()) {
      return;
    }
    AnchorList list =
        AnchorList.decode(fetched(record.hash()))
            .optional()
            .filter(found -> found.isOf(record.body(Anchor.parser()).orThrow()))
            .orElseThrow(
                () ->
                    new Problem(
                        Problem.Type.REFUSED, "the list of an anchor is not what it stands for"));
    check(list, forum(record.process(), record.scope()));
    store.write(
        session -> {
          session.change("INSERT OR IGNORE INTO lists VALUES (?, ?)", record.hash(), list.encode());
          return record;
        });
  }

  private Bytes fetched(Digest anchor) {
    try {
      Peer.Reply reply = node.get("v1/anchors/" + anchor.hex() + "/acts");
      if (reply.isOk()) {
        return reply.body();
      }
    } catch (IOException nobody) {
      throw new Problem(Problem.Type.BUSY, "the node does not give an anchor's list");
    }
    throw new Problem(Problem.Type.BUSY, "the node does not give an anchor's list");
  }

  /** The list of an anchor. */
  Optional<Bytes> list(Digest anchor) {
    return store.read(
        session ->
            session.one(
                "SELECT list FROM lists WHERE record = ?", row -> Session.bytes(row, 1), anchor));
  }

  @Override
  public void close() {
    store.close();
  }
}
