package city.urna.client.publication;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A certified result: everything that any publication shows, and nothing that is not in the record.
 *
 * @param languages of the process, the default first; every text has exactly these
 * @param certificate the certificate's record hash
 * @param clerk who certified
 * @param endorsers the organizations that signed the certificate, in the ledger's order
 * @param recorded distinct ballots on the ledger before the close
 * @param counted those that the closed set holds
 */
public record CertifiedResult(
    String process,
    String scope,
    List<String> languages,
    Map<String, String> title,
    Map<String, String> description,
    String licence,
    Digest election,
    Digest certificate,
    Clerk clerk,
    List<Organization> endorsers,
    ClosedSetFacts closedSet,
    long recorded,
    long counted,
    List<QuestionResult> questions) {
  public CertifiedResult {
    languages = List.copyOf(languages);
    title = Map.copyOf(title);
    description = Map.copyOf(description);
    endorsers = List.copyOf(endorsers);
    questions = List.copyOf(questions);
  }

  /**
   * A clerk of the process.
   *
   * @param key Ed25519, as the process record has it
   */
  public record Clerk(String id, String name, String operator, Bytes key) {}

  /** An organization of the ledger. */
  public record Organization(String id, String name) {}

  /** What fixes which ballots were counted. */
  public record ClosedSetFacts(
      Digest hash, long treeSize, Digest treeRoot, Digest trackersRoot, List<Digest> dissents) {
    public ClosedSetFacts {
      dissents = List.copyOf(dissents);
    }
  }

  /**
   * The result of one question.
   *
   * @param budget a decimal; only the rules that spend one
   * @param ballots counted ballots whose style has this question
   * @param blank where blanks are counted apart
   * @param selected places of the selected options, in the order of selection
   * @param rounds how the rule went through the options
   */
  public record QuestionResult(
      String id,
      Map<String, String> text,
      String rule,
      int seats,
      Optional<String> budget,
      long threshold,
      int min,
      int max,
      long ballots,
      Optional<Long> blank,
      List<Option> options,
      List<Integer> selected,
      List<Round> rounds) {
    public QuestionResult {
      text = Map.copyOf(text);
      options = List.copyOf(options);
      selected = List.copyOf(selected);
      rounds = List.copyOf(rounds);
    }

    /**
     * The options in the order in which the rule takes them: votes descending, then ballot order.
     */
    public List<Integer> order() {
      return Rounds.order(options);
    }
  }

  /**
   * One thing that could be chosen.
   *
   * @param cost a decimal, where the rule spends a budget
   */
  public record Option(String id, Map<String, String> title, Optional<String> cost, long votes) {
    public Option {
      title = Map.copyOf(title);
    }
  }

  /**
   * One step of the rule, in the form of spec counting §17.
   *
   * @param considered places of the options whose votes the step looks at
   * @param left what is left of the budget after it, where there is one
   */
  public record Round(
      List<Integer> considered,
      List<Integer> elected,
      List<Integer> eliminated,
      Optional<String> left) {
    public Round {
      considered = List.copyOf(considered);
      elected = List.copyOf(elected);
      eliminated = List.copyOf(eliminated);
    }
  }
}
