package city.urna.api.consultation;

import city.urna.network.store.Schema;
import java.util.List;

/**
 * The tables of the consultation's file, and what each is for.
 *
 * <p>An <em>order</em> is a place in the order of the log: position times 1,024, plus the place in
 * an anchor's list. Contents, acts on their way and subscriptions are the node's own; all the rest
 * is made from the log and can be made again.
 */
final class ConsultationTables {
  /** SQLite's application id: "Urnq". */
  private static final int MARK = 0x55726e71;

  /**
   * How much of the log is in these tables; whether something has to vanish from the file; the last
   * decision told.
   */
  private static final String LOOKED =
      "CREATE TABLE looked"
          + " (position INTEGER NOT NULL, sweep INTEGER NOT NULL, notified INTEGER NOT NULL)";

  /** All scopes of all processes; closed is an order, anchored how many public acts there are. */
  private static final String SCOPES =
      """
      CREATE TABLE scopes (
        number INTEGER PRIMARY KEY,
        process TEXT NOT NULL,
        scope TEXT NOT NULL,
        consultation INTEGER NOT NULL,
        answer_seconds INTEGER NOT NULL,
        closed INTEGER,
        void INTEGER NOT NULL,
        repeated INTEGER NOT NULL,
        anchored INTEGER NOT NULL,
        UNIQUE (process, scope))
      """;

  private static final String ITEMS =
      """
      CREATE TABLE items (
        ord INTEGER PRIMARY KEY,
        hash BLOB NOT NULL UNIQUE,
        scope INTEGER NOT NULL,
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        role TEXT NOT NULL,
        thing INTEGER NOT NULL,
        newest INTEGER NOT NULL,
        body BLOB NOT NULL)
      """;

  /**
   * Acts on the log; thing is the chain's, flaw why there is none, done whether its status ends it;
   * body the Act or PublicAct.
   */
  private static final String ACTS =
      """
      CREATE TABLE acts (
        ord INTEGER PRIMARY KEY,
        hash BLOB NOT NULL UNIQUE,
        scope INTEGER NOT NULL,
        type INTEGER NOT NULL,
        channel INTEGER NOT NULL,
        identity INTEGER NOT NULL,
        target BLOB,
        acted INTEGER NOT NULL,
        value INTEGER NOT NULL,
        author BLOB NOT NULL,
        thing INTEGER,
        flaw INTEGER NOT NULL,
        done INTEGER NOT NULL,
        body BLOB NOT NULL,
        arrived INTEGER NOT NULL,
        time INTEGER,
        updated INTEGER,
        latitude REAL,
        longitude REAL)
      """;

  /** Things (spec consultation §8.1) under the order of what begins them; acted is another's. */
  private static final String THINGS =
      """
      CREATE TABLE things (
        ord INTEGER PRIMARY KEY,
        kind INTEGER NOT NULL,
        scope INTEGER NOT NULL,
        name BLOB NOT NULL,
        type INTEGER NOT NULL,
        identity INTEGER NOT NULL,
        author BLOB,
        acted INTEGER NOT NULL,
        last BLOB,
        value INTEGER NOT NULL,
        standing INTEGER NOT NULL,
        status INTEGER NOT NULL)
      """;

  /** By which hashes a thing is named. */
  private static final String NAMES =
      "CREATE TABLE names (hash BLOB PRIMARY KEY, thing INTEGER NOT NULL) WITHOUT ROWID";

  private static final String DECISIONS =
      """
      CREATE TABLE decisions (
        ord INTEGER PRIMARY KEY,
        hash BLOB NOT NULL UNIQUE,
        scope INTEGER NOT NULL,
        office TEXT NOT NULL,
        type INTEGER NOT NULL,
        target BLOB NOT NULL,
        thing INTEGER,
        status INTEGER NOT NULL,
        reason TEXT NOT NULL,
        force INTEGER NOT NULL,
        body BLOB NOT NULL,
        arrived INTEGER NOT NULL,
        time INTEGER)
      """;

  /** Which contents a redaction or withholding names. */
  private static final String NAMED =
      """
      CREATE TABLE named (
        commitment BLOB NOT NULL,
        decision INTEGER NOT NULL,
        PRIMARY KEY (commitment, decision)) WITHOUT ROWID
      """;

  /** How acts and decisions name their contents. */
  private static final String REFERENCES =
      """
      CREATE TABLE refs (
        owner INTEGER NOT NULL,
        place INTEGER NOT NULL,
        commitment BLOB NOT NULL,
        kind INTEGER NOT NULL,
        length INTEGER NOT NULL,
        withheld TEXT NOT NULL,
        PRIMARY KEY (owner, place)) WITHOUT ROWID
      """;

  /** What is owed, by {@link Owed}'s rules: since is the order of the record that starts it. */
  private static final String OWED =
      """
      CREATE TABLE owed (
        scope INTEGER NOT NULL,
        thing INTEGER NOT NULL,
        rule INTEGER NOT NULL,
        since INTEGER NOT NULL,
        settled INTEGER,
        PRIMARY KEY (scope, thing, rule)) WITHOUT ROWID
      """;

  /** Recorded checkpoints: what is below the size has at the latest this time. */
  private static final String CHECKPOINTS =
      "CREATE TABLE checkpoints (size INTEGER PRIMARY KEY, time INTEGER NOT NULL)";

  /** The lists of all anchors, by record hash. */
  private static final String LISTS =
      "CREATE TABLE lists (record BLOB PRIMARY KEY, list BLOB NOT NULL) WITHOUT ROWID";

