package city.urna.protocol.consultation;

import java.util.Optional;

/** What a content is (spec consultation §3.1). */
public enum ContentKind {
  TEXT(1),
  NAME(2),
  CONTACT(3),
  PLACE(4),
  PHOTO(5),
  ATTACHMENT(6),
  /** To a survey's or a category's form. */
  ANSWERS(7);

  private final int number;

  ContentKind(int number) {
    this.number = number;
  }

  public static Optional<ContentKind> of(int number) {
    return number >= 1 && number <= values().length
        ? Optional.of(values()[number - 1])
        : Optional.empty();
  }

  public int number() {
    return number;
  }
}
