package city.urna.api.issuance;

import city.urna.network.LedgerException;
import city.urna.network.store.Schema;
import city.urna.network.store.Session;
import city.urna.network.store.Store;
import city.urna.protocol.bytes.Bytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an issuer must not lose: its sealed signing keys, and every issuance before it is answered.
 * It holds blinded values only; nothing in it leads to a credential.
 *
 * <p>Each opening is counted in the store and in a file beside it. A store whose count differs by
 * more than a kill explains was brought back from a backup: it may have forgotten what it signed,
 * so it signs no more in any scope that it knows (spec credentials §4). A backup that is brought
 * back before the store was opened again is not seen so.
 */
final class IssuerStore implements AutoCloseable {
  private static final Schema SCHEMA =
      new Schema(
          "issuer's store",
          0x55726e69,
          1,
          List.of(
              """
              CREATE TABLE keys (
                process TEXT, scope TEXT, style TEXT,
                modulus BLOB NOT NULL, attestation BLOB NOT NULL, sealed BLOB,
                PRIMARY KEY (process, scope, style))
              """,
              """
              CREATE TABLE issuances (
                process TEXT, scope TEXT, entry INTEGER,
                request BLOB NOT NULL, issuance BLOB NOT NULL,
                PRIMARY KEY (process, scope, entry)) WITHOUT ROWID
              """,
              "CREATE TABLE stopped (process TEXT, scope TEXT, PRIMARY KEY (process, scope))",
              "CREATE TABLE openings (count INTEGER NOT NULL)",
              "INSERT INTO openings VALUES (0)"));

  /** A signing key; {@code sealed} is empty once it is destroyed. */
  record Key(String style, Bytes modulus, Bytes attestation, Optional<Bytes> sealed) {}

  private final Store store;

  private IssuerStore(Store store) {
    this.store = store;
  }

  /**
   * Opens the store in this folder, or begins one.
   *
   * @throws LedgerException when it is in use, is something else, or its openings cannot be read
   */
  static IssuerStore open(Path folder) {
    IssuerStore store = new IssuerStore(Store.open(folder.resolve("issuances.db"), SCHEMA));
    boolean opened = false;
    try {
      store.countOpening(new OpeningsFile(folder.resolve("openings")));
      opened = true;
      return store;
    } finally {
      if (!opened) {
        store.close();
      }
    }
  }

  /**
   * The store counts first, then the file. So a kill leaves the store one ahead of its file, which
   * is made good before the next opening is counted; a backup of the store is behind the file.
   */
  private void countOpening(OpeningsFile file) {
    long counted =
        store.read(
            session -> session.one("SELECT count FROM openings", row -> row.getLong(1)).orElse(0L));
    long told = file.read();
    boolean killed = counted == told + 1;
    if (killed) {
      file.write(counted);
    }
    long next = Math.max(counted, told) + 1;
    store.write(
        session -> {
          if (counted != told && !killed) {
            session.change(
                "INSERT OR IGNORE INTO stopped SELECT DISTINCT process, scope FROM keys");
          }
          session.change("UPDATE openings SET count = ?", next);
          return next;
        });
    file.write(next);
  }

  List<Key> keys(String process, String scope) {
    return store.read(
        session ->
            session.all(
                "SELECT style, modulus, attestation, sealed FROM keys"
                    + " WHERE process = ? AND scope = ? ORDER BY style",
                row ->
                    new Key(
                        row.getString(1),
                        Session.bytes(row, 2),
                        Session.bytes(row, 3),
                        row.getBytes(4) == null
                            ? Optional.empty()
                            : Optional.of(Session.bytes(row, 4))),
                process,
                scope));
  }

  /** Process and scope of all keys. */
  List<List<String>> scopes() {
    return store.read(
        session ->
            session.all(
                "SELECT DISTINCT process, scope FROM keys ORDER BY process, scope",
                row -> List.of(row.getString(1), row.getString(2))));
  }

  void putKeys(String process, String scope, List<Key> keys) {
    store.write(
        session -> {
          for (Key key : keys) {
            session.change(
                "INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?)",
                process,
                scope,
                key.style(),
                key.modulus(),
                key.attestation(),
                key.sealed().orElseThrow());
          }
          return keys;
        });
  }

  /** Overwrites the private keys of a scope, in the file and its log. */
  void destroyKeys(String process, String scope) {
    store.write(
        session -> {
          session.change(
              "UPDATE keys SET sealed = NULL WHERE process = ? AND scope = ?", process, scope);
          return scope;
        });
    store.sweep();
  }

  boolean isStopped(String process, String scope) {
    return store.read(
        session ->
            session
                .one(
                    "SELECT 1 FROM stopped WHERE process = ? AND scope = ?",
                    row -> true,
                    process,
                    scope)
                .orElse(false));
  }

  /** What was signed for a roll entry: the request's bytes and the issuance's. */
  record Signed(Bytes request, Bytes issuance) {}

  Optional<Signed> find(String process, String scope, int entry) {
    return store.read(
        session ->
            session.one(
                "SELECT request, issuance FROM issuances"
                    + " WHERE process = ? AND scope = ? AND entry = ?",
                row -> new Signed(Session.bytes(row, 1), Session.bytes(row, 2)),
                process,
                scope,
                entry));
  }

  /** Stores an issuance unless the entry has one; what stands there afterwards, durably. */
  Signed putIfAbsent(String process, String scope, int entry, Signed signed) {
    return store.write(
        session -> {
          session.change(
              "INSERT OR IGNORE INTO issuances VALUES (?, ?, ?, ?, ?)",
              process,
              scope,
              entry,
              signed.request(),
              signed.issuance());
          return session
              .one(
                  "SELECT request, issuance FROM issuances"
                      + " WHERE process = ? AND scope = ? AND entry = ?",
                  row -> new Signed(Session.bytes(row, 1), Session.bytes(row, 2)),
                  process,
                  scope,
                  entry)
              .orElseThrow();
        });
  }

  /** All issuances of a scope, ascending by entry, exact bytes. */
  List<Bytes> issuances(String process, String scope) {
    return store.read(
        session ->
            session.all(
                "SELECT issuance FROM issuances WHERE process = ? AND scope = ? ORDER BY entry",
                row -> Session.bytes(row, 1),
                process,
                scope));
  }

  @Override
  public void close() {
    store.close();
  }
}
