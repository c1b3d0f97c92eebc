package city.urna.verifier.record;

import java.util.Optional;

/** The kinds of records (spec records §2). Every other number is refused by this version. */
public enum Kind {
  GENESIS(1),
  PROCESS(2),
  ITEM(3),
  ROLL(4),
  CEREMONY(5),
  PHASE(6),
  ISSUANCE_LIST(7),
  BALLOT(8),
  CLOSED_SET(9),
  DECRYPTION_SHARE(10),
  CERTIFICATE(11),
  ACT(12),
  ANCHOR(13),
  DECISION(14),
  CHECKPOINT(15);

  private final int number;

  Kind(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  public static Optional<Kind> of(int number) {
    return number >= 1 && number <= values().length
        ? Optional.of(values()[number - 1])
        : Optional.empty();
  }

  /** Where a record of this kind names its process and scope. */
  boolean fits(String process, String scope) {
    return switch (this) {
      case GENESIS, CHECKPOINT -> process.isEmpty() && scope.isEmpty();
      case PROCESS, CEREMONY -> !process.isEmpty() && scope.isEmpty();
      case PHASE -> !process.isEmpty();
      case ITEM,
          ROLL,
          ISSUANCE_LIST,
          BALLOT,
          CLOSED_SET,
          DECRYPTION_SHARE,
          CERTIFICATE,
          ACT,
          ANCHOR,
          DECISION ->
          !process.isEmpty() && !scope.isEmpty();
    };
  }

  /** Whether an entry of this kind carries a tracker (spec log §1). */
  public boolean hasTracker() {
    return this == BALLOT || this == ACT;
  }
}
