package city.urna.verifier.check;

import city.urna.verifier.archive.LoggedRecord;

/** Says where something is, so that anybody can find it again in any copy of the log. */
final class Place {
  private Place() {}

  static String of(LoggedRecord record) {
    return of(record.position(), record.hash().hex());
  }

  static String of(long position, String hash) {
    return "position " + position + " (record " + hash + ")";
  }
}
