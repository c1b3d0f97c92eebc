package city.urna.verifier.log;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.archive.RecordVisitor;
import city.urna.verifier.archive.Walk;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Compares every record with its entry: position, kind, scope, hash, tracker (V1.4). */
final class EntryCheck implements RecordVisitor {
  private final Archive archive;
  private final long size;
  private final StoredEntries entries;
  private final TrackerContexts contexts;
  private final Map<String, Bytes> scopeHashes = new HashMap<>();
  private Optional<String> wrong = Optional.empty();

  EntryCheck(Archive archive, long size) {
    this.archive = archive;
    this.size = size;
    this.entries = new StoredEntries(archive, size);
    this.contexts = new TrackerContexts(archive);
  }

  /** The number of records compared, or the first that differs. */
  Parsed<Long> run() {
    if (TileNames.exceeds(size, archive)) {
      return Parsed.malformed("the checkpoint's size is beyond what is stored");
    }
    SortedSet<String> expected = TileNames.records(size);
    SortedSet<String> stored =
        new TreeSet<>(archive.files().subMap("records/", "records0").keySet());
    if (!stored.equals(expected)) {
      return Parsed.malformed(TileCheck.difference(expected, stored));
    }
    Walk walk = archive.forEachRecord(this);
    if (wrong.isPresent()) {
      return Parsed.malformed(wrong.get());
    }
    if (walk.broken().isPresent()) {
      return Parsed.malformed(walk.broken().get());
    }
    return walk.records() == size
        ? Parsed.ok(size)
        : Parsed.malformed(walk.records() + " records for " + size + " entries");
  }

  @Override
  public void record(LoggedRecord record) {
    if (wrong.isPresent()) {
      return;
    }
    Bytes scope =
        scopeHashes.computeIfAbsent(
            record.process() + "/" + record.scope(),
            name -> LogEntry.scopeHash(record.process(), record.scope()));
    LogEntry expected =
        new LogEntry(
            record.kind(), record.position(), scope, record.hash(), contexts.trackerOf(record));
    switch (entries.entry(record.position())) {
      case Parsed.Ok<Bytes>(Bytes stored) -> {
        if (!stored.equals(expected.encode())) {
          wrong = Optional.of("record " + record.position() + ": " + difference(stored, expected));
        }
      }
      case Parsed.Malformed<Bytes>(String reason) -> wrong = Optional.of(reason);
    }
  }

  @Override
  public void unreadable(long position, Bytes raw, String reason) {
    if (wrong.isEmpty()) {
      wrong = Optional.of("record " + position + ": " + reason);
    }
  }

  private static String difference(Bytes stored, LogEntry expected) {
    return switch (LogEntry.parse(stored)) {
      case Parsed.Malformed<LogEntry>(String reason) -> reason;
      case Parsed.Ok<LogEntry>(LogEntry entry) -> {
        if (entry.kind() != expected.kind()) {
          yield "its entry names another kind";
        } else if (entry.position() != expected.position()) {
          yield "its entry names another position";
        } else if (!entry.scopeHash().equals(expected.scopeHash())) {
          yield "its entry names another scope";
        } else if (!entry.recordHash().equals(expected.recordHash())) {
          yield "its entry names another record";
        } else {
          yield "its entry names another tracker";
        }
      }
    };
  }
}
