package city.urna.verifier.count;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * One election as a file gives it.
 *
 * @param title what the file calls it; may be empty
 * @param seats how many are to be elected, if the file says so
 * @param firstPoints what a first place is worth where ranks are points: Pabulib's {@code
 *     max_length}
 * @param rule the counting rule that the file names
 * @param tieOrder the file's own order for ties, most preferred first, if it gives one
 * @param official the options that the file itself reports as selected
 * @param notes what the reader took for granted and a person may want to know
 * @param about what else the file says of the election, word for word: Pabulib's META
 */
public record Election(
    String title,
    Ballots ballots,
    OptionalInt seats,
    OptionalInt firstPoints,
    Optional<String> rule,
    Optional<Budget> budget,
    Optional<List<Integer>> tieOrder,
    Optional<SequencedSet<Integer>> official,
    List<String> notes,
    SequencedMap<String, String> about) {
  public Election {
    tieOrder = tieOrder.map(List::copyOf);
    official =
        official.map(
            set -> java.util.Collections.unmodifiableSequencedSet(new LinkedHashSet<>(set)));
    notes = List.copyOf(notes);
    about = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(about));
  }

  /** An election of which its file says nothing else. */
  public Election(
      String title,
      Ballots ballots,
      OptionalInt seats,
      OptionalInt firstPoints,
      Optional<String> rule,
      Optional<Budget> budget,
      Optional<List<Integer>> tieOrder,
      Optional<SequencedSet<Integer>> official,
      List<String> notes) {
    this(
        title,
        ballots,
        seats,
        firstPoints,
        rule,
        budget,
        tieOrder,
        official,
        notes,
        new LinkedHashMap<>());
  }

  /** An election of which nothing is known but its ballots. */
  public static Election of(String title, Ballots ballots) {
    return new Election(
        title,
        ballots,
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }
}
