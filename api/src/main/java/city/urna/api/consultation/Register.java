package city.urna.api.consultation;

import city.urna.network.store.Session;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.consultation.ActType;
import city.urna.protocol.consultation.Identity;
import city.urna.protocol.records.Act;
import city.urna.protocol.records.Decision;
import city.urna.protocol.records.Item;
import com.google.protobuf.ByteString;
import java.sql.ResultSet;
import java.sql.SQLException;
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

  static final int FLAWLESS = 0;
  static final int DANGLING = 1;
  static final int STRAY = 2;
  static final int VOID = 3;

  static final int COUNTS = 0;
  static final int OVER_QUOTA = 1;
  static final int WITHDRAWN = 2;

  private final Session session;
  private final long now;
  private final Things things;
  private final Publication publication;
  private final Decisions decisions;

  /**
   * @param now the node's clock, for what has no cosigned time yet
   */
  Register(Session session, long now) {
    this.session = session;
    this.now = now;
    this.things = new Things(session);
    this.publication = new Publication(session, now);
    this.decisions = new Decisions(session, now, things, publication);
  }

  /** A scope's row. */
  record Scope(long number, String process, String scope, long answerSeconds) {}

  /**
   * An act with what its record or anchor says of it, and the scope's rules.
   *
   * @param quota of a credential's type; 0 for others
   * @param owed whether each chain of its type and identity is owed an answer
   * @param mayBeOwed whether it is, or would be after an act of its author by another channel
   */
  record Entry(
      long ord,
      Digest hash,
      Act message,
      Bytes exact,
      Optional<Digest> nullifier,
      int quota,
      boolean owed,
      boolean mayBeOwed) {}

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
          "INSERT INTO scopes"
              + " (process, scope, consultation, answer_seconds, void, repeated, anchored)"
              + " VALUES (?, ?, ?, ?, 0, 0, 0)",
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
      things.thing(ord, Things.ITEM, scope, hash, 0, 0, Optional.empty(), 0, 0);
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
    things.name(hash, thing);
    for (long old :
        session.all("SELECT ord FROM items WHERE thing = ?", row -> row.getLong(1), thing)) {
      Words.remove(session, old);
    }
    Words.put(
        session,
        Words.Of.ITEM,
        ord,
        scope.number(),
        String.join(
            "\n",
            Stream.concat(item.getTitleList().stream(), item.getDescriptionList().stream())
                .map(text -> text.getValue())
                .toList()));
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
    Optional<Things.Thing> acted =
        act.getTarget().isEmpty() ? Optional.empty() : things.named(scope, act.getTarget());
    boolean dangling =
        !act.getTarget().isEmpty()
            && acted.filter(thing -> Things.allows(act.getType(), thing)).isEmpty();
    for (ByteString parent : act.getParentsList()) {
      dangling |= things.named(scope, parent).filter(thing -> Things.isProposal(thing)).isEmpty();
    }
    long on = dangling ? 0 : acted.map(Things.Thing::ord).orElse(0L);
    Optional<Long> chain =
        dangling || voided ? Optional.empty() : chain(scope, entry, author, on, identity);
    int flaw = voided ? VOID : dangling ? DANGLING : chain.isPresent() ? FLAWLESS : STRAY;
    session.change(
        "INSERT INTO acts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, NULL, NULL)",
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
        chain.isPresent() && things.isDone(chain.get()) ? 1 : 0,
        entry.exact(),
        now,
        now);
    if (act.hasKey()) {
      session.change("UPDATE scopes SET anchored = anchored + 1 WHERE number = ?", scope.number());
    }
    publication.references(entry.ord(), act.getContentsList());
    publication.publish(entry.ord(), scope.number());
    if (chain.isPresent()) {
      things.name(entry.hash(), chain.get());
      quota(scope, act.getType(), author, entry.quota());
      if (entry.mayBeOwed() && scope.answerSeconds() > 0) {
        int rule = entry.owed() ? Owed.EACH : Owed.NOT_NOW;
        owe(scope, chain.get(), rule, chain.get());
        session.change(
            "UPDATE owed SET rule = ? WHERE scope = ? AND thing = ? AND rule <> ? AND rule <> ?",
            rule,
            scope.number(),
            chain.get(),
            rule,
            Owed.TOGETHER);
      }
    }
  }

  /** A credential as an author. */
  static Bytes author(Digest nullifier) {
    return Bytes.concat(Bytes.ofUtf8("c"), nullifier.value());
  }

  /** Credentials, keys and offices are authors of their own, whatever their bytes. */
  private static Bytes author(Act act, Optional<Digest> nullifier) {
    return switch (act.getAuthorCase()) {
      case CREDENTIAL -> author(nullifier.orElseThrow());
      case KEY -> Bytes.concat(Bytes.ofUtf8("k"), Bytes.of(act.getKey()));
      case OFFICER -> Bytes.ofUtf8("o" + act.getOfficer());
      case AUTHOR_NOT_SET -> throw new IllegalArgumentException("an act of nobody");
    };
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
      things.thing(
          entry.ord(),
          Things.CHAIN,
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
        "INSERT INTO owed SELECT ?, ?, ?, ?, NULL WHERE NOT EXISTS"
            + " (SELECT 1 FROM owed WHERE scope = ? AND thing = ? AND (rule = 2) = (? = 2))",
        scope.number(),
        thing,
        rule,
        since,
        scope.number(),
        thing,
        rule);
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
              Things.CHAIN,
              rule[0],
              rule[1],
              COUNTS);
      for (long thing : things) {
        owe(scope, thing, Owed.TOGETHER, ord);
      }
    }
  }

  /** A decision of a scope. */
  void decision(long ord, Digest hash, Scope scope, Decision decision, boolean voided)
      throws SQLException {
    decisions.decision(ord, hash, scope, decision, voided);
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
