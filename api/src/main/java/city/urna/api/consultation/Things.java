package city.urna.api.consultation;

import city.urna.network.store.Session;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.consultation.ActType;
import com.google.protobuf.ByteString;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/** Things of the register, and by which hashes they are named (spec consultation §8.1, §8.2). */
final class Things {
  static final int ITEM = 1;
  static final int CHAIN = 2;
  static final int ANSWER = 3;

  private final Session session;

  Things(Session session) {
    this.session = session;
  }

  /** A thing's row, as far as acts and decisions ask. */
  record Thing(long ord, int kind, long scope, int type) {}

  void name(Digest hash, long thing) throws SQLException {
    session.change("INSERT OR IGNORE INTO names VALUES (?, ?)", hash, thing);
  }

  /** A thing that begins with the record or act of that order. */
  void thing(
      long ord,
      int kind,
      Register.Scope scope,
      Digest name,
      int type,
      int identity,
      Optional<Bytes> author,
      long acted,
      int value)
      throws SQLException {
    session.change(
        "INSERT INTO things VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)",
        ord,
        kind,
        scope.number(),
        name,
        type,
        identity,
        author.<Object>map(found -> found).orElse(Optional.empty()),
        acted,
        name,
        value);
  }

  /** What a hash names in the process, before this record. */
  Optional<Thing> named(Register.Scope scope, ByteString hash) throws SQLException {
    return session.one(
        "SELECT t.ord, t.kind, t.scope, t.type FROM names n JOIN things t ON t.ord = n.thing"
            + " JOIN scopes s ON s.number = t.scope WHERE n.hash = ? AND s.process = ?",
        row -> new Thing(row.getLong(1), row.getInt(2), row.getLong(3), row.getInt(4)),
        Bytes.of(hash),
        scope.process());
  }

  /** Whether a thing's last answer in force rejects it, resolves it or finds it elsewhere. */
  boolean isDone(long thing) throws SQLException {
    return session
        .one(
            "SELECT status IN (4, 6, 7) FROM things WHERE ord = ?", row -> row.getBoolean(1), thing)
        .orElse(false);
  }

  static boolean isProposal(Thing thing) {
    return thing.kind() == CHAIN && thing.type() == ActType.PROPOSE.number();
  }

  /** §8.2.2: what may be acted on by a type. */
  static boolean allows(int type, Thing thing) {
    boolean item = thing.kind() == ITEM;
    boolean proposal = isProposal(thing);
    return switch (ActType.of(type).orElseThrow()) {
      case PROPOSE, ANSWER, REPORT, ATTENDANCE -> item;
      case CO_SIGN -> proposal;
      case SUPPORT -> item || proposal;
      case COMMENT ->
          item
              || thing.kind() == ANSWER
              || proposal
              || isChain(thing, ActType.COMMENT, ActType.REPORT, ActType.COMPLAINT);
      case OPINION -> item || proposal || isChain(thing, ActType.COMMENT);
      case COMPLAINT -> true;
    };
  }

  private static boolean isChain(Thing thing, ActType... types) {
    return thing.kind() == CHAIN
        && Stream.of(types).anyMatch(type -> type.number() == thing.type());
  }
}
