package city.urna.verifier.consultation;

import java.util.Optional;

/** What a decision does (spec consultation §6.1); the number in the record is the place, from 1. */
public enum DecisionType {
  ANSWER,
  REDACTION,
  WITHHOLDING,
  COUNT;

  public static Optional<DecisionType> of(int number) {
    return number >= 1 && number <= values().length
        ? Optional.of(values()[number - 1])
        : Optional.empty();
  }
}
