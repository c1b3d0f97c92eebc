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
