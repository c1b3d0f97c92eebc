package city.urna.verifier.count.format;

import java.util.OptionalLong;

/** How much a file may hold: beyond it, counting in memory would not end in good time. */
final class Limits {
  /** Options of one election. */
  static final int OPTIONS = 1_000;

  /** Ballots of one election, alike ones included. */
  static final long BALLOTS = 500_000_000L;

  private Limits() {}

  static void checkOptions(TextFile file, int line, int options) throws Malformed {
    if (options > OPTIONS) {
      throw Malformed.at(file, line, "more than " + OPTIONS + " options.", "Split the election.");
    }
  }

  static void checkBallots(TextFile file, int line, long ballots) throws Malformed {
    if (ballots > BALLOTS) {
      throw Malformed.at(
          file, line, "more than " + BALLOTS + " ballots.", "Check the numbers of ballots.");
    }
  }

  /** A whole number from zero up with at most 18 digits. */
  static OptionalLong whole(String text) {
    if (text.isEmpty() || text.length() > 18) {
      return OptionalLong.empty();
    }
    long value = 0;
    for (int at = 0; at < text.length(); at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) {
        return OptionalLong.empty();
      }
      value = 10 * value + digit;
    }
    return OptionalLong.of(value);
  }
}
