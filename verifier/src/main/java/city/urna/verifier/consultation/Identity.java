package city.urna.verifier.consultation;

import java.util.Optional;

/** Whose act it is (spec consultation §1); the number in the record is the place here, from 1. */
public enum Identity {
  CREDENTIAL("credential"),
  PUBLIC("public"),
  OFFICER("officer"),
  SOCIAL("social");

  private final String word;

  Identity(String word) {
    this.word = word;
  }

  public static Optional<Identity> of(int number) {
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
}
