package city.urna.verifier.log;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The log's root as it was at an earlier size, from the stored entries, which V1.3 checks. */
public final class LogRoots {
  private LogRoots() {}

  /**
   * The root over the first entries.
   *
   * @param stored the log's size, which tells how the stored bundles are named
   */
  static Parsed<Bytes> at(Archive archive, long size, long stored) {
    StoredEntries entries = new StoredEntries(archive, stored);
    Merkle.Frontier frontier = new Merkle.Frontier();
    for (long position = 0; position < size; position++) {
      switch (entries.entry(position)) {
        case Parsed.Ok<Bytes>(Bytes entry) -> frontier.add(Merkle.leafHash(entry));
        case Parsed.Malformed<Bytes> refused -> {
          return refused.as();
        }
      }
    }
    return Parsed.ok(frontier.root());
  }

  /**
   * The roots at several sizes, in one reading.
   *
   * @param sizes ascending; those beyond the log's end are left out
   */
  public static Parsed<SortedMap<Long, Bytes>> at(Archive archive, Set<Long> sizes) {
    return archive
        .read("checkpoint", Checkpoint.MOST_BYTES)
        .flatMap(Checkpoint::unproven)
        .flatMap(head -> roots(new StoredEntries(archive, head.size()), head.size(), sizes));
  }

  private static Parsed<SortedMap<Long, Bytes>> roots(
      StoredEntries entries, long stored, Set<Long> sizes) {
    SortedMap<Long, Bytes> roots = new TreeMap<>();
    Merkle.Frontier frontier = new Merkle.Frontier();
    for (long size : sizes) {
      while (size <= stored && frontier.size() < size) {
        switch (entries.entry(frontier.size())) {
          case Parsed.Ok<Bytes>(Bytes entry) -> frontier.add(Merkle.leafHash(entry));
          case Parsed.Malformed<Bytes> refused -> {
            return refused.as();
          }
        }
      }
      if (size <= stored) {
        roots.put(size, frontier.root());
      }
    }
    return Parsed.ok(roots);
  }

  /** The root over the first entries of an archive whose checkpoint can be read. */
  public static Parsed<Bytes> at(Archive archive, long size) {
    return archive
        .read("checkpoint", Checkpoint.MOST_BYTES)
        .flatMap(Checkpoint::unproven)
        .flatMap(head -> at(archive, size, head.size()));
  }
}
