package city.urna.network.store;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A connection with its prepared statements. Used by one thread at a time. */
public final class Session {
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new TreeMap<>();

  Session(Connection connection) {
    this.connection = connection;
  }

  /** Reads one value out of a row. */
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** The first row's value, if there is a row. */
  public <T> Optional<T> one(String sql, Row<T> row, Object... values) throws SQLException {
    try (ResultSet rows = bind(sql, values).executeQuery()) {
      return rows.next() ? Optional.of(row.read(rows)) : Optional.empty();
    }
  }

  /** Every row's value, in the statement's order. */
  public <T> List<T> all(String sql, Row<T> row, Object... values) throws SQLException {
    List<T> found = new ArrayList<>();
    try (ResultSet rows = bind(sql, values).executeQuery()) {
      while (rows.next()) {
        found.add(row.read(rows));
      }
    }
    return found;
  }

  /** Changes rows. */
  public void change(String sql, Object... values) throws SQLException {
    bind(sql, values).executeUpdate();
  }

  /** A column's bytes. */
  public static Bytes bytes(ResultSet row, int column) throws SQLException {
    byte[] value = row.getBytes(column);
    if (value == null) {
      throw new SQLException("column " + column + " holds no bytes");
    }
    return Bytes.of(value);
  }

  /** A column's 32 bytes. */
  public static Digest digest(ResultSet row, int column) throws SQLException {
    return new Digest(bytes(row, column));
  }

  private PreparedStatement bind(String sql, Object... values) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      switch (values[i]) {
        case Long number -> statement.setLong(i + 1, number);
        case Integer number -> statement.setInt(i + 1, number);
        case Double number -> statement.setDouble(i + 1, number);
        case String text -> statement.setString(i + 1, text);
        case Bytes bytes -> statement.setBytes(i + 1, bytes.toArray());
        case Digest digest -> statement.setBytes(i + 1, digest.value().toArray());
        case Optional<?> absent when absent.isEmpty() ->
            statement.setNull(i + 1, java.sql.Types.BLOB);
        default -> throw new IllegalArgumentException("no column type for " + values[i].getClass());
      }
    }
    return statement;
  }

  Connection connection() {
    return connection;
  }
}
