package city.urna.verifier.log;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.archive.TileName;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.util.ArrayList;
import java.util.List;

/** The entries of an archive's log, read a bundle at a time (C2SP tlog-tiles). */
public final class StoredEntries {
  private static final int STRIDE = 2 + LogEntry.SIZE;

  private final Archive archive;
  private final long size;
  private long loaded = -1;
  private List<Bytes> bundle = List.of();

  /**
   * @param size leaves, by a checkpoint that nobody may have signed
   */
  public StoredEntries(Archive archive, long size) {
    this.archive = archive;
    this.size = size;
  }

  /** The entries of a bundle, each of exactly 106 bytes. */
  Parsed<List<Bytes>> bundle(long number) {
    int width = TileNames.width(number, size);
    String name = TileName.entries(number, width);
    return archive
        .read(name, TileNames.WIDTH * STRIDE)
        .flatMap(
            content -> {
              if (content.size() != width * STRIDE) {
                return Parsed.malformed(name + " does not hold " + width + " entries");
              }
              List<Bytes> entries = new ArrayList<>(width);
              for (int at = 0; at < content.size(); at += STRIDE) {
                if (content.at(at) != 0 || content.at(at + 1) != LogEntry.SIZE) {
                  return Parsed.malformed(name + ": an entry is not 106 bytes long");
                }
                entries.add(content.slice(at + 2, at + STRIDE));
              }
              return Parsed.ok(entries);
            });
  }

  /** The entry at a position; the bundle that holds it is kept for the next. */
  public Parsed<Bytes> entry(long position) {
    if (position < 0 || position >= size) {
      return Parsed.malformed("position " + position + " is beyond the log's size " + size);
    }
    long number = position / TileNames.WIDTH;
    if (number != loaded) {
      switch (bundle(number)) {
        case Parsed.Ok<List<Bytes>>(List<Bytes> entries) -> {
          bundle = entries;
          loaded = number;
        }
        case Parsed.Malformed<List<Bytes>> refused -> {
          return refused.as();
        }
      }
    }
    return Parsed.ok(bundle.get((int) (position % TileNames.WIDTH)));
  }
}
