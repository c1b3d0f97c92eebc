package city.urna.verifier.log;

import city.urna.verifier.arithmetic.Transcript;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.record.Kind;
import java.util.Optional;

/**
 * A leaf of the log (spec log §1): 106 bytes.
 *
 * @param position from 0
 * @param scopeHash 32 bytes
 * @param recordHash 32 bytes
 * @param tracker 32 bytes, zero unless a ballot or an act
 */
public record LogEntry(Kind kind, long position, Bytes scopeHash, Bytes recordHash, Bytes tracker) {
  public static final int SIZE = 106;

  /**
   * Reads an entry; refuses another length, version or kind, and a tracker of what is no ballot.
   */
  public static Parsed<LogEntry> parse(Bytes bytes) {
    if (bytes.size() != SIZE) {
      return Parsed.malformed("an entry is " + SIZE + " bytes");
    }
    if (bytes.at(0) != 1) {
      return Parsed.malformed("entry version is not 1");
    }
    Optional<Kind> kind = Kind.of(bytes.at(1));
    if (kind.isEmpty()) {
      return Parsed.malformed("entry of an unknown kind");
    }
    long position = 0;
    for (int i = 2; i < 10; i++) {
      position = position << 8 | bytes.at(i);
    }
    if (position < 0) {
      return Parsed.malformed("entry position is out of range");
    }
    LogEntry entry =
        new LogEntry(
            kind.get(), position, bytes.slice(10, 42), bytes.slice(42, 74), bytes.slice(74, 106));
    return !kind.get().hasTracker() && !entry.tracker.isZero()
        ? Parsed.malformed("an entry has a tracker and is neither ballot nor act")
        : Parsed.ok(entry);
  }

  public Bytes encode() {
    return Bytes.concat(
        Bytes.of(new byte[] {1, (byte) kind.number()}),
        Bytes.u64(position),
        scopeHash,
        recordHash,
        tracker);
  }

  public static Bytes scopeHash(String process, String scope) {
    return Transcript.of("scope", process, scope, Bytes.ZERO_32).hash();
  }
}
