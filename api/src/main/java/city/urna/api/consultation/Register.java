package city.urna.api.consultation;

import city.urna.network.store.Session;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.consultation.ActType;
import city.urna.protocol.consultation.ContentKind;
import city.urna.protocol.consultation.DecisionForm;
import city.urna.protocol.consultation.Identity;
import city.urna.protocol.records.Act;
import city.urna.protocol.records.ContentRef;
import city.urna.protocol.records.Decision;
import city.urna.protocol.records.Item;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The replay of a consultation (spec consultation §8), record by record, into tables. Everything
 * runs within the one transaction of a session, so that lists, counters and search always agree.
 */
final class Register {
  /** Places in an anchor's list that an order has room for. */
  static final long PLACES = 1_024;

  static final int ITEM = 1;
  static final int CHAIN = 2;
  static final int ANSWER = 3;

  static final int FLAWLESS = 0;
  static final int DANGLING = 1;
  static final int STRAY = 2;
  static final int VOID = 3;

  static final int COUNTS = 0;
  static final int OVER_QUOTA = 1;
  static final int WITHDRAWN = 2;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Session session;
  private final long now;

  /**
   * @param now the node's clock, for what has no cosigned time yet
   */
  Register(Session session, long now) {
    this.session = session;
    this.now = now;
  }

  /** A scope's row. */
  record Scope(long number, String process, String scope, long answerSeconds) {}

  /** A thing's row, as far as acts ask. */
  private record Thing(long ord, int kind, long scope, int type) {}

  /** An act with what its record or anchor says of it. */
  record Entry(
      long ord,
      Digest hash,
      Act message,
      Bytes exact,
      Optional<Digest> nullifier,
      int quota,
      int owes) {}

  /** The scope of that name; empty for one that no process has. */
  Optional<Scope> scope(String process, String scope) throws SQLException {
    return session.one(
        "SELECT number, process, scope, answer_seconds FROM scopes WHERE process = ? AND scope = ?",
        Register::scope,
        process,
        scope);
  }

