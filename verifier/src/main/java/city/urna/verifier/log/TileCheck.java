package city.urna.verifier.log;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.archive.TileName;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Rebuilds a log from its entries and compares every tile and the root (V1.3). */
final class TileCheck {
  private final Archive archive;
  private final TreeHead head;

  TileCheck(Archive archive, TreeHead head) {
    this.archive = archive;
    this.head = head;
  }

  /** The number of tiles compared, or the first thing that differs. */
  Parsed<Long> run() {
    if (TileNames.exceeds(head.size(), archive)) {
      return Parsed.malformed("the checkpoint's size is beyond what is stored");
    }
    SortedSet<String> expected = TileNames.tilesAndEntries(head.size());
    SortedSet<String> stored = new TreeSet<>(archive.files().subMap("tile/", "tile0").keySet());
    if (!stored.equals(expected)) {
      return Parsed.malformed(difference(expected, stored));
    }
    StoredEntries entries = new StoredEntries(archive, head.size());
    Merkle.Frontier frontier = new Merkle.Frontier();
    List<Bytes> above = new ArrayList<>();
    long compared = 0;
    for (long number = 0; number * TileNames.WIDTH < head.size(); number++) {
      switch (entries.bundle(number)) {
        case Parsed.Ok<List<Bytes>>(List<Bytes> bundle) -> {
          List<Bytes> hashes = bundle.stream().map(Merkle::leafHash).toList();
          hashes.forEach(frontier::add);
          if (!isTile(0, number, hashes)) {
            return Parsed.malformed(TileName.tile(0, number, hashes.size()) + " differs");
          }
          compared++;
          collect(hashes, above);
        }
        case Parsed.Malformed<List<Bytes>> refused -> {
          return refused.as();
        }
      }
    }
    if (!frontier.root().equals(head.root())) {
      return Parsed.malformed("the entries give another root than the checkpoint's");
    }
    return higherLevels(above, compared);
  }

  private Parsed<Long> higherLevels(List<Bytes> first, long comparedBefore) {
    long compared = comparedBefore;
    List<Bytes> level = first;
    for (int number = 1; !level.isEmpty(); number++) {
      List<Bytes> above = new ArrayList<>();
      for (int from = 0; from < level.size(); from += TileNames.WIDTH) {
        int tile = from / TileNames.WIDTH;
        List<Bytes> hashes = level.subList(from, from + TileNames.width(tile, level.size()));
        if (!isTile(number, tile, hashes)) {
          return Parsed.malformed(TileName.tile(number, tile, hashes.size()) + " differs");
        }
        compared++;
        collect(hashes, above);
      }
      level = above;
    }
    return Parsed.ok(compared);
  }

  private boolean isTile(int level, long number, List<Bytes> hashes) {
    String name = TileName.tile(level, number, hashes.size());
    return archive.read(name, TileNames.WIDTH * 32) instanceof Parsed.Ok<Bytes>(Bytes content)
        && content.equals(Bytes.concat(hashes.toArray(new Bytes[0])));
  }

  /** A full tile's root is a hash of the level above. */
  private static void collect(List<Bytes> hashes, List<Bytes> above) {
    if (hashes.size() == TileNames.WIDTH) {
      Merkle.Frontier tile = new Merkle.Frontier();
      hashes.forEach(tile::add);
      above.add(tile.root());
    }
  }

  /** The first name that only one of two sets has. */
  static String difference(SortedSet<String> expected, SortedSet<String> stored) {
    SortedSet<String> missing = new TreeSet<>(expected);
    missing.removeAll(stored);
    SortedSet<String> more = new TreeSet<>(stored);
    more.removeAll(expected);
    return missing.isEmpty()
        ? Collections.min(more) + " does not belong to a log of this size"
        : Collections.min(missing) + " is missing";
  }
}
