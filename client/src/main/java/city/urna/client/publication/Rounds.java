package city.urna.client.publication;

import city.urna.client.publication.CertifiedResult.Option;
import city.urna.client.publication.CertifiedResult.Round;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The steps of a count, told from what was certified: of rules that spend a budget one for each
 * option, of others a single one (spec counting §1, §2).
 */
final class Rounds {
  private Rounds() {}

  static List<Integer> order(List<Option> options) {
    return IntStream.range(0, options.size())
        .boxed()
        .sorted((a, b) -> Long.compare(options.get(b).votes(), options.get(a).votes()))
        .toList();
  }

  static List<Round> of(List<Option> options, List<Integer> selected, Optional<String> budget) {
    if (budget.isEmpty()) {
      List<Integer> all = IntStream.range(0, options.size()).boxed().toList();
      return List.of(new Round(all, selected, List.of(), Optional.empty()));
    }
    List<Round> rounds = new ArrayList<>();
    BigDecimal left = new BigDecimal(budget.get());
    for (int place : order(options)) {
      boolean funded = selected.contains(place);
      if (funded) {
        left = left.subtract(new BigDecimal(options.get(place).cost().orElseThrow()));
      }
      List<Integer> it = List.of(place);
      rounds.add(
          new Round(
              it, funded ? it : List.of(), funded ? List.of() : it, Optional.of(decimal(left))));
    }
    return rounds;
  }

  /** The shortest form of a decimal. */
  static String decimal(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
