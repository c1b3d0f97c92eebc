package city.urna.bench;

import city.urna.client.definition.ProcessFile;
import city.urna.client.definition.ProcessFile.ItemText;
import city.urna.client.definition.ProcessFile.QuestionText;
import city.urna.client.definition.ProcessFile.RuleText;
import city.urna.client.definition.ProcessFile.ScopeText;
import city.urna.client.definition.ProcessFile.StyleText;
import city.urna.client.demo.VoterPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The election that is measured: one question with five options, of which one or two are chosen.
 */
final class MeasuredProcess {
  static final String STYLE = "all";
  private static final int OPTIONS = 5;

  private MeasuredProcess() {}

  /** So many voters, the options in turn. */
  static List<VoterPlan> voters(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new VoterPlan(
                    "B-%06d".formatted(i),
                    STYLE,
                    Map.of("park", List.of("o" + i % OPTIONS)),
                    Map.of(),
                    false))
        .toList();
  }

  static ProcessFile file() {
    RuleText rule = new RuleText("approval", 1, Optional.empty(), 0, "item-order");
    List<ItemText> items =
        IntStream.range(0, OPTIONS)
            .mapToObj(
                i ->
                    new ItemText(
                        "o" + i,
                        Map.of("en", "Option " + i),
                        Map.of(),
                        Optional.empty(),
                        List.of()))
            .toList();
    QuestionText question =
        new QuestionText("park", Map.of("en", "Which one?"), "choose", 1, 2, true, rule, items);
    StyleText style = new StyleText(STYLE, Map.of("en", "All"), List.of("park"));
    return new ProcessFile(
        "bench",
        List.of("en"),
        Map.of("en", "Measurement"),
        Map.of("en", "Measurement"),
        "CC-BY-4.0",
        2,
        2,
        List.of(new ScopeText("ballot", List.of(style), List.of(question), Optional.empty())));
  }
}
