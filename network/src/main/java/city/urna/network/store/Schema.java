package city.urna.network.store;

import city.urna.network.LedgerException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of a file, and the mark by which the file is known.
 *
 * @param name what the file is, for messages
 * @param mark SQLite's application id
 * @param version of the tables
 */
public record Schema(String name, int mark, int version, List<String> tables) {
  /** A ledger's file, marked "Urna". */
  public static final Schema LEDGER =
      new Schema(
          "ledger",
          0x55726e61,
          1,
          List.of(
              // Signed headers as in an archive (spec log §5); first is the first record's
              // position.
              """
          CREATE TABLE blocks (
            number INTEGER PRIMARY KEY,
            first INTEGER NOT NULL,
            header BLOB NOT NULL,
            hash BLOB NOT NULL)
          """,
              // The log, one row a leaf; the records stand apart so that this table stays small.
              """
          CREATE TABLE log (
            position INTEGER PRIMARY KEY,
            block INTEGER NOT NULL,
            entry BLOB NOT NULL,
            record BLOB NOT NULL,
            tracker BLOB,
            nullifier BLOB,
            replaces BLOB)
          """,
              "CREATE UNIQUE INDEX log_record ON log (record)",
              "CREATE UNIQUE INDEX log_tracker ON log (tracker) WHERE tracker IS NOT NULL",
              "CREATE INDEX log_nullifier ON log (nullifier) WHERE nullifier IS NOT NULL",
              "CREATE TABLE records (position INTEGER PRIMARY KEY, bytes BLOB NOT NULL)",
              // Leaf hashes, 256 a row: what the Merkle tree is rebuilt from at opening.
              "CREATE TABLE leaves (number INTEGER PRIMARY KEY, hashes BLOB NOT NULL)",
              // How many ballots of a scope, by scope hash.
              "CREATE TABLE ballots (scope BLOB PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID",
              // Checkpoints with the cosignatures that they have.
              "CREATE TABLE checkpoints (size INTEGER PRIMARY KEY, note BLOB NOT NULL)",
              // The contract's state; block is the version: where the value was last written.
              """
          CREATE TABLE state (
            key TEXT PRIMARY KEY,
            block INTEGER NOT NULL,
            value BLOB NOT NULL) WITHOUT ROWID
          """));

  public Schema {
    tables = List.copyOf(tables);
  }

  /** Makes the tables in a new file; refuses a file that is something else. */
  void ensure(Connection connection, Path file) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int application = number(statement, "PRAGMA application_id");
      int format = number(statement, "PRAGMA user_version");
      int tables = number(statement, "SELECT count(*) FROM sqlite_schema");
      if (application == mark && format == version) {
        connection.commit();
        return;
      }
      if (application != 0 || tables > 0) {
        throw new LedgerException(file + " is no " + name + " of format " + version);
      }
      for (String table : this.tables) {
        statement.executeUpdate(table);
      }
      statement.executeUpdate("PRAGMA application_id = " + mark);
      statement.executeUpdate("PRAGMA user_version = " + version);
      connection.commit();
    }
  }

  private static int number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getInt(1) : 0;
    }
  }
}
