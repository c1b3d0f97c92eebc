package city.urna.verifier.archive;

/**
 * The names of tiles and bundles (C2SP tlog-tiles): groups of three digits, all but the last with
 * x.
 */
public final class TileName {
  private TileName() {}

  /** A whole tile's or bundle's number: 1234067 is {@code x001/x234/067}. */
  public static String number(long number) {
    if (number < 0) {
      throw new IllegalArgumentException("tile numbers start at 0");
    }
    StringBuilder name = new StringBuilder(String.format("%03d", number % 1000));
    for (long rest = number / 1000; rest > 0; rest /= 1000) {
      name.insert(0, String.format("x%03d/", rest % 1000));
    }
    return name.toString();
  }

  /** A number with its partial ending when it holds fewer than 256. */
  public static String number(long number, int width) {
    return width == 256 ? number(number) : number(number) + ".p/" + width;
  }

  public static String tile(int level, long number, int width) {
    return "tile/" + level + "/" + number(number, width);
  }

  public static String entries(long number, int width) {
    return "tile/entries/" + number(number, width);
  }

  public static String records(long number, int width) {
    return "records/" + number(number, width);
  }
}
