package city.urna.network.log;

import city.urna.protocol.bytes.Bytes;
import java.io.IOException;

/**
 * Files that an archive has beside the log's own: contents, and lists of acts (spec archive §1).
 */
@FunctionalInterface
public interface Enclosures {
  /** An archive that holds nothing but the log. */
  Enclosures NONE = (size, into) -> {};

  /** Where the files go, one after the other. */
  @FunctionalInterface
  interface Sink {
    void put(String name, Bytes content) throws IOException;
  }

  /**
   * Puts every file that belongs to the first {@code size} records.
   *
   * @throws IOException when the archive cannot be written
   */
  void enclose(long size, Sink into) throws IOException;
}
