package city.urna.verifier.check;

import city.urna.verifier.count.Budget;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Tie;
import city.urna.verifier.count.method.Approval;
import city.urna.verifier.count.method.Greedy;
import city.urna.verifier.count.method.Plurality;
import city.urna.verifier.records.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Applies a question's rule to its totals with the verifier's own counts (spec counting). */
sealed interface Recount {
  /**
   * The outcome, with the count that led to it.
   *
   * @param ids in the order of selection
   */
  record Selected(List<String> ids, Count count) implements Recount {}

  record Refused(String reason) implements Recount {}

  static Recount of(Frozen.Question question, List<Long> votes) {
    List<Option> options =
        question.items().stream().map(item -> new Option(item.id(), item.label())).toList();
    List<Rational> totals = votes.stream().map(Rational::of).toList();
    Tie tie = Tie.inOrder(options.size());
    Rule rule = question.rule();
    return switch (rule.getName()) {
      case "plurality" -> selected(Plurality.onTotals(options, totals, seats(rule, options), tie));
      case "approval" -> selected(Approval.onTotals(options, totals, seats(rule, options), tie));
      case "greedy" -> greedy(question, options, totals, Greedy.Rule.GREEDY, tie);
      case "greedy-no-skip" -> greedy(question, options, totals, Greedy.Rule.NO_SKIP, tie);
      case "greedy-threshold" -> greedy(question, options, totals, Greedy.Rule.THRESHOLD, tie);
      case "greedy-exclusive" -> greedy(question, options, totals, Greedy.Rule.EXCLUSIVE, tie);
      default -> new Refused("unknown rule " + rule.getName());
    };
  }

  /** A u32 as written; more seats than options select every option. */
  private static int seats(Rule rule, List<Option> options) {
    return (int) Math.min(Integer.toUnsignedLong(rule.getSeats()), options.size());
  }

  /** A u64 as written. */
  private static Rational threshold(Rule rule) {
    return Rational.of(new BigDecimal(Long.toUnsignedString(rule.getThreshold())));
  }

  private static Recount greedy(
      Frozen.Question question,
      List<Option> options,
      List<Rational> totals,
      Greedy.Rule rule,
      Tie tie) {
    List<String> ids = options.stream().map(Option::id).toList();
    List<Rational> costs = new ArrayList<>();
    List<Set<Integer>> conflicts = new ArrayList<>();
    for (Frozen.Item item : question.items()) {
      costs.add(Rational.of(new BigDecimal(item.cost())));
      Set<Integer> rivals = new HashSet<>();
      item.conflicts().forEach(rival -> rivals.add(ids.indexOf(rival)));
      conflicts.add(rivals);
    }
    Budget budget =
        new Budget(
            Rational.of(new BigDecimal(question.rule().getBudget())),
            costs,
            Optional.of(threshold(question.rule())),
            conflicts);
    return selected(Greedy.onTotals(options, totals, budget, rule, tie));
  }

  private static Selected selected(Count count) {
    return new Selected(count.winnerIds(), count);
  }
}
