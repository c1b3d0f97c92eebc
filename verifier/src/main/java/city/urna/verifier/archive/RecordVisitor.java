package city.urna.verifier.archive;

import city.urna.verifier.bytes.Bytes;

/** Is shown the records of an archive in log order, one after the other. */
public interface RecordVisitor {
  void record(LoggedRecord record);

  /** A stored record whose envelope is refused: V1.4 fails, and there is nothing more to read. */
  default void unreadable(long position, Bytes raw, String reason) {}
}
