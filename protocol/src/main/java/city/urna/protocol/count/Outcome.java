package city.urna.protocol.count;

import java.util.List;

/**
 * A finished count: it depends on the ballots, the rule and the rule for ties alone.
 *
 * @param winners elected or funded, in the order in which the rule chose them
 * @param tallies what each option has in the end
 */
public record Outcome(List<Integer> winners, List<Fraction> tallies, List<Round> rounds) {
  public Outcome {
    winners = List.copyOf(winners);
    tallies = List.copyOf(tallies);
    rounds = List.copyOf(rounds);
  }

  /** The winners of all rounds, one after the other. */
  static Outcome of(List<Round> rounds, List<Fraction> tallies) {
    return new Outcome(
        rounds.stream().flatMap(round -> round.elected().stream()).toList(), tallies, rounds);
  }
}
