package city.urna.verifier.check;

import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.log.Merkle;
import city.urna.verifier.records.Definition;
import city.urna.verifier.records.Roll;
import city.urna.verifier.records.RollEntry;
import city.urna.verifier.report.Numbered;
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
  private final Map<Integer, Version> versions = new HashMap<>();

  /** One version of the roll, chunk by chunk. */
  private record Version(int chunks, int total, SortedMap<Integer, Chunk> read) {}

  private record Chunk(List<Entry> entries, List<Bytes> leaves) {}

  /** What issuances are checked against. */
  record Entry(List<Bytes> keys, String style) {}

  RollChecks(Checks checks, int registrars, List<String> styles) {
    this.check = checks.of(Numbered.V5_1);
    this.registrars = registrars;
    this.styles = Set.copyOf(styles);
  }

  /** A chunk that stands where it may. */
  void take(LoggedRecord record, Roll roll) {
    String where = Place.of(record) + ": this chunk of the roll ";
    Version version =
        versions.computeIfAbsent(
            roll.getVersion(),
            v -> new Version(roll.getChunks(), roll.getTotal(), new TreeMap<>()));
    int chunk = roll.getChunk();
    if (roll.getVersion() < 1
        || roll.getTotal() < 1
        || roll.getTotal() != version.total
        || roll.getChunks() != version.chunks
        || roll.getChunks() != Math.ceilDiv(roll.getTotal(), CHUNK)
        || chunk < 0
        || chunk >= roll.getChunks()
        || roll.getEntriesCount() != Math.min(CHUNK, roll.getTotal() - chunk * CHUNK)) {
      check.failed(where + "contradicts its own numbers or those of an earlier chunk");
      return;
    }
    Chunk read =
        new Chunk(
            roll.getEntriesList().stream().map(RollChecks::entry).toList(),
            roll.getEntriesList().stream()
                .map(entry -> Merkle.leafHash(Bytes.of(entry.toByteString())))
                .toList());
    if (version.read.putIfAbsent(chunk, read) != null) {
      check.failed(where + "was there before");
      return;
    }
    for (RollEntry entry : roll.getEntriesList()) {
      if (entry.getKeysCount() != registrars
          || !entry.getKeysList().stream().allMatch(key -> key.size() == 32)
          || entry.getCommitment().size() != 32) {
        check.failed(where + "has an entry without one key of each registrar and a commitment");
        return;
      }
    }
  }

  private static Entry entry(RollEntry entry) {
    return new Entry(
        entry.getKeysList().stream().map(Bytes::of).toList(), entry.getStyle().intern());
  }

  /** The freeze came; gives the frozen roll's entries, or none when it is not whole. */
  Optional<List<Entry>> finish(Definition definition) {
    Version version = versions.get(definition.getRollVersion());
    if (version == null
        || version.total != definition.getRollSize()
        || version.read.size() != version.chunks) {
      check.failed(
          "the frozen version " + definition.getRollVersion() + " of the roll is not whole");
      return Optional.empty();
    }
    List<Entry> entries =
        version.read.values().stream().flatMap(chunk -> chunk.entries.stream()).toList();
    List<Bytes> leaves =
        version.read.values().stream().flatMap(chunk -> chunk.leaves.stream()).toList();
    check.looked(entries.size());
    if (!rootOf(leaves).equals(Bytes.of(definition.getRollRoot()))) {
      check.failed("the roll's root is not the frozen one");
    }
    unique(entries);
    check.done(entries.size() + " entries, version " + definition.getRollVersion());
    versions.clear();
    return Optional.of(entries);
  }

  private void unique(List<Entry> entries) {
    Set<Bytes> keys = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (!styles.contains(entry.style)) {
        check.failed("roll entry " + i + " is of an unknown style");
      }
      if (i > 0
          && !entry.keys.isEmpty()
          && !entries.get(i - 1).keys.isEmpty()
          && entries.get(i - 1).keys.getFirst().compareTo(entry.keys.getFirst()) >= 0) {
        check.failed("roll entry " + i + " does not ascend by its first key");
      }
      for (Bytes key : entry.keys) {
        if (!keys.add(key)) {
          check.failed("roll entry " + i + " has a key that stands on the roll twice");
        }
      }
    }
  }

  private static Bytes rootOf(List<Bytes> leafHashes) {
    Merkle.Frontier tree = new Merkle.Frontier();
    leafHashes.forEach(tree::add);
    return tree.root();
  }
}
