package city.urna.protocol.ballot;

import city.urna.protocol.election.QuestionShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * A voter's answer to one question, in the clear: 0 or 1 for each item, then the blank's where
 * blanks are counted apart. Secret: the text form shows nothing.
 */
public record Answer(String question, List<Integer> choices) {
  public Answer {
    choices = List.copyOf(choices);
  }

  /** The answer that chooses the items at these places, from 0. */
  public static Answer choose(QuestionShape shape, Set<Integer> places) {
    List<Integer> choices = new ArrayList<>(Collections.nCopies(shape.ciphertexts(), 0));
    for (int place : places) {
      if (place < 0 || place >= shape.items()) {
        throw new IllegalArgumentException("no item at that place");
      }
      choices.set(place, 1);
    }
    return new Answer(shape.id(), choices);
  }

  /** The blank answer: its own choice where blanks are counted apart, else nothing chosen. */
  public static Answer blank(QuestionShape shape) {
    List<Integer> choices = new ArrayList<>(Collections.nCopies(shape.ciphertexts(), 0));
    if (shape.blank()) {
      choices.set(shape.blankIndex(), 1);
    }
    return new Answer(shape.id(), choices);
  }

  /** Whether the question allows this answer. */
  boolean fits(QuestionShape shape) {
    return question.equals(shape.id())
        && choices.size() == shape.ciphertexts()
        && choices.stream().allMatch(choice -> choice == 0 || choice == 1)
        && shape.min() <= sum(shape)
        && sum(shape) <= shape.max();
  }

  /** The sum of the items' choices and max times the blank's. */
  int sum(QuestionShape shape) {
    int sum = 0;
    for (int place = 0; place < choices.size(); place++) {
      sum += choices.get(place) * shape.weight(place);
    }
    return sum;
  }

  @Override
  public String toString() {
    return "Answer[" + question + ", redacted]";
  }
}
