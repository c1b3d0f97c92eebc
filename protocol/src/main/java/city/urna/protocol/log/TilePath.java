package city.urna.protocol.log;

import city.urna.protocol.bytes.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a tile or of an entry bundle (C2SP tlog-tiles, spec log §2), such as {@code
 * tile/0/x001/x234/067.p/5}.
 *
 * <p>Shapes: level 0 to 63, or {@link #ENTRIES}; index from 0; width 1 to 256, where 256 is a full
 * tile.
 */
public record TilePath(int level, long index, int width) {
  /** Stands in the place of a level for bundles of entries. */
  public static final int ENTRIES = -1;

  /** The width of a full tile. */
  public static final int FULL = 256;

  private static final int HEIGHT = 8;
  private static final int MOST_LEVEL = 63;
  private static final Pattern NUMBER =
      Pattern.compile("((?:x[0-9]{3}/){0,5})([0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  public TilePath {
    if (level < ENTRIES || level > MOST_LEVEL || index < 0 || width < 1 || width > FULL) {
      throw new IllegalArgumentException("no such tile");
    }
  }

  /** Reads a path; refuses everything that {@link #text()} would not write. */
  public static Parsed<TilePath> parse(String text) {
    String[] parts = text.split("/", 3);
    if (parts.length < 3 || !parts[0].equals("tile")) {
      return new Parsed.Malformed<>("not a tile's path");
    }
    int level;
    if (parts[1].equals("entries")) {
      level = ENTRIES;
    } else if (parts[1].matches("0|[1-9][0-9]?") && Integer.parseInt(parts[1]) <= MOST_LEVEL) {
      level = Integer.parseInt(parts[1]);
    } else {
      return new Parsed.Malformed<>("not a tile's level");
    }
    return parseNumber(level, parts[2]);
  }

  private static Parsed<TilePath> parseNumber(int level, String number) {
    Matcher matcher = NUMBER.matcher(number);
    if (!matcher.matches()) {
      return new Parsed.Malformed<>("not a tile's number");
    }
    long index = Long.parseLong((matcher.group(1) + matcher.group(2)).replaceAll("[x/]", ""));
    int width = matcher.group(3) == null ? FULL : Integer.parseInt(matcher.group(3));
    if (matcher.group(3) != null && width >= FULL) {
      return new Parsed.Malformed<>("a partial tile is narrower than 256");
    }
    TilePath path = new TilePath(level, index, width);
    return path.number().equals(number)
        ? new Parsed.Ok<>(path)
        : new Parsed.Malformed<>("not a canonical tile number");
  }

  /** All tiles of a tree of this size, level by level, then all entry bundles. */
  public static List<TilePath> all(long size) {
    return added(0, size);
  }

  /** The tiles and bundles that a tree of the later size has and one of the earlier has not. */
  public static List<TilePath> added(long from, long to) {
    List<TilePath> paths = new ArrayList<>();
    for (int level = 0; to >>> level * HEIGHT > 0; level++) {
      addLevel(level, from >>> level * HEIGHT, to >>> level * HEIGHT, paths);
    }
    addLevel(ENTRIES, from, to, paths);
    return List.copyOf(paths);
  }

  private static void addLevel(int level, long from, long to, List<TilePath> paths) {
    if (from == to) {
      return;
    }
    for (long index = from / FULL; index < to / FULL; index++) {
      paths.add(new TilePath(level, index, FULL));
    }
    if (to % FULL > 0) {
      paths.add(new TilePath(level, to / FULL, (int) (to % FULL)));
    }
  }

  /** The first of the leaves, or of the hashes of the level below, that this tile holds. */
  public long start() {
    return index * FULL;
  }

  /** Whether the tile holds fewer than 256. */
  public boolean partial() {
    return width < FULL;
  }

  /** The last part of the path, which entry and record bundles share: {@code x001/067.p/5}. */
  public String number() {
    StringBuilder text = new StringBuilder("%03d".formatted(index % 1000));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      text.insert(0, "x%03d/".formatted(rest % 1000));
    }
    return partial() ? text.append(".p/").append(width).toString() : text.toString();
  }

  /** The path below the log's prefix. */
  public String text() {
    return "tile/" + (level == ENTRIES ? "entries" : Integer.toString(level)) + "/" + number();
  }

  @Override
  public String toString() {
    return text();
  }
}
