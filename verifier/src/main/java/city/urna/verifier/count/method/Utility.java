package city.urna.verifier.count.method;

/** What a funded project is worth to a voter who supports it. */
public enum Utility {
  /** Its cost, times the points that the voter gave it where ballots give points. */
  COST,
  /** One, or the points that the voter gave it. */
  CARDINALITY
}
