package city.urna.verifier.count.method;

import city.urna.verifier.count.Amount;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Round;
import city.urna.verifier.count.Tie;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The step that many rules end with: the options with the highest totals are elected. */
final class MostVotes {
  private MostVotes() {}

  /** All options, highest total first, level ones in the tie rule's order. */
  static List<Integer> order(List<Rational> totals, Tie tie) {
    return IntStream.range(0, totals.size())
        .boxed()
        .sorted(
            Comparator.<Integer, Rational>comparing(totals::get)
                .reversed()
                .thenComparing(tie.order()::indexOf))
        .toList();
  }

  static Count elect(
      String method,
      List<Option> options,
      List<Rational> totals,
      int seats,
      Tie tie,
      List<Round.Figure> figures) {
    if (totals.size() != options.size()) {
      throw new IllegalArgumentException("one total for each option");
    }
    List<Integer> order = order(totals, tie);
    int filled = Math.min(seats, order.size());
    List<Integer> winners = order.subList(0, filled);
    List<String> why = new ArrayList<>();
    for (int winner : winners) {
      why.add(Phrases.name(options, winner) + " has " + totals.get(winner) + " and is elected.");
    }
    if (filled > 0 && filled < order.size()) {
      Rational last = totals.get(order.get(filled - 1));
      if (totals.get(order.get(filled)).equals(last)) {
        List<Integer> level = order.stream().filter(i -> totals.get(i).equals(last)).toList();
        why.add(
            Phrases.names(options, level)
                + " are level at the last seat: decided by "
                + tie.orderName()
                + ".");
      }
    }
    Round round = new Round(Phrases.tallies(totals), winners, List.of(), figures, List.of(), why);
    List<Amount> tallies = totals.stream().map(Amount::of).toList();
    return new Count(method, options, winners, tallies, List.of(round), List.of());
  }
}
