package city.urna.verifier.arithmetic;

/** What a range proof is about; its name is the transcript's type (spec proofs §2). */
public enum RangeKind {
  SELECTION("selection"),
  SUM("sum");

  private final String type;

  RangeKind(String type) {
    this.type = type;
  }

  String type() {
    return type;
  }
}
