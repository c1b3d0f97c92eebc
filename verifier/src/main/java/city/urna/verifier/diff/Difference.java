package city.urna.verifier.diff;

/** How two archives stand to each other. */
sealed interface Difference {
  /** The same log of the same size, record by record. */
  record Same(long size) implements Difference {}

  /** The same log as far as the shorter goes. */
  record Extension(long shorter, long longer, Longer which) implements Difference {}

  /**
   * Two histories under one origin: nobody can hold both to be the log.
   *
   * @param position the first at which the entries differ
   */
  record Fork(long position, String entryOfA, String entryOfB) implements Difference {}

  /** Checkpoints name different origins. */
  record OtherLog(String originOfA, String originOfB) implements Difference {}

  /** An archive's entries are not what its own checkpoint says. */
  record Broken(String side, String reason) implements Difference {}

  /** Which of two archives goes on. */
  enum Longer {
    A,
    B
  }

  /** One word for each, as in the JSON. */
  default String word() {
    return switch (this) {
      case Same same -> "same";
      case Extension extension -> "extension";
      case Fork fork -> "fork";
      case OtherLog other -> "other-log";
      case Broken broken -> "broken";
    };
  }

  /** Whether both may be copies of one log. */
  default boolean compatible() {
    return switch (this) {
      case Same same -> true;
      case Extension extension -> true;
      case Fork fork -> false;
      case OtherLog other -> false;
      case Broken broken -> false;
    };
  }
}
