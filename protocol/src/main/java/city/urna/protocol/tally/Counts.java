package city.urna.protocol.tally;

import java.util.List;

/**
 * What one question was answered.
 *
 * @param ballots counted ballots whose style has this question
 * @param votes one for each item, in ballot order
 * @param blank the blank votes; 0 where blanks are not counted apart
 */
public record Counts(String question, long ballots, List<Long> votes, long blank) {
  public Counts {
    votes = List.copyOf(votes);
  }

  /** From one count for each item, then the blank's where there is one. */
  static Counts of(FixedSet.Question question, List<Long> counts) {
    int items = question.shape().items();
    return new Counts(
        question.shape().id(),
        question.ballots(),
        counts.subList(0, items),
        question.shape().blank() ? counts.get(items) : 0);
  }
}
