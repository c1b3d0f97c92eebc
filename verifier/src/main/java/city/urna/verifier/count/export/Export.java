package city.urna.verifier.count.export;

/** One format's answer: the whole text, or why that format cannot say what the file says. */
sealed interface Export {
  /** The text of an export, UTF-8. */
  record Text(String content) implements Export {}

  /** The format lacks a word for something that these ballots hold. */
  record LeftOut(String why) implements Export {}
}
