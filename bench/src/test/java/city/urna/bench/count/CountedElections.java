package city.urna.bench.count;

import city.urna.verifier.count.Amount;
import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Budget;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Rank;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Round;
import city.urna.verifier.count.method.Method;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Random elections as the verifier counts them, one a line: expectations for the platform's counts
 * where those stand alone. The platform's own have no part in it.
 */
final class CountedElections {
  /** How many elections of each method, besides the first without any ballot. */
  private static final int ELECTIONS = 12;

  /** The longest line. */
  private static final int LONGEST = 4_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private CountedElections() {}

  /** All of them. */
  static String text() {
    StringBuilder text = new StringBuilder();
    Arrays.stream(Method.values())
        .flatMap(CountedElections::of)
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static Stream<String> of(Method method) {
    Stream<String> some =
        drawn(method)
            .filter(both -> both.ballots().size() > 5)
            .map(CountedElections::line)
            .filter(line -> line.length() < LONGEST)
            .limit(ELECTIONS);
    Stream<String> none =
        drawn(method)
            .filter(both -> both.ballots().size() == 0)
            .limit(1)
            .map(CountedElections::line);
    return Stream.concat(some, none);
  }

  private static Stream<BothCounts> drawn(Method method) {
    return LongStream.range(0, 1_000).mapToObj(seed -> RandomBallots.draw(method, seed));
  }

  private static String line(BothCounts both) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("method", both.method().label());
    line.put("options", both.ballots().options().size());
    line.put("seats", both.seats());
    line.put("first", both.first());
    line.put("overvote", both.marks().overvote().name());
    line.put("skips", both.marks().skipsAllowed().orElse(-1));
    line.put("duplicateEnds", both.marks().duplicateExhausts());
    line.put("backwards", both.tie().backwards());
    line.put("order", both.tie().order());
    line.put("worth", both.utility().name());
    both.budget().ifPresent(budget -> line.put("budget", budget(budget)));
    line.put("ballots", ballots(both.ballots()));
    Count count = both.verifiers();
    line.put("winners", count.winners());
    line.put("tallies", count.tallies().stream().map(CountedElections::exact).toList());
    line.put("rounds", count.rounds().stream().map(CountedElections::round).toList());
    try {
      return JSON.writeValueAsString(line);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static Map<String, Object> budget(Budget budget) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("limit", exact(budget.limit()));
    members.put("costs", budget.costs().stream().map(CountedElections::exact).toList());
    members.put("threshold", exact(budget.threshold().orElseThrow()));
    members.put(
        "conflicts",
        budget.conflicts().stream().map(c -> c.stream().sorted()).map(Stream::toList).toList());
    return members;
  }

  /** By kind; each ballot with its number first. */
  private static Map<String, Object> ballots(Ballots ballots) {
    return switch (ballots) {
      case Ballots.Approvals sets ->
          Map.of(
              "sets", sets.ballots().stream().map(b -> List.of(b.number(), b.chosen())).toList());
      case Ballots.Rankings rankings ->
          Map.of(
              "rankings",
              rankings.ballots().stream()
                  .map(
                      b ->
                          List.of(
                              b.number(), b.ranks().stream().map(CountedElections::rank).toList()))
                  .toList());
      case Ballots.Points points ->
          Map.of(
              "points", points.ballots().stream().map(b -> List.of(b.number(), given(b))).toList());
      case Ballots.Grades grades ->
          Map.of(
              "grades",
              grades.ballots().stream().map(b -> List.of(b.number(), b.grades())).toList());
    };
  }

  private static Map<Integer, String> given(Ballots.Pointing ballot) {
    Map<Integer, String> given = new TreeMap<>();
    ballot.points().forEach((option, points) -> given.put(option, exact(points)));
    return given;
  }

  /** The options at a rank; −1 is an over-vote that names nobody. */
  private static List<Integer> rank(Rank rank) {
    List<Integer> marked = new ArrayList<>(rank.marked());
    if (rank.overvoted()) {
      marked.add(-1);
    }
    return marked;
  }

  private static Map<String, Object> round(Round round) {
    Map<String, Object> members = new LinkedHashMap<>();
    Map<Integer, String> tallies = new TreeMap<>();
    round.tallies().forEach(tally -> tallies.put(tally.option(), exact(tally.amount())));
    members.put("tallies", tallies);
    members.put("elected", round.elected());
    members.put("eliminated", round.eliminated().stream().sorted().toList());
    Map<String, String> figures = new TreeMap<>();
    round.figures().stream()
        .filter(figure -> figure.amount().value().signum() != 0)
        .forEach(figure -> figures.put(figure.name(), exact(figure.amount())));
    members.put("figures", figures);
    members.put(
        "transfers",
        round.transfers().stream()
            .map(move -> move.from() + " " + move.to().orElse(-1) + " " + exact(move.amount()))
            .sorted()
            .toList());
    return members;
  }

  private static String exact(Amount amount) {
    return exact(amount.value());
  }

  private static String exact(Rational number) {
    return number.numerator() + "/" + number.denominator();
  }
}
