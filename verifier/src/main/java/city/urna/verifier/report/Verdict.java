package city.urna.verifier.report;

/** What is said of an archive as a whole (spec archive §4). */
public enum Verdict {
  VALID("valid", 0),
  VALID_WITH_RESERVATIONS("valid-with-reservations", 0),
  INVALID("invalid", 1),
  UNREADABLE("unreadable", 2);

  private final String text;
  private final int exitStatus;

  Verdict(String text, int exitStatus) {
    this.text = text;
    this.exitStatus = exitStatus;
  }

  /** The word in the JSON verdict. */
  public String text() {
    return text;
  }

  /** The command's exit status. */
  public int exitStatus() {
    return exitStatus;
  }
}
