package city.urna.verifier.report;

import java.util.List;

/**
 * The outcome of one question, as the verifier opened and counted it.
 *
 * @param options in ballot order
 * @param blankApart whether blanks are counted apart
 * @param blank how many; 0 where they are not counted apart
 */
public record Outcome(
    String id, String method, String rule, List<Option> options, boolean blankApart, long blank) {

  /** One thing that could be chosen. */
  public record Option(String id, String label, long votes, boolean selected) {}

  public Outcome {
    options = List.copyOf(options);
  }
}
