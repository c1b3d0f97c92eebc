package city.urna.verifier.count.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import city.urna.verifier.count.Amount;
import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Budget;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Election;
import city.urna.verifier.count.MarkRules;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rank;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Round;
import city.urna.verifier.count.Tie;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The specification's counted elections (spec counting): outcomes on which this counter and the
 * platform's, written apart, agree to the last figure.
 */
class CountedElectionsTest {
  private static final List<String> GRADES = List.of("excellent", "good", "fair", "poor");

  @TestFactory
  List<DynamicTest> everyCountIsTheSpecifications() throws IOException {
    Path file =
        Path.of(System.getProperty("urna.root", "..")).resolve("docs/spec/examples/counted.jsonl");
    List<DynamicTest> tests = new ArrayList<>();
    for (String text : Files.readAllLines(file)) {
      JsonNode line = new ObjectMapper().readTree(text);
      String name = line.required("method").asText() + " " + tests.size();
      tests.add(DynamicTest.dynamicTest(name, () -> assertEquals(expected(line), found(line))));
    }
    return tests;
  }

  private static String expected(JsonNode line) {
    StringBuilder text = new StringBuilder();
    text.append(ints(line.required("winners"))).append(' ');
    text.append(texts(line.required("tallies"))).append('\n');
    for (JsonNode round : line.required("rounds")) {
      text.append(members(round.required("tallies"))).append(' ');
      text.append(ints(round.required("elected"))).append(' ');
      text.append(ints(round.required("eliminated"))).append(' ');
      text.append(members(round.required("figures"))).append(' ');
      text.append(new TreeSet<>(texts(round.required("transfers")))).append('\n');
    }
    return text.toString();
  }

  private static String found(JsonNode line) {
    Count count = count(line);
    StringBuilder text = new StringBuilder();
    text.append(count.winners()).append(' ');
    text.append(count.tallies().stream().map(CountedElectionsTest::exact).toList()).append('\n');
    for (Round round : count.rounds()) {
      SortedMap<String, String> tallies = new TreeMap<>();
      round
          .tallies()
          .forEach(tally -> tallies.put(String.valueOf(tally.option()), exact(tally.amount())));
      SortedMap<String, String> figures = new TreeMap<>();
      round.figures().stream()
          .filter(figure -> figure.amount().value().signum() != 0)
          .forEach(figure -> figures.put(figure.name(), exact(figure.amount())));
      Set<String> transfers = new TreeSet<>();
      round
          .transfers()
          .forEach(
              move ->
                  transfers.add(
                      move.from() + " " + move.to().orElse(-1) + " " + exact(move.amount())));
      text.append(tallies).append(' ').append(round.elected()).append(' ');
      text.append(round.eliminated().stream().sorted().toList()).append(' ');
      text.append(figures).append(' ').append(transfers).append('\n');
    }
    return text.toString();
  }

  private static Count count(JsonNode line) {
    Method method = Method.named(line.required("method").asText()).orElseThrow();
    int skips = line.required("skips").asInt();
    MarkRules marks =
        new MarkRules(
            MarkRules.Overvote.valueOf(line.required("overvote").asText()),
            skips < 0 ? OptionalInt.empty() : OptionalInt.of(skips),
            line.required("duplicateEnds").asBoolean());
    Tie tie =
        new Tie(line.required("backwards").asBoolean(), ints(line.required("order")), "the order");
    Election election =
        new Election(
            "",
            ballots(line),
            OptionalInt.of(line.required("seats").asInt()),
            OptionalInt.of(line.required("first").asInt()),
            Optional.empty(),
            line.has("budget") ? Optional.of(budget(line.required("budget"))) : Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    Settings settings =
        new Settings(
            OptionalInt.empty(),
            tie,
            marks,
            Utility.valueOf(line.required("worth").asText()),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty());
    return assertInstanceOf(Count.class, Counter.count(election, method, settings));
  }

  private static Budget budget(JsonNode budget) {
    List<Set<Integer>> conflicts = new ArrayList<>();
    budget.required("conflicts").forEach(items -> conflicts.add(Set.copyOf(ints(items))));
    return new Budget(
        rational(budget.required("limit").asText()),
        texts(budget.required("costs")).stream().map(CountedElectionsTest::rational).toList(),
        Optional.of(rational(budget.required("threshold").asText())),
        conflicts);
  }

  private static Ballots ballots(JsonNode line) {
    List<Option> options = new ArrayList<>();
    for (int option = 0; option < line.required("options").asInt(); option++) {
      options.add(Option.named(String.valueOf((char) ('A' + option))));
    }
    JsonNode ballots = line.required("ballots");
    Map.Entry<String, JsonNode> kind = ballots.properties().iterator().next();
    return switch (kind.getKey()) {
      case "sets" ->
          new Ballots.Approvals(
              options, each(kind.getValue(), (n, b) -> new Ballots.Approval(n, ints(b))));
      case "rankings" ->
          new Ballots.Rankings(
              options, each(kind.getValue(), (n, b) -> new Ballots.Ranking(n, ranks(b))));
      case "points" ->
          new Ballots.Points(
              options, each(kind.getValue(), (n, b) -> new Ballots.Pointing(n, given(b))));
      case "grades" ->
          new Ballots.Grades(
              options, GRADES, each(kind.getValue(), (n, b) -> new Ballots.Grading(n, ints(b))));
      default -> throw new AssertionError("unknown ballots in " + line);
    };
  }

  private static <B> List<B> each(JsonNode ballots, BiFunction<Long, JsonNode, B> read) {
    List<B> all = new ArrayList<>();
    ballots.forEach(b -> all.add(read.apply(b.required(0).asLong(), b.required(1))));
    return all;
  }

  private static List<Rank> ranks(JsonNode ranks) {
    List<Rank> read = new ArrayList<>();
    for (JsonNode rank : ranks) {
      List<Integer> marked = new ArrayList<>(ints(rank));
      boolean overvoted = marked.remove(Integer.valueOf(-1));
      read.add(new Rank(marked, overvoted));
    }
    return read;
  }

  private static SortedMap<Integer, Rational> given(JsonNode points) {
    SortedMap<Integer, Rational> given = new TreeMap<>();
    points
        .properties()
        .forEach(
            one -> given.put(Integer.valueOf(one.getKey()), rational(one.getValue().asText())));
    return given;
  }

  private static Rational rational(String text) {
    String[] parts = text.split("/");
    return Rational.of(Long.parseLong(parts[0])).dividedBy(Rational.of(Long.parseLong(parts[1])));
  }

  private static String exact(Amount amount) {
    return amount.value().numerator() + "/" + amount.value().denominator();
  }

  private static SortedMap<String, String> members(JsonNode object) {
    SortedMap<String, String> members = new TreeMap<>();
    object.properties().forEach(one -> members.put(one.getKey(), one.getValue().asText()));
    return members;
  }

  private static List<Integer> ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asInt).toList();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
