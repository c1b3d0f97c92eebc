package city.urna.verifier.count.method;

import city.urna.verifier.count.Amount;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Refusal;
import city.urna.verifier.count.Round;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How rounds speak of options. */
final class Phrases {
  private Phrases() {}

  static String name(List<Option> options, int option) {
    Option named = options.get(option);
    return named.id().equals(named.name()) ? named.id() : named.id() + " (" + named.name() + ")";
  }

  static String names(List<Option> options, List<Integer> chosen) {
    return chosen.stream().map(option -> name(options, option)).collect(Collectors.joining(", "));
  }

  static List<Round.Tally> tallies(List<Rational> totals) {
    return IntStream.range(0, totals.size())
        .mapToObj(option -> new Round.Tally(option, Amount.of(totals.get(option))))
        .toList();
  }

  static Round.Figure figure(String name, long value) {
    return new Round.Figure(name, Amount.of(value));
  }

  static Refusal wrongBallots(String method, String wanted, String found) {
    return new Refusal(
        method + " counts " + wanted + "; this file holds " + found + ".",
        "Choose a method that fits the ballots: `urna count --help` lists which fits which.");
  }
}
