package city.urna.network.log;

import city.urna.chaincode.State;
import city.urna.chaincode.Write;
import city.urna.network.store.Session;
import city.urna.network.store.Store;
import city.urna.protocol.bytes.Bytes;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The contract's committed state: for each key its value and the block that wrote it. */
public final class StateTable {
  /** The version of a key that is not there. */
  public static final long ABSENT = -1;

  private final Store store;

  public StateTable(Store store) {
    this.store = store;
  }

  /** A value and its version: the number of the block that wrote it. */
  private record Versioned(Bytes value, long block) {}

  /** What a decision read, each key with the version that it saw. */
  public final class Reading implements State {
    private final Map<String, Long> versions = new TreeMap<>();

    @Override
    public Optional<Bytes> get(String key) {
      Optional<Versioned> found = find(key);
      versions.putIfAbsent(key, found.map(Versioned::block).orElse(ABSENT));
      return found.map(Versioned::value);
    }

    /** Versions by key; {@link #ABSENT} where there was no value. */
    public Map<String, Long> versions() {
      return Map.copyOf(versions);
    }
  }

  /** The newest value under a key. */
  public Optional<Bytes> get(String key) {
    return find(key).map(Versioned::value);
  }

  private Optional<Versioned> find(String key) {
    return store.read(
        session ->
            session.one(
                "SELECT value, block FROM state WHERE key = ?",
                row -> new Versioned(Session.bytes(row, 1), row.getLong(2)),
                key));
  }

  /** The version of a key as the writer sees it. */
  public static long version(Session writer, String key) throws SQLException {
    return writer
        .one("SELECT block FROM state WHERE key = ?", row -> row.getLong(1), key)
        .orElse(ABSENT);
  }

  /** Puts the writes of a block. */
  public static void put(Session writer, long block, List<Write> writes) throws SQLException {
    for (Write write : writes) {
      writer.change(
          "INSERT OR REPLACE INTO state (key, block, value) VALUES (?, ?, ?)",
          write.key(),
          block,
          write.value());
    }
  }
}
