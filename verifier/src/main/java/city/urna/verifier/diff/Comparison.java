package city.urna.verifier.diff;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.diff.Difference.Longer;
import city.urna.verifier.log.LogEntry;
import city.urna.verifier.log.Merkle;
import city.urna.verifier.log.StoredEntries;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares the entries of two archives from the first on. An entry names its record by hash, so
 * that equal entries stand for equal records; whether an archive's records are those that its
 * entries name is V1.4's question, asked of each archive alone.
 */
final class Comparison {
  private final Side a;
  private final Side b;

  Comparison(Side a, Side b) {
    this.a = a;
    this.b = b;
  }

  Difference run() {
    if (!a.head().origin().equals(b.head().origin())) {
      return new Difference.OtherLog(a.head().origin(), b.head().origin());
    }
    Optional<Difference> broken = broken("A", a).or(() -> broken("B", b));
    if (broken.isPresent()) {
      return broken.get();
    }
    long common = Math.min(a.head().size(), b.head().size());
    StoredEntries ofA = new StoredEntries(a.archive(), a.head().size());
    StoredEntries ofB = new StoredEntries(b.archive(), b.head().size());
    for (long position = 0; position < common; position++) {
      Parsed<Bytes> left = ofA.entry(position);
      Parsed<Bytes> right = ofB.entry(position);
      if (!left.equals(right)) {
        return new Difference.Fork(position, describe(left), describe(right));
      }
    }
    return agreeing();
  }

  private Difference agreeing() {
    long sizeOfA = a.head().size();
    long sizeOfB = b.head().size();
    if (sizeOfA == sizeOfB) {
      return new Difference.Same(sizeOfA);
    }
    return sizeOfA < sizeOfB
        ? new Difference.Extension(sizeOfA, sizeOfB, Longer.B)
        : new Difference.Extension(sizeOfB, sizeOfA, Longer.A);
  }

  /** Whether a side's entries give the root of its checkpoint. */
  private static Optional<Difference> broken(String name, Side side) {
    StoredEntries entries = new StoredEntries(side.archive(), side.head().size());
    Merkle.Frontier frontier = new Merkle.Frontier();
    for (long position = 0; position < side.head().size(); position++) {
      switch (entries.entry(position)) {
        case Parsed.Ok<Bytes>(Bytes entry) -> frontier.add(Merkle.leafHash(entry));
        case Parsed.Malformed<Bytes>(String reason) -> {
          return Optional.of(new Difference.Broken(name, reason));
        }
      }
    }
    return frontier.root().equals(side.head().root())
        ? Optional.empty()
        : Optional.of(new Difference.Broken(name, "its entries do not give its checkpoint's root"));
  }

  private static String describe(Parsed<Bytes> entry) {
    return switch (entry.flatMap(LogEntry::parse)) {
      case Parsed.Ok<LogEntry>(LogEntry parsed) ->
          parsed.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
              + ", record "
              + parsed.recordHash().hex();
      case Parsed.Malformed<LogEntry>(String reason) -> reason;
    };
  }
}
