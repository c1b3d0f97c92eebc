package city.urna.verifier.block.fabric;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.archive.TileName;
import city.urna.verifier.bytes.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The copies of the chain that an archive holds, one folder for each organization's peer. */
final class Copies {
  private static final String FOLDER = "blocks/";
  private static final int LEAST = 2;

  private final Archive archive;
  private final SortedMap<String, Long> heights;

  private Copies(Archive archive, SortedMap<String, Long> heights) {
    this.archive = archive;
    this.heights = heights;
  }

  /** Counts the blocks of each folder. */
  static Copies of(Archive archive) {
    SortedMap<String, Long> heights = new TreeMap<>();
    for (String name : archive.files().tailMap(FOLDER).keySet()) {
      if (!name.startsWith(FOLDER)) {
        break;
      }
      int end = name.indexOf('/', FOLDER.length());
      if (end > 0) {
        heights.merge(name.substring(FOLDER.length(), end), 1L, Long::sum);
      }
    }
    return new Copies(archive, heights);
  }

  /** MSP ids in lower case, ascending. */
  List<String> names() {
    return List.copyOf(heights.keySet());
  }

  /** Blocks in the longest copy. */
  long height() {
    return heights.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** The number of blocks of all copies together. */
  long blocks() {
    return heights.values().stream().mapToLong(Long::longValue).sum();
  }

  boolean has(String copy, long number) {
    return archive.files().containsKey(file(copy, number));
  }

  /** One copy of a block. */
  Parsed<FabricBlock> block(String copy, long number) {
    String file = file(copy, number);
    return switch (archive.read(file, FabricBlock.MOST_BYTES).flatMap(FabricBlock::parse)) {
      case Parsed.Ok<FabricBlock> read -> read;
      case Parsed.Malformed<FabricBlock>(String reason) -> Parsed.malformed(file + ": " + reason);
    };
  }

  private static String file(String copy, long number) {
    return FOLDER + copy + "/" + TileName.number(number);
  }

  /** What is wrong with the folders, whatever the blocks say. */
  List<String> faults(List<String> organizations) {
    List<String> faults = new ArrayList<>();
    if (heights.size() < LEAST) {
      faults.add("there are copies of " + heights.size() + " organizations where two are needed");
    }
    heights.forEach(
        (copy, count) -> {
          if (!organizations.contains(copy)) {
            faults.add("blocks/" + copy + " is of no organization with peers");
          }
          for (long number = 0; number < count; number++) {
            if (!has(copy, number)) {
              faults.add(copy + " lacks block " + number + " of " + count);
              break;
            }
          }
          if (count != height()) {
            faults.add(
                copy + " ends after block " + (count - 1) + ", another at " + (height() - 1));
          }
        });
    return faults;
  }
}
