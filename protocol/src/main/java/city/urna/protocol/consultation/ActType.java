package city.urna.protocol.consultation;

import java.util.Locale;
import java.util.Optional;

/** What an act does (spec consultation §1.2). */
public enum ActType {
  PROPOSE(1),
  CO_SIGN(2),
  SUPPORT(3),
  COMMENT(4),
  OPINION(5),
  /** To a survey. */
  ANSWER(6),
  REPORT(7),
  /** An appeal where its target is a decision. */
  COMPLAINT(8),
  ATTENDANCE(9);

  private static final int MOST_PEOPLE = 1_000_000;

  private final int number;

  ActType(int number) {
    this.number = number;
  }

  public static Optional<ActType> of(int number) {
    return number >= 1 && number <= values().length
        ? Optional.of(values()[number - 1])
        : Optional.empty();
  }

  public int number() {
    return number;
  }

  /** How JSON and queries name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether an author has at most one chain of this type on a thing (§8.2.4). */
  public boolean isSingle() {
    return switch (this) {
      case CO_SIGN, SUPPORT, OPINION, ANSWER, ATTENDANCE -> true;
      case PROPOSE, COMMENT, REPORT, COMPLAINT -> false;
    };
  }

  /** Whether a value of 0 takes the act back (§8.3). */
  public boolean isWithdrawable() {
    return switch (this) {
      case CO_SIGN, SUPPORT, OPINION, ATTENDANCE -> true;
      case PROPOSE, COMMENT, ANSWER, REPORT, COMPLAINT -> false;
    };
  }

  /** Whether an officer's value is a number of people (§4.3.4). */
  public boolean isCountable() {
    return this == CO_SIGN || this == SUPPORT || this == ATTENDANCE;
  }

  /** Whether it must act on something (§4.3.2). */
  boolean needsTarget() {
    return this != PROPOSE && this != REPORT && this != COMPLAINT;
  }

  /** Whether it must say something (§4.3.5). */
  boolean needsContent() {
    return switch (this) {
      case PROPOSE, COMMENT, ANSWER, REPORT, COMPLAINT -> true;
      case CO_SIGN, SUPPORT, OPINION, ATTENDANCE -> false;
    };
  }

  /** Whether an act of this type may have that value (§4.3.4). */
  boolean allows(int value, Identity identity) {
    int most =
        switch (this) {
          case PROPOSE, ANSWER, REPORT, COMPLAINT -> 0;
          case COMMENT -> 2;
          case OPINION -> 3;
          case CO_SIGN, SUPPORT, ATTENDANCE -> identity == Identity.OFFICER ? MOST_PEOPLE : 1;
        };
    return value >= 0 && value <= most;
  }
}
