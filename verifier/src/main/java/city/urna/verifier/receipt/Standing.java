package city.urna.verifier.receipt;

/**
 * How a receipt's record stands in an archive. Holds for what the archive says; whether the archive
 * is right, only {@code urna verify} tells.
 */
sealed interface Standing {
  /** The archive is of another log, or ends before the receipt's checkpoint. */
  record NotCovered(String reason) implements Standing {}

  /** The archive's log and the receipt cannot both be right. */
  record Contradiction(String reason) implements Standing {}

  /** Recorded; no ballot, so that nothing is counted. */
  record NoBallot() implements Standing {}

  /** The end of its credential's chain, of so many ballots; {@code closed}: casting is over. */
  record Counts(int ballots, boolean closed) implements Standing {}

  /** Replaced by a later ballot of the same credential. */
  record Superseded(String by) implements Standing {}

  /** It replaces a ballot that another one had replaced before, or none that is recorded. */
  record Unchained() implements Standing {}

  /** Another record of the same ballot came first; that one stands. */
  record Repeated(long first) implements Standing {}

  /** Its place on the log is not where ballots count. */
  record OutOfTime(String reason) implements Standing {}

  default String word() {
    return switch (this) {
      case NotCovered standing -> "not-covered";
      case Contradiction standing -> "contradiction";
      case NoBallot standing -> "no-ballot";
      case Counts standing -> standing.closed() ? "counts" : "counts-so-far";
      case Superseded standing -> "superseded";
      case Unchained standing -> "unchained";
      case Repeated standing -> "repeated";
      case OutOfTime standing -> "out-of-time";
    };
  }
}
