package city.urna.api.console;

import city.urna.network.store.Schema;
import city.urna.network.store.Session;
import city.urna.network.store.Store;
import city.urna.protocol.bytes.Digest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the node remembers beside the ledger: the ids of its processes, and under which hash a
 * submitted record was recorded once endorsements had been added.
 */
public final class Catalogue implements AutoCloseable {
  private static final Schema SCHEMA =
      new Schema(
          "node's catalogue",
          0x55726e6e,
          1,
          List.of(
              "CREATE TABLE processes (id TEXT PRIMARY KEY) WITHOUT ROWID",
              "CREATE TABLE submitted (record BLOB PRIMARY KEY, hash BLOB) WITHOUT ROWID"));

  private final Store store;

  public Catalogue(Path file) {
    store = Store.open(file, SCHEMA);
  }

  public List<String> processes() {
    return store.read(
        session -> session.all("SELECT id FROM processes ORDER BY id", row -> row.getString(1)));
  }

  void addProcess(String id) {
    store.write(
        session -> {
          session.change("INSERT OR IGNORE INTO processes VALUES (?)", id);
          return id;
        });
  }

  /** The hash under which a record was recorded that was submitted under this one. */
  Optional<Digest> recorded(Digest submitted) {
    return store.read(
        session ->
            session.one(
                "SELECT hash FROM submitted WHERE record = ?",
                row -> Session.digest(row, 1),
                submitted.value()));
  }

  void remember(Digest submitted, Digest hash) {
    store.write(
        session -> {
          session.change(
              "INSERT OR REPLACE INTO submitted VALUES (?, ?)", submitted.value(), hash.value());
          return hash;
        });
  }

  @Override
  public void close() {
    store.close();
  }
}
