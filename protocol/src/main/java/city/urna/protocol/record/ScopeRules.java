package city.urna.protocol.record;

import city.urna.protocol.records.Question;
import city.urna.protocol.records.Rule;
import city.urna.protocol.records.Scope;
import city.urna.protocol.records.Style;
import java.util.List;
import java.util.Set;

/** What a process may ask in one scope (spec records §7.2, ballots §1.5, counting). */
final class ScopeRules {
  private static final Set<String> SEATED = Set.of("plurality", "approval");
  private static final Set<String> GREEDY =
      Set.of("greedy", "greedy-no-skip", "greedy-threshold", "greedy-exclusive");
  private static final int MOST_ITEMS = 512;

  private ScopeRules() {}

  /** Whether the rule spends a budget, so that its items have costs. */
  static boolean isGreedy(Rule rule) {
    return GREEDY.contains(rule.getName());
  }

  static void check(Scope scope, List<String> languages, Demands demands) {
    List<String> questions = scope.getQuestionsList().stream().map(Question::getId).toList();
    demands
        .that(Identifiers.isId(scope.getId()), "not a scope's id")
        .that(!questions.isEmpty(), "a scope without question")
        .that(scope.getStylesCount() >= 1, "a scope without style")
        .distinct(questions, "a question twice")
        .distinct(scope.getStylesList().stream().map(Style::getId).toList(), "a style twice");
    for (Question question : scope.getQuestionsList()) {
      check(question, languages, demands);
    }
    for (Style style : scope.getStylesList()) {
      demands
          .that(Identifiers.isId(style.getId()), "not a style's id")
          .that(Definitions.areTexts(style.getNameList(), languages), "style: languages")
          .that(style.getQuestionsCount() >= 1, "a style without question")
          .that(inOrder(style.getQuestionsList(), questions), "a style's questions");
    }
  }

  private static void check(Question question, List<String> languages, Demands demands) {
    long min = Integer.toUnsignedLong(question.getMin());
    long max = Integer.toUnsignedLong(question.getMax());
    demands
        .that(Identifiers.isId(question.getId()), "not a question's id")
        .that(Definitions.areTexts(question.getTextList(), languages), "question: languages")
        .that(question.getMethod().equals("choose"), "unknown method")
        .that(max >= 1 && max <= MOST_ITEMS && min <= max, "min and max")
        .that(!question.getBlank() || min >= 1, "blanks counted apart need a min of 1 or more");
    check(question.getRule(), max, demands);
  }

  private static void check(Rule rule, long max, Demands demands) {
    boolean seated = SEATED.contains(rule.getName());
    boolean greedy = isGreedy(rule);
    demands
        .that(seated || greedy, "unknown rule")
        .that(seated == (rule.getSeats() != 0), "seats exactly for plurality and approval")
        .that(
            greedy ? Identifiers.isDecimal(rule.getBudget()) : rule.getBudget().isEmpty(),
            "a budget exactly for the greedy rules")
        .that(
            rule.getThreshold() == 0
                || GREEDY.contains(rule.getName()) && !rule.getName().equals("greedy"),
            "a threshold for a rule that knows none")
        .that(!rule.getName().equals("plurality") || max == 1, "plurality needs max 1")
        .that(rule.getTies().equals("item-order"), "unknown rule for ties");
  }

  /** Whether some are among all, in the same order and none twice. */
  private static boolean inOrder(List<String> some, List<String> all) {
    int next = 0;
    for (String one : some) {
      while (next < all.size() && !all.get(next).equals(one)) {
        next++;
      }
      if (next == all.size()) {
        return false;
      }
      next++;
    }
    return true;
  }
}
