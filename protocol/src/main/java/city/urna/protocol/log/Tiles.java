package city.urna.protocol.log;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Wire;
import java.util.ArrayList;
import java.util.List;

/** The content of tiles and of entry bundles (C2SP tlog-tiles, spec log §2). */
public final class Tiles {
  private static final int HEIGHT = 8;

  private Tiles() {}

  /** The hashes of a tile of level 0 or above: 32 bytes each, as many as the tile is wide. */
  public static Bytes hashes(MerkleTree tree, TilePath path) {
    if (path.level() == TilePath.ENTRIES) {
      throw new IllegalArgumentException("entry bundles hold no hashes");
    }
    Bytes[] hashes = new Bytes[path.width()];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = tree.subtree(HEIGHT * path.level(), path.start() + i).value();
    }
    return Bytes.concat(hashes);
  }

  /** A bundle of at most 256 entries: each behind its length as u16. */
  public static Bytes bundle(List<Bytes> entries) {
    if (entries.isEmpty() || entries.size() > TilePath.FULL) {
      throw new IllegalArgumentException("a bundle holds 1 to 256 entries");
    }
    List<Bytes> parts = new ArrayList<>();
    for (Bytes entry : entries) {
      parts.add(Wire.u16(entry.size()));
      parts.add(entry);
    }
    return Bytes.concat(parts.toArray(Bytes[]::new));
  }

  /** Reads a bundle; refuses an empty one, more than 256 entries, and a cut one. */
  public static Parsed<List<Bytes>> entries(Bytes bundle) {
    return Wire.read(
        bundle,
        reader -> {
          List<Bytes> entries = new ArrayList<>();
          do {
            if (entries.size() == TilePath.FULL) {
              throw reader.refuse("more than 256 entries in a bundle");
            }
            entries.add(reader.take(reader.u16()));
          } while (!reader.end());
          return List.copyOf(entries);
        });
  }
}