  static Scope scope(ResultSet row) throws SQLException {
    return new Scope(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4));
  }

  /** A process record's scopes. */
  void process(String process, city.urna.protocol.records.Process message) throws SQLException {
    for (var scope : message.getScopesList()) {
      session.change(
          "INSERT INTO scopes (process, scope, consultation, answer_seconds, void, repeated)"
              + " VALUES (?, ?, ?, ?, 0, 0)",
          process,
          scope.getId(),
          scope.hasConsultation() ? 1 : 0,
          scope.getConsultation().getAnswerSeconds());
    }
  }

  void item(long ord, Digest hash, Scope scope, Item item) throws SQLException {
    Optional<Long> before =
        item.getSupersedes().isEmpty()
            ? Optional.empty()
            : session.one(
                "SELECT thing FROM items WHERE hash = ?",
                row -> row.getLong(1),
                Bytes.of(item.getSupersedes()));
    long thing = before.orElse(ord);
    if (before.isEmpty()) {
      thing(ord, ITEM, scope, hash, 0, 0, Optional.empty(), 0, 0);
    }
    session.change("UPDATE items SET newest = 0 WHERE thing = ?", thing);
    session.change(
        "INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?)",
        ord,
        hash,
        scope.number(),
        item.getId(),
        item.getVersion(),
        item.getRole(),
        thing,
        Bytes.of(item.toByteString()));
    name(hash, thing);
    for (long old :
        session.all("SELECT ord FROM items WHERE thing = ?", row -> row.getLong(1), thing)) {
      Words.remove(session, old);
    }
    Words.put(
        session,
        ord,
        scope.number(),
        String.join(
            "\n",
            Stream.concat(item.getTitleList().stream(), item.getDescriptionList().stream())
                .map(text -> text.getValue())
                .toList()));
  }

  private void name(Digest hash, long thing) throws SQLException {
    session.change("INSERT OR IGNORE INTO names VALUES (?, ?)", hash, thing);
  }

  private void thing(
      long ord,
      int kind,
      Scope scope,
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

  /** §8.2; of a scope that is void now only the contents are kept in mind. */
  void act(Scope scope, Entry entry, boolean voided) throws SQLException {
    if (session
        .one("SELECT 1 FROM acts WHERE hash = ?", row -> row.getInt(1), entry.hash())
        .isPresent()) {
      session.change("UPDATE scopes SET repeated = repeated + 1 WHERE number = ?", scope.number());
      return;
    }
    Act act = entry.message();
    int identity = Identity.of(act).orElseThrow().number();
    Bytes author = author(act, entry.nullifier());
    Optional<Thing> acted =
        act.getTarget().isEmpty() ? Optional.empty() : named(scope, act.getTarget());
    boolean dangling =
        !act.getTarget().isEmpty() && acted.filter(thing -> allows(act.getType(), thing)).isEmpty();
    for (ByteString parent : act.getParentsList()) {
      dangling |= named(scope, parent).filter(thing -> isProposal(thing)).isEmpty();
    }
    long on = dangling ? 0 : acted.map(Thing::ord).orElse(0L);
    Optional<Long> chain =
        dangling || voided ? Optional.empty() : chain(scope, entry, author, on, identity);
    int flaw = voided ? VOID : dangling ? DANGLING : chain.isPresent() ? FLAWLESS : STRAY;
    session.change(
        "INSERT INTO acts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, NULL, NULL)",
        entry.ord(),
        entry.hash(),
        scope.number(),
        act.getType(),
        act.getChannel(),
        identity,
        act.getTarget().isEmpty() ? Optional.empty() : Bytes.of(act.getTarget()),
        on,
        act.getValue(),
        author,
        chain.<Object>map(found -> found).orElse(Optional.empty()),
        flaw,
        entry.exact(),
        now,
        now);
    references(entry.ord(), act.getContentsList());
    publish(entry.ord(), scope.number());
    if (chain.isPresent()) {
      name(entry.hash(), chain.get());
      quota(scope, act.getType(), author, entry.quota());
      if (chain.get() == entry.ord() && entry.owes() == 1 && scope.answerSeconds() > 0) {
        owe(scope, entry.ord(), 1, entry.ord());
      }
    }
  }

  /** Credentials, keys and offices are authors of their own, whatever their bytes. */
  private static Bytes author(Act act, Optional<Digest> nullifier) {
    return switch (act.getAuthorCase()) {
      case CREDENTIAL -> Bytes.concat(Bytes.ofUtf8("c"), nullifier.orElseThrow().value());
      case KEY -> Bytes.concat(Bytes.ofUtf8("k"), Bytes.of(act.getKey()));
      case OFFICER -> Bytes.ofUtf8("o" + act.getOfficer());
      case AUTHOR_NOT_SET -> throw new IllegalArgumentException("an act of nobody");
    };
  }

  /** What a hash names in the process, before this record. */
  private Optional<Thing> named(Scope scope, ByteString hash) throws SQLException {
    return session.one(
        "SELECT t.ord, t.kind, t.scope, t.type FROM names n JOIN things t ON t.ord = n.thing"
            + " JOIN scopes s ON s.number = t.scope WHERE n.hash = ? AND s.process = ?",
        row -> new Thing(row.getLong(1), row.getInt(2), row.getLong(3), row.getInt(4)),
        Bytes.of(hash),
        scope.process());
  }

  private static boolean isProposal(Thing thing) {
    return thing.kind() == CHAIN && thing.type() == ActType.PROPOSE.number();
  }

  /** §8.2.2: what may be acted on by a type. */
  private static boolean allows(int type, Thing thing) {
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

  /** §8.2.4 and 5: the chain that the act begins or prolongs; empty for a stray one. */
  private Optional<Long> chain(Scope scope, Entry entry, Bytes author, long on, int identity)
      throws SQLException {
    Act act = entry.message();
    Digest replaces = new Digest(Bytes.of(act.getReplaces()));
    if (replaces.equals(Digest.ZERO)) {
      boolean single = ActType.of(act.getType()).orElseThrow().isSingle();
      if (single
          && session
              .one(
                  "SELECT 1 FROM things WHERE author = ? AND scope = ? AND type = ? AND acted = ?",
                  row -> row.getInt(1),
                  author,
                  scope.number(),
                  act.getType(),
                  on)
              .isPresent()) {
        return Optional.empty();
      }
      thing(
          entry.ord(),
          CHAIN,
          scope,
          entry.hash(),
          act.getType(),
          identity,
          Optional.of(author),
          on,
          act.getValue());
      return Optional.of(entry.ord());
    }
    Optional<Long> chain =
        session.one(
            "SELECT ord FROM things WHERE author = ? AND scope = ? AND type = ? AND acted = ?"
                + " AND last = ?",
            row -> row.getLong(1),
            author,
            scope.number(),
            act.getType(),
            on,
            replaces);
    if (chain.isPresent()) {
      session.change(
          "UPDATE things SET last = ?, value = ?, identity = ? WHERE ord = ?",
          entry.hash(),
          act.getValue(),
          identity,
          chain.get());
    }
    return chain;
  }

  /** §8.3 and 4, for all chains of one author and type in the scope. */
  private void quota(Scope scope, int type, Bytes author, int quota) throws SQLException {
    record Chain(long ord, int value) {}
    List<Chain> chains =
        session.all(
            "SELECT ord, value FROM things WHERE author = ? AND scope = ? AND type = ? ORDER BY"
                + " ord",
            row -> new Chain(row.getLong(1), row.getInt(2)),
            author,
            scope.number(),
            type);
    boolean withdrawable = ActType.of(type).orElseThrow().isWithdrawable();
    int counted = 0;
    for (Chain chain : chains) {
      int standing;
      if (withdrawable && chain.value() == 0) {
        standing = WITHDRAWN;
      } else if (quota == 0 || counted < quota) {
        standing = COUNTS;
        counted++;
      } else {
        standing = OVER_QUOTA;
      }
      session.change(
          "UPDATE things SET standing = ? WHERE ord = ? AND standing <> ?",
          standing,
          chain.ord(),
          standing);
    }
  }

  private void owe(Scope scope, long thing, int rule, long since) throws SQLException {
    session.change(
        "INSERT OR IGNORE INTO owed VALUES (?, ?, ?, ?, NULL)", scope.number(), thing, rule, since);
  }

  /**
   * The close of a scope: from now on one answer is owed for each thing acted on (§8.10).
   *
   * @param owing pairs of type and identity for which the rule asks so
   */
  void close(long ord, Scope scope, List<int[]> owing) throws SQLException {
    session.change("UPDATE scopes SET closed = ? WHERE number = ?", ord, scope.number());
    if (scope.answerSeconds() == 0) {
      return;
    }
    for (int[] rule : owing) {
      List<Long> things =
          session.all(
              "SELECT DISTINCT acted FROM things WHERE scope = ? AND kind = ? AND type = ?"
                  + " AND identity = ? AND standing = ? AND acted <> 0",
              row -> row.getLong(1),
              scope.number(),
              CHAIN,
              rule[0],
              rule[1],
              COUNTS);
      for (long thing : things) {
        owe(scope, thing, 2, ord);
      }
    }
  }

  /** §8.7; whether something is to vanish from the file. */
  void decision(long ord, Digest hash, Scope scope, Decision decision, boolean voided)
      throws SQLException {
    DecisionForm.Type type = DecisionForm.Type.of(decision.getType()).orElseThrow();
    boolean answers = type == DecisionForm.Type.ANSWER;
    if (voided && (answers || type == DecisionForm.Type.COUNT)) {
      return;
    }
    Digest target =
        decision.getTarget().isEmpty() ? Digest.ZERO : new Digest(Bytes.of(decision.getTarget()));
    Optional<Long> superseded = superseded(scope, decision, target);
    Optional<Thing> thing = answers ? named(scope, decision.getTarget()) : Optional.empty();
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
    references(ord, decision.getContentsList());
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
        publishAll(decision, superseded);
      }
      case WITHHOLDING -> publishAll(decision, superseded);
      case COUNT -> {}
    }
  }

  private Optional<Long> superseded(Scope scope, Decision decision, Digest target)
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

  private void answered(long ord, Digest hash, Scope scope, Decision decision, Thing thing)
      throws SQLException {
    name(hash, ord);
    thing(ord, ANSWER, scope, hash, 0, 0, Optional.empty(), thing.ord(), 0);
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
        "UPDATE acts SET updated = ? WHERE thing = ? AND updated < ?", now, thing.ord(), now);
  }

  /** Writes anew what the index holds of all whose contents a decision changed. */
  private void publishAll(Decision decision, Optional<Long> superseded) throws SQLException {
    List<Bytes> commitments = new ArrayList<>();
    decision.getCommitmentsList().forEach(commitment -> commitments.add(Bytes.of(commitment)));
    if (superseded.isPresent()) {
      commitments.addAll(
          session.all(
              "SELECT commitment FROM named WHERE decision = ?",
              row -> Session.bytes(row, 1),
              superseded.get()));
    }
    record Owner(long ord, long scope) {}
    for (Bytes commitment : commitments) {
      for (Owner owner :
          session.all(
              "SELECT a.ord, a.scope FROM refs JOIN acts a ON a.ord = owner WHERE commitment = ?",
              row -> new Owner(row.getLong(1), row.getLong(2)),
              commitment)) {
        publish(owner.ord(), owner.scope());
        session.change("UPDATE acts SET updated = max(updated, ?) WHERE ord = ?", now, owner.ord());
      }
    }
  }

  private void references(long owner, List<ContentRef> references) throws SQLException {
    int place = 0;
    for (ContentRef reference : references) {
      session.change(
          "INSERT INTO refs VALUES (?, ?, ?, ?, ?, ?)",
          owner,
          place++,
          Bytes.of(reference.getCommitment()),
          reference.getKind(),
          reference.getLength(),
          reference.getWithheld());
    }
  }

  /** What search and maps have of an act: its public texts and place, and nothing else. */
  private void publish(long act, long scope) throws SQLException {
    record Reference(Digest commitment, int kind) {}
    List<String> words = new ArrayList<>();
    Optional<JsonNode> place = Optional.empty();
    for (Reference reference :
        session.all(
            "SELECT commitment, kind FROM refs WHERE owner = ? ORDER BY place",
            row -> new Reference(Session.digest(row, 1), row.getInt(2)),
            act)) {
      if (reference.kind() == ContentKind.TEXT.number()) {
        words.add(ContentStore.text(session, reference.commitment()));
      } else if (reference.kind() == ContentKind.PLACE.number()) {
        place = json(ContentStore.text(session, reference.commitment()));
        place.ifPresent(found -> words.add(found.path("address").asText()));
      }
    }
    Words.put(session, act, scope, String.join("\n", words));
    Optional<JsonNode> point = place.filter(found -> found.path("lat").isNumber());
    session.change(
        "UPDATE acts SET latitude = ?, longitude = ? WHERE ord = ?",
        point.<Object>map(found -> found.path("lat").asDouble()).orElse(Optional.empty()),
        point.<Object>map(found -> found.path("long").asDouble()).orElse(Optional.empty()),
        act);
  }

  private static Optional<JsonNode> json(String text) {
    try {
      return Optional.ofNullable(JSON.readTree(text)).filter(JsonNode::isObject);
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  /** §7.4: a recorded checkpoint gives its time to all below its size that have none. */
  void checkpoint(long size, long time) throws SQLException {
    session.change("INSERT OR IGNORE INTO checkpoints VALUES (?, ?)", size, time);
    long below = size * PLACES;
    session.change(
        "UPDATE acts SET time = ?, updated = ? WHERE time IS NULL AND ord < ?", time, time, below);
    for (long thing :
        session.all(
            "SELECT DISTINCT thing FROM decisions WHERE time IS NULL AND thing IS NOT NULL"
                + " AND ord < ?",
            row -> row.getLong(1),
            below)) {
      session.change("UPDATE acts SET updated = max(time, ?) WHERE thing = ?", time, thing);
    }
    session.change("UPDATE decisions SET time = ? WHERE time IS NULL AND ord < ?", time, below);
  }
}
