package city.urna.verifier.count;

import java.util.List;

/** Decides between options that a rule leaves level. */
public interface TieRule {
  /**
   * Chooses one of the tied options.
   *
   * @param purpose whether the best or the worst of them is wanted
   * @param tied at least one option, in any order
   * @param earlier what each option had at the end of each earlier round, first round first
   */
  Verdict decide(Purpose purpose, List<Integer> tied, List<List<Rational>> earlier);

  /** The rule as it was before its first decision; rules that draw numbers begin again. */
  default TieRule restarted() {
    return this;
  }

  /** What the chosen option is chosen for. */
  enum Purpose {
    BEST,
    WORST
  }

  /** The outcome of a tie. */
  sealed interface Verdict {
    /** Decided, and how, as the end of a sentence. */
    record Decided(int option, String how) implements Verdict {}

    /** The rule leaves this to a person. */
    record Undecided(String why) implements Verdict {}
  }
}
