package city.urna.protocol.election;

/**
 * What an answer to a question looks like (spec ballots §1.4–1.5).
 *
 * @param items n, 1 to 512
 * @param min the fewest items that an answer chooses
 * @param max the most, 1 to n
 * @param blank whether blanks are counted apart; then min ≥ 1
 */
public record QuestionShape(String id, int items, int min, int max, boolean blank) {
  /** The most items that a question may have. */
  public static final int MOST_ITEMS = 512;

  public QuestionShape {
    if (!exists(items, min, max, blank)) {
      throw new IllegalArgumentException("question " + id + " contradicts itself");
    }
  }

  /** Whether such a shape exists at all (spec ballots §1.5). */
  static boolean exists(int items, int min, int max, boolean blank) {
    return 1 <= items
        && items <= MOST_ITEMS
        && 1 <= max
        && max <= items
        && 0 <= min
        && min <= max
        && (!blank || min >= 1);
  }

  /** How many ciphertexts an answer holds: one for each item, then the blank's. */
  public int ciphertexts() {
    return items + (blank ? 1 : 0);
  }

  /** Whether the sum of the choices has to be proved. */
  public boolean hasSum() {
    return blank || min > 0 || max < items;
  }

  /** How many values the sum may have; none where it need not be proved. */
  public int sumBranches() {
    return hasSum() ? max - min + 1 : 0;
  }

  /** The index that the blank's proof names. */
  public int blankIndex() {
    return items;
  }

  /** The index that the sum's proof names. */
  public int sumIndex() {
    return items + 1;
  }

  /** By what the choice at that place counts in the sum: one, or max for the blank. */
  public int weight(int place) {
    return place < items ? 1 : max;
  }
}
