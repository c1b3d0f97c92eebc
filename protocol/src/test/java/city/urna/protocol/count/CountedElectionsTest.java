package city.urna.protocol.count;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The elections of {@code docs/spec/examples/counted.jsonl}, as the verifier counts them, which
 * shares nothing with these counts but the specification: winners, tallies, and every round to its
 * last figure. (The room {@code bench} draws the elections, holds the file to the verifier and
 * compares both counts on many more.)
 */
class CountedElectionsTest {
  @TestFactory
  List<DynamicTest> everyCountIsTheVerifiers() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode line : elections()) {
      String name = line.required("method").asText() + " " + tests.size();
      tests.add(DynamicTest.dynamicTest(name, () -> assertEquals(expected(line), found(line))));
    }
    return tests;
  }

  @Test
  void everyMethodIsThere() {
    Set<String> methods = new TreeSet<>();
    elections().forEach(line -> methods.add(line.required("method").asText()));
    assertEquals(16, methods.size());
  }

  private static List<JsonNode> elections() {
    Path file =
        Path.of(System.getProperty("urna.root", "..")).resolve("docs/spec/examples/counted.jsonl");
    try {
      ObjectMapper mapper = new ObjectMapper();
      List<JsonNode> lines = new ArrayList<>();
      for (String line : Files.readAllLines(file)) {
        lines.add(mapper.readTree(line));
      }
      return lines;
    } catch (IOException broken) {
      throw new AssertionError(broken);
    }
  }

  // What is expected and what is found, as the same text.

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
    Outcome outcome = count(line);
    StringBuilder text = new StringBuilder();
    text.append(outcome.winners()).append(' ');
    text.append(outcome.tallies().stream().map(CountedElectionsTest::exact).toList()).append('\n');
    for (Round round : outcome.rounds()) {
      SortedMap<String, String> tallies = new TreeMap<>();
      round.tallies().forEach((option, votes) -> tallies.put(option.toString(), exact(votes)));
      SortedMap<String, String> figures = new TreeMap<>();
      round.figures().stream()
          .filter(figure -> figure.amount().signum() != 0)
          .forEach(figure -> figures.put(name(figure), exact(figure.amount())));
      Set<String> transfers = new TreeSet<>();
      round
          .transfers()
          .forEach(
              move ->
                  transfers.add(
                      move.from() + " " + move.to().orElse(-1) + " " + exact(move.votes())));
      text.append(tallies).append(' ').append(round.elected()).append(' ');
      text.append(round.eliminated().stream().sorted().toList()).append(' ');
      text.append(figures).append(' ').append(transfers).append('\n');
    }
    return text.toString();
  }

  /** As the verifier names a figure; its options are A, B, C … */
  private static String name(Round.Figure figure) {
    List<Integer> about = figure.about();
    return switch (figure.name()) {
      case "ballots", "path" ->
          figure.name() + ": " + letter(about.getFirst()) + " over " + letter(about.getLast());
      case "keeps" -> "keeps: " + letter(about.getFirst());
      case "grade" ->
          letter(about.getFirst())
              + ": "
              + List.of("excellent", "good", "fair", "poor").get(about.getLast());
      default -> figure.name();
    };
  }

  private static char letter(int option) {
    return (char) ('A' + option);
  }

  private static String exact(Fraction fraction) {
    return fraction.numerator() + "/" + fraction.denominator();
  }

  private static SortedMap<String, String> members(JsonNode object) {
    SortedMap<String, String> members = new TreeMap<>();
    object.properties().forEach(member -> members.put(member.getKey(), member.getValue().asText()));
    return members;
  }

  // The count.

  private static Outcome count(JsonNode line) {
    Ties ties = new Ties(line.required("backwards").asBoolean(), ints(line.required("order")));
    int seats = line.required("seats").asInt();
    MostVotes most = new MostVotes(seats);
    Marks marks = marks(line);
    return switch (line.required("method").asText()) {
      case "plurality" ->
          line.required("ballots").has("sets")
              ? most.plurality(sets(line), ties)
              : most.plurality(rankings(line), marks, ties);
      case "approval" -> most.approval(sets(line), ties);
      case "score", "borda" -> most.count(points(line).totals(), ties);
      case "schulze" -> Schulze.count(rankings(line), seats, ties);
      case "irv" -> InstantRunoff.count(rankings(line), marks, ties);
      case "stv-scottish" -> Gregory.SCOTTISH.count(rankings(line), seats, marks, ties);
      case "stv-wigm" -> Gregory.EXACT.count(rankings(line), seats, marks, ties);
      case "stv-meek" -> Meek.count(rankings(line), seats, marks, ties);
      case "majority-judgment" -> MajorityJudgment.count(grades(line), seats, ties);
      case "greedy" -> greedy(Greedy.Kind.PLAIN, line, ties);
      case "greedy-no-skip" -> greedy(Greedy.Kind.NO_SKIP, line, ties);
      case "greedy-threshold" -> greedy(Greedy.Kind.THRESHOLD, line, ties);
      case "greedy-exclusive" -> greedy(Greedy.Kind.EXCLUSIVE, line, ties);
      case "mes" -> equalShares(line, false).count(points(line), ties).orThrow();
      case "mes-add1" -> equalShares(line, true).count(points(line), ties).orThrow();
      default -> throw new AssertionError("unknown method in " + line);
    };
  }

  private static Marks marks(JsonNode line) {
    int skips = line.required("skips").asInt();
    return new Marks(
        switch (line.required("overvote").asText()) {
          case "EXHAUST" -> Marks.Overvote.ENDS;
          case "SKIP" -> Marks.Overvote.PASSED_OVER;
          case "EXHAUST_IF_MULTIPLE" -> Marks.Overvote.ENDS_IF_SEVERAL_STAND;
          default -> throw new AssertionError("unknown rule in " + line);
        },
        skips < 0 ? OptionalInt.empty() : OptionalInt.of(skips),
        line.required("duplicateEnds").asBoolean());
  }

  private static Outcome greedy(Greedy.Kind kind, JsonNode line, Ties ties) {
    JsonNode budget = line.required("budget");
    List<Greedy.Project> projects = new ArrayList<>();
    Iterator<JsonNode> conflicts = budget.required("conflicts").iterator();
    for (String cost : texts(budget.required("costs"))) {
      projects.add(new Greedy.Project(decimal(cost), Set.copyOf(ints(conflicts.next()))));
    }
    long threshold = decimal(budget.required("threshold").asText()).longValueExact();
    return new Greedy(kind, decimal(budget.required("limit").asText()), threshold, projects)
        .count(points(line).totals(), ties);
  }

  private static EqualShares equalShares(JsonNode line, boolean addOne) {
    JsonNode budget = line.required("budget");
    return new EqualShares(
        decimal(budget.required("limit").asText()),
        texts(budget.required("costs")).stream().map(CountedElectionsTest::decimal).toList(),
        line.required("worth").asText().equals("COST")
            ? EqualShares.Worth.COST
            : EqualShares.Worth.ONE,
        addOne);
  }

  // The ballots.

  private static Ballots.Sets sets(JsonNode line) {
    return new Ballots.Sets(
        options(line), alike(line, "sets", chosen -> new TreeSet<>(ints(chosen))));
  }

  private static Ballots.Rankings rankings(JsonNode line) {
    return new Ballots.Rankings(
        options(line),
        alike(
            line,
            "rankings",
            ranks ->
                StreamSupport.stream(ranks.spliterator(), false)
                    .map(CountedElectionsTest::rank)
                    .toList()));
  }

  private static Ballots.Rank rank(JsonNode rank) {
    TreeSet<Integer> marked = new TreeSet<>(ints(rank));
    boolean unreadable = marked.remove(-1);
    return new Ballots.Rank(marked, unreadable);
  }

  private static Ballots.Grades grades(JsonNode line) {
    return new Ballots.Grades(options(line), 4, alike(line, "grades", CountedElectionsTest::ints));
  }

  private static Ballots.Points points(JsonNode line) {
    JsonNode ballots = line.required("ballots");
    if (ballots.has("sets")) {
      return sets(line).asPoints();
    }
    if (ballots.has("rankings")) {
      return rankings(line).asPoints(line.required("first").asLong());
    }
    return new Ballots.Points(options(line), alike(line, "points", CountedElectionsTest::given));
  }

  private static SortedMap<Integer, Fraction> given(JsonNode points) {
    SortedMap<Integer, Fraction> given = new TreeMap<>();
    for (Map.Entry<String, JsonNode> member : points.properties()) {
      given.put(Integer.valueOf(member.getKey()), fraction(member.getValue().asText()));
    }
    return given;
  }

  private static int options(JsonNode line) {
    return line.required("options").asInt();
  }

  private static <B> List<Ballots.Alike<B>> alike(
      JsonNode line, String kind, Function<JsonNode, ? extends B> read) {
    List<Ballots.Alike<B>> alike = new ArrayList<>();
    for (JsonNode ballot : line.required("ballots").required(kind)) {
      alike.add(new Ballots.Alike<>(ballot.required(0).asLong(), read.apply(ballot.required(1))));
    }
    return alike;
  }

  private static Fraction fraction(String text) {
    String[] parts = text.split("/");
    return new Fraction(new BigInteger(parts[0]), new BigInteger(parts[1]));
  }

  private static BigDecimal decimal(String text) {
    Fraction fraction = fraction(text);
    return new BigDecimal(fraction.numerator()).divide(new BigDecimal(fraction.denominator()));
  }

  private static List<Integer> ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asInt).toList();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
