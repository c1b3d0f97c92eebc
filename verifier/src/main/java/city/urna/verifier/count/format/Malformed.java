package city.urna.verifier.count.format;

import city.urna.verifier.count.Refusal;

/** Ends the reading of a file. It does not leave this package: readers turn it into a result. */
final class Malformed extends Exception {
  private final transient Refusal refusal;

  private Malformed(Refusal refusal) {
    super(refusal.what());
    this.refusal = refusal;
  }

  static Malformed at(TextFile file, int line, String what, String remedy) {
    return new Malformed(new Refusal(file.name() + ", line " + line + ": " + what, remedy));
  }

  static Malformed in(String file, String what, String remedy) {
    return new Malformed(new Refusal(file + ": " + what, remedy));
  }

  Refusal refusal() {
    return refusal;
  }

  /** A value from a file, short enough to be shown. */
  static String shown(String value) {
    String oneLine = value.replaceAll("\\p{Cntrl}+", " ").strip();
    return "\"" + (oneLine.length() > 60 ? oneLine.substring(0, 60) + "…" : oneLine) + "\"";
  }
}
