package city.urna.protocol.count;

import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.record.Identifiers;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How totals become a selection (spec counting §1, §2). */
public sealed interface CountingRule permits MostVotes, Greedy {
  /**
   * Counts, with every round and its reasons.
   *
   * @param totals one number for each item, in ballot order
   */
  Outcome count(List<Fraction> totals, Ties ties);

  /**
   * The places of the selected items in the order of their selection; ties go to the item that
   * stands first.
   *
   * @param votes one number for each item, in ballot order
   */
  default List<Integer> select(List<Long> votes) {
    return count(votes.stream().map(Fraction::of).toList(), Ties.itemOrder(votes.size())).winners();
  }

  /**
   * Reads a question's rule with the items that it is about.
   *
   * @param items in ballot order
   */
  static Parsed<CountingRule> of(Rule rule, List<Item> items) {
    return switch (rule.getName()) {
      case "plurality", "approval" -> new Parsed.Ok<>(new MostVotes(rule.getSeats()));
      case "greedy" -> greedy(Greedy.Kind.PLAIN, rule, items);
      case "greedy-no-skip" -> greedy(Greedy.Kind.NO_SKIP, rule, items);
      case "greedy-threshold" -> greedy(Greedy.Kind.THRESHOLD, rule, items);
      case "greedy-exclusive" -> greedy(Greedy.Kind.EXCLUSIVE, rule, items);
      default -> new Parsed.Malformed<>("unknown rule " + rule.getName());
    };
  }

  private static Parsed<CountingRule> greedy(Greedy.Kind kind, Rule rule, List<Item> items) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      places.put(items.get(i).getId(), i);
    }
    List<Greedy.Project> projects = new ArrayList<>();
    for (Item item : items) {
      if (!Identifiers.isDecimal(item.getCost())
          || !places.keySet().containsAll(item.getConflictsList())) {
        return new Parsed.Malformed<>("a cost that is no decimal, or a conflict with a stranger");
      }
      Set<Integer> conflicts =
          item.getConflictsList().stream().map(places::get).collect(Collectors.toSet());
      projects.add(new Greedy.Project(new BigDecimal(item.getCost()), conflicts));
    }
    if (!Identifiers.isDecimal(rule.getBudget())) {
      return new Parsed.Malformed<>("a budget that is no decimal");
    }
    return new Parsed.Ok<>(
        new Greedy(kind, new BigDecimal(rule.getBudget()), rule.getThreshold(), projects));
  }
}
