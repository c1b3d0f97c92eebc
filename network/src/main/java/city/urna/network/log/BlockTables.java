package city.urna.network.log;

import city.urna.network.Block;
import city.urna.network.store.Session;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Wire;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Puts blocks together again from their headers and records. */
final class BlockTables {
  private BlockTables() {}

  private record Header(long first, Bytes bytes) {}

  private record Fields(long number, long count, Digest previous, Digest data, Bytes signature) {}

  static List<Block> blocks(Session session, long from, int limit) throws SQLException {
    List<Header> headers =
        session.all(
            "SELECT first, header FROM blocks WHERE number >= ? ORDER BY number LIMIT ?",
            row -> new Header(row.getLong(1), Session.bytes(row, 2)),
            from,
            limit);
    List<Block> blocks = new ArrayList<>();
    for (Header header : headers) {
      Fields fields = fields(header.bytes());
      List<Bytes> records =
          session.all(
              "SELECT bytes FROM records WHERE position >= ? AND position < ? ORDER BY position",
              row -> Session.bytes(row, 1),
              header.first(),
              header.first() + fields.count());
      blocks.add(new Block(fields.number(), fields.previous(), records, fields.signature()));
    }
    return List.copyOf(blocks);
  }

  private static Fields fields(Bytes header) {
    return Wire.read(
            header,
            reader ->
                new Fields(
                    reader.u64(), reader.u32(), reader.digest(), reader.digest(), reader.take(64)))
        .orThrow();
  }
}
