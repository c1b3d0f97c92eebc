package city.urna.verifier.export;

import city.urna.verifier.bytes.Bytes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * What the record says of a certified result: everything that a publication may say.
 *
 * @param languages the default first; every text has exactly these
 * @param clerk who certified
 * @param clerkKey Ed25519, from the process record
 * @param dissents record hashes, hexadecimal, as all hashes here
 */
public record Certified(
    String process,
    String scope,
    List<String> languages,
    Map<String, String> title,
    Map<String, String> description,
    String licence,
    Bytes election,
    Bytes certificate,
    Person clerk,
    Bytes clerkKey,
    List<Person> endorsers,
    Bytes closedSet,
    long treeSize,
    Bytes treeRoot,
    Bytes trackersRoot,
    List<Bytes> dissents,
    long recorded,
    long counted,
    List<Question> questions) {
  public Certified {
    languages = List.copyOf(languages);
    title = Map.copyOf(title);
    description = Map.copyOf(description);
    endorsers = List.copyOf(endorsers);
    dissents = List.copyOf(dissents);
    questions = List.copyOf(questions);
  }

  /** A clerk or an organization. */
  public record Person(String id, String name) {}

  /**
   * The result of a question, as the verifier counted it.
   *
   * @param budget a decimal; empty where the rule spends none
   * @param blank only where blanks are counted apart
   * @param selected ids in the order of selection
   */
  public record Question(
      String id,
      Map<String, String> text,
      String rule,
      int seats,
      String budget,
      long threshold,
      int min,
      int max,
      long ballots,
      Optional<Long> blank,
      List<Option> options,
      List<String> selected,
      List<Round> rounds) {
    public Question {
      text = Map.copyOf(text);
      options = List.copyOf(options);
      selected = List.copyOf(selected);
      rounds = List.copyOf(rounds);
    }

    /** Whether the rule spends a budget. */
    boolean spends() {
      return !budget.isEmpty();
    }

    boolean selects(Option option) {
      return selected.contains(option.id());
    }

    /** The options by votes descending, level ones in ballot order: as publications list them. */
    List<Option> byVotes() {
      return IntStream.range(0, options.size())
          .boxed()
          .sorted(
              (a, b) ->
                  options.get(a).votes() == options.get(b).votes()
                      ? Integer.compare(a, b)
                      : Long.compare(options.get(b).votes(), options.get(a).votes()))
          .map(options::get)
          .toList();
    }
  }

  /**
   * Something that could be chosen.
   *
   * @param cost a decimal, or empty
   */
  public record Option(String id, Map<String, String> title, String cost, long votes) {
    public Option {
      title = Map.copyOf(title);
    }
  }

  /**
   * A step of the count.
   *
   * @param left what is left of the budget after it
   */
  public record Round(
      SequencedMap<String, String> tallies,
      List<String> elected,
      List<String> eliminated,
      Optional<String> left) {
    public Round {
      tallies = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tallies));
      elected = List.copyOf(elected);
      eliminated = List.copyOf(eliminated);
    }
  }
}
