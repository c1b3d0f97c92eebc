package city.urna.network.log;

import city.urna.protocol.bytes.Bytes;
import java.io.IOException;

/** What an archive holds of a ledger's blocks besides the records (spec archive §1, fabric §5). */
public interface BlockFiles {
  /** The kind of ledger, as the manifest names it. */
  String ledger();

  /** Takes one file of the archive. */
  @FunctionalInterface
  interface Sink {
    void put(String name, Bytes content) throws IOException;
  }

  /** Writes the files of the blocks that hold the first so many records. */
  void write(long size, Sink files) throws IOException;

  /** The embedded ledger's: every block's header, one after the other. */
  static BlockFiles headers(LogStore log) {
    return new BlockFiles() {
      @Override
      public String ledger() {
        return "embedded";
      }

      @Override
      public void write(long size, Sink files) throws IOException {
        files.put("headers", Bytes.concat(log.headers(size).toArray(Bytes[]::new)));
      }
    };
  }
}