  /** Contents with their salts, public and withheld. */
  private static final String CONTENTS =
      """
      CREATE TABLE contents (
        commitment BLOB PRIMARY KEY,
        process TEXT NOT NULL,
        scope TEXT NOT NULL,
        kind INTEGER NOT NULL,
        media TEXT NOT NULL,
        salt BLOB NOT NULL,
        data BLOB NOT NULL)
      """;

  /** Where contents went that the public does not get. */
  private static final String SENT =
      """
      CREATE TABLE sent (
        commitment BLOB NOT NULL,
        place TEXT NOT NULL,
        PRIMARY KEY (commitment, place)) WITHOUT ROWID
      """;

  /** Sizes of the archives that were made. */
  private static final String ARCHIVES = "CREATE TABLE archives (size INTEGER PRIMARY KEY)";

  /** Acts that were acknowledged and are not on the log; record or PublicAct, whichever it is. */
  private static final String WAITING =
      """
      CREATE TABLE waiting (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        hash BLOB NOT NULL UNIQUE,
        process TEXT NOT NULL,
        scope TEXT NOT NULL,
        anchored INTEGER NOT NULL,
        bytes BLOB NOT NULL)
      """;

  /** The batch of a scope that an organization was asked to anchor. */
  private static final String BATCHES =
      """
      CREATE TABLE batches (
        process TEXT NOT NULL,
        scope TEXT NOT NULL,
        organization TEXT NOT NULL,
        call BLOB NOT NULL,
        PRIMARY KEY (process, scope)) WITHOUT ROWID
      """;

  /** Who asked to be told: by a contact of an act. Token: what its links carry. */
  private static final String SUBSCRIPTIONS =
      """
      CREATE TABLE subscriptions (
        commitment BLOB PRIMARY KEY,
        act BLOB NOT NULL,
        token TEXT NOT NULL UNIQUE,
        confirmed INTEGER NOT NULL)
      """;

  /** What is to be told, until it was. Holds no address and no text. */
  private static final String OUTBOX =
      """
      CREATE TABLE outbox (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        commitment BLOB NOT NULL,
        decision BLOB,
        attempts INTEGER NOT NULL,
        next INTEGER NOT NULL,
        UNIQUE (commitment, decision))
      """;

  static final Schema SCHEMA =
      new Schema(
          "consultation store",
          MARK,
          3,
          List.of(
              LOOKED,
              "INSERT INTO looked VALUES (0, 0, 0)",
              SCOPES,
              ITEMS,
              "CREATE INDEX items_scope ON items (scope, newest, role, ord)",
              "CREATE INDEX items_thing ON items (thing)",
              ACTS,
              "CREATE INDEX acts_scope ON acts (scope, type, identity, flaw)",
              "CREATE INDEX acts_order ON acts (scope, ord)",
              "CREATE INDEX acts_done ON acts (scope, done, ord, type, identity)",
              "CREATE INDEX acts_target ON acts (acted, ord)",
              "CREATE INDEX acts_thing ON acts (thing, ord)",
              "CREATE INDEX acts_author ON acts (author, scope)",
              "CREATE INDEX acts_place ON acts (latitude, longitude) WHERE latitude IS NOT NULL",
              "CREATE INDEX acts_untimed ON acts (ord) WHERE time IS NULL",
              THINGS,
              "CREATE INDEX things_author ON things (author, scope, type, acted)",
              "CREATE INDEX things_acted ON things (acted, scope, type, identity, value, standing)",
              "CREATE INDEX things_scope ON things (scope, kind, type, identity, standing)",
              NAMES,
              DECISIONS,
              "CREATE INDEX decisions_target ON decisions (target, ord)",
              "CREATE INDEX decisions_thing ON decisions (thing, ord)",
              "CREATE INDEX decisions_scope ON decisions (scope, type, force)",
              "CREATE INDEX decisions_untimed ON decisions (ord) WHERE time IS NULL",
              NAMED,
              "CREATE INDEX named_decision ON named (decision)",
              REFERENCES,
              "CREATE INDEX refs_commitment ON refs (commitment)",
              "CREATE INDEX refs_withheld ON refs (commitment, owner) WHERE withheld <> ''",
              OWED,
              "CREATE INDEX owed_thing ON owed (thing)",
              "CREATE INDEX owed_open ON owed (scope, since) WHERE settled IS NULL",
              CHECKPOINTS,
              LISTS,
              CONTENTS,
              SENT,
              ARCHIVES,
              WAITING,
              "CREATE INDEX waiting_scope ON waiting (anchored, process, scope, number)",
              BATCHES,
              SUBSCRIPTIONS,
              "CREATE INDEX subscriptions_act ON subscriptions (act)",
              OUTBOX,
              "CREATE VIRTUAL TABLE plain USING fts5"
                  + " (scope, words, tokenize = 'unicode61 remove_diacritics 2')",
              "INSERT INTO plain (plain, rank) VALUES ('secure-delete', 1)",
              "CREATE VIRTUAL TABLE exact USING fts5"
                  + " (scope, words, tokenize = 'unicode61 remove_diacritics 0')",
              "INSERT INTO exact (exact, rank) VALUES ('secure-delete', 1)"));

  /** What is made from the log, so that it can be emptied and made again. */
  static final List<String> MADE =
      List.of(
          "scopes",
          "items",
          "acts",
          "things",
          "names",
          "decisions",
          "named",
          "refs",
          "owed",
          "checkpoints",
          "plain",
          "exact");

  private ConsultationTables() {}
}
