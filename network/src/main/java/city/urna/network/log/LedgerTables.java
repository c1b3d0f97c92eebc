package city.urna.network.log;

import city.urna.network.store.Schema;
import java.util.List;

/** The tables of a ledger's file, and what each is for. */
public final class LedgerTables {
  /** SQLite's application id: "Urna". */
  private static final int MARK = 0x55726e61;

  /** Signed headers as in an archive (spec log §5); first is the position of the first record. */
  private static final String BLOCKS =
      """
      CREATE TABLE blocks (
        number INTEGER PRIMARY KEY,
        first INTEGER NOT NULL,
        header BLOB NOT NULL,
        hash BLOB NOT NULL)
      """;

  /** The log, one row a leaf; the records stand apart so that this table stays small. */
  private static final String LOG =
      """
      CREATE TABLE log (
        position INTEGER PRIMARY KEY,
        block INTEGER NOT NULL,
        entry BLOB NOT NULL,
        record BLOB NOT NULL,
        tracker BLOB,
        nullifier BLOB,
        replaces BLOB)
      """;

  private static final String RECORDS =
      "CREATE TABLE records (position INTEGER PRIMARY KEY, bytes BLOB NOT NULL)";

  /** Leaf hashes, 256 a row: what the Merkle tree is made of again at opening. */
  private static final String LEAVES =
      "CREATE TABLE leaves (number INTEGER PRIMARY KEY, hashes BLOB NOT NULL)";

  /** How many ballots of a scope there are, by scope hash. */
  private static final String BALLOTS =
      "CREATE TABLE ballots (scope BLOB PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID";

  /** Checkpoints with the cosignatures that they have. */
  private static final String CHECKPOINTS =
      "CREATE TABLE checkpoints (size INTEGER PRIMARY KEY, note BLOB NOT NULL)";

  /** The contract's state; block is a value's version: the block that wrote it. */
  private static final String STATE =
      """
      CREATE TABLE state (
        key TEXT PRIMARY KEY,
        block INTEGER NOT NULL,
        value BLOB NOT NULL) WITHOUT ROWID
      """;

  public static final Schema SCHEMA =
      new Schema(
          "ledger",
          MARK,
          1,
          List.of(
              BLOCKS,
              LOG,
              "CREATE UNIQUE INDEX log_record ON log (record)",
              "CREATE UNIQUE INDEX log_tracker ON log (tracker) WHERE tracker IS NOT NULL",
              "CREATE INDEX log_nullifier ON log (nullifier) WHERE nullifier IS NOT NULL",
              RECORDS,
              LEAVES,
              BALLOTS,
              CHECKPOINTS,
              STATE));

  private LedgerTables() {}
}
