package city.urna.verifier.count.export;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.MarkRules;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rank;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rankings as a {@code .blt} file (I. D. Hill, B. A. Wichmann and D. R. Woodall, <i>Computer
 * Journal</i> 30, 1987; the form that OpenSTV and OpaVote read).
 *
 * <p>Unclear marks are settled as the count settled them, so that a program which knows neither
 * skipped ranks nor over-votes counts the same preferences; level options are kept (with {@code =})
 * where the method compares pairs or gives points.
 */
final class BltText {
  private BltText() {}

  static Export of(CountedFile counted) {
    if (!(counted.election().ballots() instanceof Ballots.Rankings rankings)) {
      return new Export.LeftOut("a .blt file holds rankings");
    }
    Optional<MarkRules> settled = settled(counted);
    Map<String, Long> alike = new LinkedHashMap<>();
    for (Ballots.Ranking ballot : rankings.ballots()) {
      if (settled.isEmpty() && ballot.ranks().stream().anyMatch(Rank::overvoted)) {
        return new Export.LeftOut("an over-vote that does not say for whom cannot stand in it");
      }
      String preferences =
          settled
              .map(rules -> rules.settle(ballot).stream().map(o -> o + 1 + " "))
              .orElseGet(() -> ballot.ranks().stream().map(BltText::rank))
              .collect(Collectors.joining());
      alike.merge(preferences, ballot.number(), Long::sum);
    }
    List<Option> options = rankings.options();
    StringBuilder text = new StringBuilder();
    text.append(options.size()).append(' ').append(counted.seats()).append('\n');
    alike.forEach((order, number) -> text.append(number).append(' ').append(order).append("0\n"));
    text.append("0\n");
    options.forEach(option -> text.append(quoted(option.name())).append('\n'));
    return new Export.Text(text.append(quoted(counted.title())).append('\n').toString());
  }

  /** How marks were settled, where the method reads one preference after another. */
  private static Optional<MarkRules> settled(CountedFile counted) {
    return switch (counted.count().method()) {
      case "schulze", "borda" -> Optional.empty();
      default ->
          counted
              .marks()
              .filter(rules -> rules.overvote() != MarkRules.Overvote.EXHAUST_IF_MULTIPLE);
    };
  }

  private static String rank(Rank rank) {
    return rank.isSkipped()
        ? "- "
        : rank.marked().stream().map(o -> String.valueOf(o + 1)).collect(Collectors.joining("="))
            + " ";
  }

  /** The format has no escape for the quotation mark. */
  private static String quoted(String name) {
    return '"' + name.replace('"', '\'').replaceAll("\\R", " ") + '"';
  }
}
