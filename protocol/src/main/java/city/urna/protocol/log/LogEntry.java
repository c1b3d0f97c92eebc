package city.urna.protocol.log;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.transcript.Context;
import city.urna.protocol.transcript.Transcript;

/**
 * One leaf of the log: 106 bytes that name a record (spec log §1).
 *
 * <p>Shapes: position from 0; the tracker is zero for everything but a ballot or an act.
 */
public record LogEntry(
    Kind kind, long position, Digest scopeHash, Digest recordHash, Tracker tracker) {
  /** The length in bytes. */
  public static final int SIZE = 106;

  private static final int VERSION = 1;

  public LogEntry {
    if (position < 0 || !kind.hasTracker() && !tracker.equals(Tracker.NONE)) {
      throw new IllegalArgumentException("not a log entry");
    }
  }

  /** The entry of a ballot's or an act's record. */
  public static LogEntry tracked(SignedRecord record, long position, Tracker tracker) {
    if (!record.kind().hasTracker()) {
      throw new IllegalArgumentException("only a ballot or an act has a tracker");
    }
    return new LogEntry(record.kind(), position, scopeHash(record), record.hash(), tracker);
  }

  /** The entry of any other record. */
  public static LogEntry of(SignedRecord record, long position) {
    if (record.kind().hasTracker()) {
      throw new IllegalArgumentException("a ballot or an act has a tracker");
    }
    return new LogEntry(record.kind(), position, scopeHash(record), record.hash(), Tracker.NONE);
  }

  /** The hash under which an entry names process and scope. */
  public static Digest scopeHash(String process, String scope) {
    return Transcript.of("scope", Context.bare(process, scope)).hash();
  }

  private static Digest scopeHash(SignedRecord record) {
    return scopeHash(record.process(), record.scope());
  }

  /**
   * Reads an entry; refuses another version, an unknown kind, and a tracker where there is none.
   */
  public static Parsed<LogEntry> decode(Bytes bytes) {
    return Wire.read(
        bytes,
        reader -> {
          if (reader.u8() != VERSION) {
            throw reader.refuse("an entry of another version");
          }
          Kind kind = reader.require(Kind.of(reader.u8()));
          long position = reader.u64();
          Digest scopeHash = reader.digest();
          Digest recordHash = reader.digest();
          Tracker tracker = new Tracker(reader.digest());
          if (!kind.hasTracker() && !tracker.equals(Tracker.NONE)) {
            throw reader.refuse("a tracker where there is neither ballot nor act");
          }
          return new LogEntry(kind, position, scopeHash, recordHash, tracker);
        });
  }

  /** The 106 bytes. */
  public Bytes encode() {
    return Bytes.concat(
        Wire.u8(VERSION),
        Wire.u8(kind.number()),
        Wire.u64(position),
        scopeHash.value(),
        recordHash.value(),
        tracker.bytes());
  }

  /** The leaf's hash in the tree. */
  public Digest leafHash() {
    return MerkleTree.leafHash(encode());
  }
}
