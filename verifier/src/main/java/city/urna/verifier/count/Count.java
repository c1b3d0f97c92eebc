package city.urna.verifier.count;

import java.util.List;

/**
 * A finished count. It depends on the ballots, the rule and the tie rule alone: the same input
 * gives the same count on every machine.
 *
 * @param method the rule's name on the command line
 * @param winners the elected or funded options, in the order in which the rule chose them
 * @param tallies what every option has at the end, in the options' order
 */
public record Count(
    String method,
    List<Option> options,
    List<Integer> winners,
    List<Amount> tallies,
    List<Round> rounds,
    List<String> notes)
    implements Counted {
  public Count {
    options = List.copyOf(options);
    winners = List.copyOf(winners);
    tallies = List.copyOf(tallies);
    rounds = List.copyOf(rounds);
    notes = List.copyOf(notes);
  }

  /** The winners' ids, in order. */
  public List<String> winnerIds() {
    return winners.stream().map(winner -> options.get(winner).id()).toList();
  }

  /** The same count with these notes before its own. */
  public Count withNotes(List<String> before) {
    List<String> all = new java.util.ArrayList<>(before);
    all.addAll(notes);
    return new Count(method, options, winners, tallies, rounds, all);
  }
}
