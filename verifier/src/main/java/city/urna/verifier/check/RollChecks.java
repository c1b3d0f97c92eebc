package city.urna.verifier.check;

import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.log.Merkle;
import city.urna.verifier.records.Definition;
import city.urna.verifier.records.Roll;
import city.urna.verifier.records.RollEntry;
import city.urna.verifier.signature.Ed25519;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * V5.1: the roll (spec credentials §2). Keeps entries' keys and styles; commitments are dropped.
 */
final class RollChecks {
  private static final int CHUNK = 1_000;

  private final Check check;
  private final int registrars;
  private final Set<String> styles;

  /** Each version's chunks by number. */
  private final Map<Integer, SortedMap<Integer, Chunk>> versions = new HashMap<>();

  private record Chunk(int total, List<Entry> entries, List<Bytes> leaves) {}

  /**
   * What issuances are checked against.
   *
   * @param proven whether its keys have been shown to be Ed25519 keys
   */
  record Entry(List<Bytes> keys, boolean proven, String style) {}

  RollChecks(Check check, int registrars, List<String> styles) {
    this.check = check;
    this.registrars = registrars;
    this.styles = Set.copyOf(styles);
  }

  /** A chunk that stands where it may. */
  void take(LoggedRecord record, Roll roll) {
    String where = Place.of(record) + ": this chunk of the roll ";
    int chunk = roll.getChunk();
    if (roll.getVersion() < 1
        || roll.getTotal() < 1
        || roll.getChunks() != Math.ceilDiv(roll.getTotal(), CHUNK)
        || chunk < 0
        || chunk >= roll.getChunks()
        || roll.getEntriesCount() != Math.min(CHUNK, roll.getTotal() - chunk * CHUNK)) {
      check.failed(where + "contradicts its own numbers");
      return;
    }
    Chunk read =
        new Chunk(
            roll.getTotal(),
            roll.getEntriesList().parallelStream().map(RollChecks::entry).toList(),
            roll.getEntriesList().stream()
                .map(entry -> Merkle.leafHash(Bytes.of(entry.toByteString())))
                .toList());
    if (versions.computeIfAbsent(roll.getVersion(), v -> new TreeMap<>()).putIfAbsent(chunk, read)
        != null) {
      check.failed(where + "was there before");
      return;
    }
    if (!read.entries.stream().allMatch(Entry::proven)
        || !roll.getEntriesList().stream().allMatch(this::isEntry)) {
      check.failed(where + "has an entry without one key of each registrar and a commitment");
      return;
    }
    ordered(read.entries).ifPresent(why -> check.failed(where + "is out of order: " + why));
  }

  private boolean isEntry(RollEntry entry) {
    return entry.getKeysCount() == registrars && entry.getCommitment().size() == 32;
  }

  private static Entry entry(RollEntry entry) {
    List<Bytes> keys = entry.getKeysList().stream().map(Bytes::of).toList();
    return new Entry(keys, keys.stream().allMatch(Ed25519::isKey), entry.getStyle().intern());
  }

  /** The freeze came; gives the frozen roll's entries, or none when it is not whole. */
  Optional<List<Entry>> finish(Definition definition) {
    SortedMap<Integer, Chunk> version =
        versions.getOrDefault(definition.getRollVersion(), new TreeMap<>());
    if (version.isEmpty()
        || version.size() != Math.ceilDiv(definition.getRollSize(), CHUNK)
        || version.values().stream().anyMatch(c -> c.total != definition.getRollSize())) {
      check.failed(
          "the frozen version " + definition.getRollVersion() + " of the roll is not whole");
      return Optional.empty();
    }
    List<Entry> entries =
        version.values().stream().flatMap(chunk -> chunk.entries.stream()).toList();
    List<Bytes> leaves = version.values().stream().flatMap(chunk -> chunk.leaves.stream()).toList();
    check.looked(entries.size());
    if (!rootOf(leaves).equals(Bytes.of(definition.getRollRoot()))) {
      check.failed("the roll's root is not the frozen one");
    }
    ordered(entries).ifPresent(check::failed);
    check.done(entries.size() + " entries, version " + definition.getRollVersion());
    versions.clear();
    return Optional.of(entries);
  }

  /** What is wrong with the order of entries, with one of them twice, or of an unknown style. */
  private Optional<String> ordered(List<Entry> entries) {
    Set<Bytes> keys = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (!styles.contains(entry.style)) {
        return Optional.of("roll entry " + i + " is of an unknown style");
      }
      if (i > 0
          && !entry.keys.isEmpty()
          && !entries.get(i - 1).keys.isEmpty()
          && entries.get(i - 1).keys.getFirst().compareTo(entry.keys.getFirst()) >= 0) {
        return Optional.of("roll entry " + i + " does not ascend by its first key");
      }
      for (Bytes key : entry.keys) {
        if (!keys.add(key)) {
          return Optional.of("roll entry " + i + " has a key that stands on the roll twice");
        }
      }
    }
    return Optional.empty();
  }

  private static Bytes rootOf(List<Bytes> leafHashes) {
    Merkle.Frontier tree = new Merkle.Frontier();
    leafHashes.forEach(tree::add);
    return tree.root();
  }
}
