package city.urna.protocol.proof;

/** What a range proof is about; its name is the transcript's type (spec proofs §2). */
public enum RangeKind {
  /** One option or blank. */
  SELECTION("selection"),
  /** All options of a question together, the blank weighted. */
  SUM("sum");

  private final String type;

  RangeKind(String type) {
    this.type = type;
  }

  String type() {
    return type;
  }
}
