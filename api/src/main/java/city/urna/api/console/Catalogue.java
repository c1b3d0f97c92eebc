package city.urna.api.console;

import city.urna.network.log.LogStore;
import city.urna.network.store.Schema;
import city.urna.network.store.Session;
import city.urna.network.store.Store;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.log.LogEntry;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the node remembers beside the ledger: the ids of its processes, and under which hash a
 * submitted record was recorded once endorsements had been added. What a crash kept it from noting
 * is noted at the next start.
 */
public final class Catalogue implements AutoCloseable {
  private static final Schema SCHEMA =
      new Schema(
          "node's catalogue",
          0x55726e6e,
          1,
          List.of(
              "CREATE TABLE processes (id TEXT PRIMARY KEY) WITHOUT ROWID",
              "CREATE TABLE submitted (digest BLOB PRIMARY KEY, hash BLOB) WITHOUT ROWID",
              "CREATE TABLE looked (size INTEGER NOT NULL)",
              "INSERT INTO looked VALUES (0)"));

  private final Store store;

  private Catalogue(Store store) {
    this.store = store;
  }

  /** Opens it, and looks through what is new on the log since it was last opened. */
  public static Catalogue open(Path file, LogStore log) {
    Catalogue catalogue = new Catalogue(Store.open(file, SCHEMA));
    long size = log.size();
    for (long position = catalogue.looked(); position < size; position++) {
      if (log.entry(position).map(LogEntry::kind).filter(kind -> !kind.hasTracker()).isPresent()) {
        SignedRecord record = SignedRecord.parse(log.record(position).orElseThrow()).orThrow();
        catalogue.note(Endorsements.unendorsed(record), record);
      }
    }
    catalogue.looked(size);
    return catalogue;
  }

  /** How much of the log was looked through at earlier starts. */
  private long looked() {
    return store.read(
        session -> session.one("SELECT size FROM looked", row -> row.getLong(1)).orElse(0L));
  }

  private void looked(long size) {
    store.write(
        session -> {
          session.change("UPDATE looked SET size = ?", size);
          return size;
        });
  }

  public List<String> processes() {
    return store.read(
        session -> session.all("SELECT id FROM processes ORDER BY id", row -> row.getString(1)));
  }

  /** The hash under which a record was recorded that was submitted with this hash. */
  Optional<Digest> recorded(Digest submitted) {
    return store.read(
        session ->
            session.one(
                "SELECT hash FROM submitted WHERE digest = ?",
                row -> Session.digest(row, 1),
                submitted.value()));
  }

  /** Notes what a record became that stands on the log. */
  void note(SignedRecord submitted, SignedRecord recorded) {
    store.write(
        session -> {
          session.change(
              "INSERT OR REPLACE INTO submitted VALUES (?, ?)",
              submitted.hash().value(),
              recorded.hash().value());
          if (recorded.kind() == Kind.PROCESS) {
            session.change("INSERT OR IGNORE INTO processes VALUES (?)", recorded.process());
          }
          return recorded;
        });
  }

  @Override
  public void close() {
    store.close();
  }
}
