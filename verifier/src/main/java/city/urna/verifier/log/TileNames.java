package city.urna.verifier.log;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.archive.TileName;
import java.util.SortedSet;
import java.util.TreeSet;

/** The files that a log of a size consists of, and no others (C2SP tlog-tiles, spec archive §1). */
final class TileNames {
  static final int WIDTH = 256;

  private TileNames() {}

  /** Whether a size, which nobody may have signed yet, is more than the stored files can hold. */
  static boolean exceeds(long size, Archive archive) {
    return size / WIDTH > archive.files().size();
  }

  /** Tiles and entry bundles: full ones, and partial ones only where the size ends. */
  static SortedSet<String> tilesAndEntries(long size) {
    SortedSet<String> names = new TreeSet<>();
    for (long bundle = 0; bundle * WIDTH < size; bundle++) {
      names.add(TileName.entries(bundle, width(bundle, size)));
    }
    int level = 0;
    for (long hashes = size; hashes > 0; hashes /= WIDTH) {
      for (long tile = 0; tile * WIDTH < hashes; tile++) {
        names.add(TileName.tile(level, tile, width(tile, hashes)));
      }
      level++;
    }
    return names;
  }

  static SortedSet<String> records(long size) {
    SortedSet<String> names = new TreeSet<>();
    for (long bundle = 0; bundle * WIDTH < size; bundle++) {
      names.add(TileName.records(bundle, width(bundle, size)));
    }
    return names;
  }

  /** How many of so many things a tile or bundle holds. */
  static int width(long tile, long things) {
    return (int) Math.min(WIDTH, things - tile * WIDTH);
  }
}
