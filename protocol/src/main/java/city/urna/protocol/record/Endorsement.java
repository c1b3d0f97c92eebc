package city.urna.protocol.record;

/** How many of the organizations must endorse a record (spec records §2). */
public enum Endorsement {
  /** None may. */
  NONE,
  /** ⌊m/2⌋ + 1 of m, or more. */
  MAJORITY,
  /** Every one. */
  ALL;

  /** The fewest endorsements among so many organizations. */
  public int least(int organizations) {
    return switch (this) {
      case NONE -> 0;
      case MAJORITY -> organizations / 2 + 1;
      case ALL -> organizations;
    };
  }

  /** The most endorsements among so many organizations. */
  int most(int organizations) {
    return switch (this) {
      case NONE -> 0;
      case MAJORITY, ALL -> organizations;
    };
  }
}
