package city.urna.verifier.report;

/** The outcome of one check (spec archive §3). A check that was not run is {@link #FAILED}. */
public enum Status {
  PASSED("passed"),
  FAILED("failed"),
  RESERVED("reserved"),
  NOT_APPLICABLE("notApplicable");

  private final String text;

  Status(String text) {
    this.text = text;
  }

  /** The word in the JSON verdict. */
  public String text() {
    return text;
  }
}
