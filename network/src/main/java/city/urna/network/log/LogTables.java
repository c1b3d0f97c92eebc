package city.urna.network.log;

import city.urna.network.BlockRow;
import city.urna.network.Place;
import city.urna.network.store.Session;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.log.LogEntry;
import city.urna.protocol.log.TilePath;
import city.urna.protocol.record.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The statements by which a block gets into the store's tables, and the lookups of the writer. */
final class LogTables {
  private LogTables() {}

  /** Writes a block, its entries and its records; the tree's own rows come with {@link #leaves}. */
  static void insert(Session writer, BlockRow block, long first, List<Leaf> leaves)
      throws SQLException {
    writer.change(
        "INSERT INTO blocks (number, first, header, hash) VALUES (?, ?, ?, ?)",
        block.number(),
        first,
        block.header(),
        block.hash());
    long position = first;
    for (Leaf leaf : leaves) {
      LogEntry entry = leaf.entry(position);
      Optional<Leaf.Link> link = leaf.link();
      writer.change(
          "INSERT INTO log (position, block, entry, record, tracker, nullifier, replaces)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?)",
          position,
          block.number(),
          entry.encode(),
          leaf.hash(),
          link.<Object>map(found -> found.tracker().bytes()).orElse(Optional.empty()),
          link.flatMap(Leaf.Link::nullifier).<Object>map(Nullifier::bytes).orElse(Optional.empty()),
          link.<Object>map(found -> found.replaces().bytes()).orElse(Optional.empty()));
      writer.change("INSERT INTO records (position, bytes) VALUES (?, ?)", position, leaf.bytes());
      if (entry.kind() == Kind.BALLOT) {
        writer.change(
            "INSERT INTO ballots (scope, count) VALUES (?, 1)"
                + " ON CONFLICT (scope) DO UPDATE SET count = count + 1",
            entry.scopeHash());
      }
      position++;
    }
  }

  /** Appends leaf hashes to their rows, 256 a row. */
  static void leaves(Session writer, long first, List<Digest> hashes) throws SQLException {
    int at = 0;
    while (at < hashes.size()) {
      long number = (first + at) / TilePath.FULL;
      int room = TilePath.FULL - (int) ((first + at) % TilePath.FULL);
      List<Digest> part = hashes.subList(at, Math.min(at + room, hashes.size()));
      Bytes added = Bytes.concat(part.stream().map(Digest::value).toArray(Bytes[]::new));
      Bytes before =
          writer
              .one(
                  "SELECT hashes FROM leaves WHERE number = ?",
                  row -> Session.bytes(row, 1),
                  number)
              .orElse(Bytes.EMPTY);
      writer.change(
          "INSERT OR REPLACE INTO leaves (number, hashes) VALUES (?, ?)",
          number,
          Bytes.concat(before, added));
      at += part.size();
    }
  }

  static Optional<Place> find(Session session, Digest record) throws SQLException {
    return session.one(
        "SELECT block, position FROM log WHERE record = ?", LogTables::place, record);
  }

  static Optional<Place> find(Session session, Tracker tracker) throws SQLException {
    return session.one(
        "SELECT block, position FROM log WHERE tracker = ?", LogTables::place, tracker.bytes());
  }

  private static Place place(ResultSet row) throws SQLException {
    return new Place(row.getLong(1), row.getLong(2));
  }
}
