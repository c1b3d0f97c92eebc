package city.urna.verifier.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Applies a question's rule to its totals (spec counting). */
sealed interface Recount {
  record Selected(List<String> ids) implements Recount {}

  record Refused(String reason) implements Recount {}

  static Recount of(Frozen.Question question, List<Long> votes) {
    List<Integer> order =
        IntStream.range(0, votes.size())
            .boxed()
            .sorted((a, b) -> Long.compare(votes.get(b), votes.get(a)))
            .toList();
    List<String> ids = new ArrayList<>();
    if (!ProcessRules.isBudgeted(question.rule())) {
      order.stream()
          .limit(question.rule().getSeats())
          .forEach(i -> ids.add(question.items().get(i).id()));
      return new Selected(ids);
    }
    BigDecimal left = new BigDecimal(question.rule().getBudget());
    for (int i : order) {
      BigDecimal cost = new BigDecimal(question.items().get(i).cost());
      if (cost.compareTo(left) <= 0) {
        left = left.subtract(cost);
        ids.add(question.items().get(i).id());
      }
    }
    return new Selected(ids);
  }
}
