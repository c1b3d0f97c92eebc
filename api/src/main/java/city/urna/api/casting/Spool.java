package city.urna.api.casting;

import city.urna.network.store.Schema;
import city.urna.network.store.Session;
import city.urna.network.store.Store;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Tracker;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Ballots that were acknowledged and are not on the ledger yet: what a crash must not lose. Holds
 * records only; when they came, and from where, is not kept.
 */
final class Spool implements AutoCloseable {
  private static final Schema SCHEMA =
      new Schema(
          "casting spool",
          0x55726e63,
          1,
          List.of("CREATE TABLE ballots (tracker BLOB PRIMARY KEY, record BLOB) WITHOUT ROWID"));

  /** A ballot's record under its tracker. */
  record Spooled(Tracker tracker, Bytes record) {}

  private final Store store;

  Spool(Path file) {
    store = Store.open(file, SCHEMA);
  }

  /** Stores all of them durably, or none. */
  void put(Collection<Spooled> ballots) {
    store.write(
        session -> {
          for (Spooled ballot : ballots) {
            session.change(
                "INSERT OR IGNORE INTO ballots VALUES (?, ?)",
                ballot.tracker().bytes(),
                ballot.record());
          }
          return ballots;
        });
  }

  /** Forgets those that the ledger has, or has refused. */
  void remove(Collection<Tracker> trackers) {
    store.write(
        session -> {
          for (Tracker tracker : trackers) {
            session.change("DELETE FROM ballots WHERE tracker = ?", tracker.bytes());
          }
          return trackers;
        });
  }

  /** Whether a ballot is stored here. */
  boolean holds(Tracker tracker) {
    return store
        .read(
            session ->
                session.one(
                    "SELECT 1 FROM ballots WHERE tracker = ?", row -> true, tracker.bytes()))
        .isPresent();
  }

  /** All that are left from before, by tracker. */
  List<Bytes> left() {
    return store.read(
        session ->
            session.all(
                "SELECT record FROM ballots ORDER BY tracker", row -> Session.bytes(row, 1)));
  }

  @Override
  public void close() {
    store.close();
  }
}
