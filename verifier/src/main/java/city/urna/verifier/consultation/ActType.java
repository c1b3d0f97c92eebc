package city.urna.verifier.consultation;

import java.util.Optional;

/** What an act does (spec consultation §1); the number in the record is the place here, from 1. */
public enum ActType {
  PROPOSE("propose"),
  CO_SIGN("co-sign"),
  SUPPORT("support"),
  COMMENT("comment"),
  OPINION("opinion"),
  ANSWER("answer"),
  REPORT("report"),
  COMPLAINT("complaint"),
  ATTENDANCE("attendance");

  private final String word;

  ActType(String word) {
    this.word = word;
  }

  public static Optional<ActType> of(int number) {
    return number >= 1 && number <= values().length
        ? Optional.of(values()[number - 1])
        : Optional.empty();
  }

  public int number() {
    return ordinal() + 1;
  }

  /** Its name in verdicts. */
  public String word() {
    return word;
  }

  /** Whether an author has one voice a target, so that a second act must replace the first. */
  public boolean isOneVoice() {
    return switch (this) {
      case CO_SIGN, SUPPORT, OPINION, ANSWER, ATTENDANCE -> true;
      case PROPOSE, COMMENT, REPORT, COMPLAINT -> false;
    };
  }
}
