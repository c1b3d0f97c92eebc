package city.urna.verifier.block.fabric;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.archive.RecordVisitor;
import city.urna.verifier.archive.Walk;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.record.Envelope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The log as valid transactions give it (spec fabric §3): accepted records in order, each once. A
 * ballot or an act is the same when scope and body are, whatever its signature: its tracker is.
 */
final class DerivedLog {
  /** A record's bytes, hashed, and where they stand. */
  private record Derived(Bytes hash, Height place) {}

  private final List<Derived> records = new ArrayList<>();
  private final Set<Bytes> standing = new HashSet<>();

  /** Adds what a valid transaction had accepted. */
  void add(List<Bytes> accepted, Height place) {
    for (Bytes record : accepted) {
      if (standing.add(identity(record))) {
        records.add(new Derived(Bytes.sha256(record), place));
      }
    }
  }

  private static Bytes identity(Bytes record) {
    return switch (Envelope.parse(record)) {
      case Parsed.Ok<Envelope>(Envelope envelope) ->
          envelope.kind().hasTracker()
              ? Bytes.sha256(
                  Bytes.ofUtf8(
                      envelope.kind() + " " + envelope.process() + " " + envelope.scope() + " "),
                  envelope.body())
              : Bytes.sha256(record);
      case Parsed.Malformed<Envelope> refused -> Bytes.sha256(record);
    };
  }

  long size() {
    return records.size();
  }

  /** The number of the block that holds the last record. */
  Optional<Long> lastBlock() {
    return records.isEmpty() ? Optional.empty() : Optional.of(records.getLast().place().block());
  }

  /** The first thing in which the archive's records differ. */
  Optional<String> difference(Archive archive) {
    Comparison comparison = new Comparison();
    Walk walk = archive.forEachRecord(comparison);
    if (comparison.different.isPresent()) {
      return comparison.different;
    }
    if (walk.broken().isPresent()) {
      return walk.broken();
    }
    if (walk.records() < records.size()) {
      return Optional.of(
          place(records.get((int) walk.records()))
              + " accepts record "
              + walk.records()
              + ", which the log lacks: it ends before");
    }
    return Optional.empty();
  }

  private static String place(Derived derived) {
    return Places.of(derived.place().block(), derived.place().transaction());
  }

  /** Holds the archive's records against these. */
  private final class Comparison implements RecordVisitor {
    private Optional<String> different = Optional.empty();

    @Override
    public void record(LoggedRecord record) {
      compare(record.position(), record.raw());
    }

    @Override
    public void unreadable(long position, Bytes raw, String reason) {
      compare(position, raw);
    }

    private void compare(long position, Bytes raw) {
      if (different.isPresent()) {
        return;
      }
      if (position >= records.size()) {
        different =
            Optional.of(
                "record "
                    + position
                    + " is on the log, but no valid transaction accepts it: the blocks accept "
                    + records.size()
                    + " records"
                    + (records.isEmpty() ? "" : ", the last in " + place(records.getLast())));
        return;
      }
      Derived derived = records.get((int) position);
      if (!derived.hash().equals(Bytes.sha256(raw))) {
        different =
            Optional.of(
                "record " + position + " is not the one that " + place(derived) + " accepts there");
      }
    }
  }
}
