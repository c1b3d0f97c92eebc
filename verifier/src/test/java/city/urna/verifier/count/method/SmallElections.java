package city.urna.verifier.count.method;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Budget;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Counted;
import city.urna.verifier.count.Election;
import city.urna.verifier.count.MarkRules;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rank;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Refusal;
import city.urna.verifier.count.Tie;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Elections small enough to be counted by hand, each line of ballots as text: how many, and what is
 * on them. Options are single letters.
 */
final class SmallElections {
  private SmallElections() {}

  static List<Option> options(String letters) {
    return letters.chars().mapToObj(letter -> Option.named(Character.toString(letter))).toList();
  }

  /** Sets such as {@code 2 AB}; a number alone is blank ballots. */
  static Ballots.Approvals sets(String letters, String... lines) {
    return new Ballots.Approvals(
        options(letters),
        each(
            lines,
            (number, marks) ->
                new Ballots.Approval(
                    number, marks.chars().mapToObj(mark -> place(letters, mark)).toList())));
  }

  /** Rankings such as {@code 2 A>B=C}. */
  static Ballots.Rankings rankings(String letters, String... lines) {
    return new Ballots.Rankings(
        options(letters),
        each(
            lines,
            (number, marks) -> {
              List<Rank> ranks = new ArrayList<>();
              for (String rank : marks.split(">")) {
                String level = rank.replace("=", "");
                ranks.add(
                    new Rank(level.chars().mapToObj(mark -> place(letters, mark)).toList(), false));
              }
              return new Ballots.Ranking(number, ranks);
            }));
  }

  /** Points such as {@code 2 A3,B0.5}. */
  static Ballots.Points points(String letters, String... lines) {
    return new Ballots.Points(
        options(letters),
        each(
            lines,
            (number, marks) -> {
              SortedMap<Integer, Rational> given = new TreeMap<>();
              for (String one : marks.split(",")) {
                given.put(place(letters, one.charAt(0)), rational(one.substring(1)));
              }
              return new Ballots.Pointing(number, given);
            }));
  }

  /** Grades such as {@code 2 021}: option by option, 0 is good, 1 fair, 2 poor. */
  static Ballots.Grades grades(String letters, String... lines) {
    return new Ballots.Grades(
        options(letters),
        List.of("good", "fair", "poor"),
        each(
            lines,
            (number, marks) ->
                new Ballots.Grading(
                    number, marks.chars().mapToObj(Character::getNumericValue).toList())));
  }

  private static <B> List<B> each(String[] lines, BiFunction<Long, String, B> read) {
    return Arrays.stream(lines)
        .map(line -> line.split(" "))
        .map(parts -> read.apply(Long.parseLong(parts[0]), parts.length > 1 ? parts[1] : ""))
        .toList();
  }

  private static int place(String letters, int letter) {
    return letters.indexOf(letter);
  }

  static Rational rational(String decimal) {
    return Rational.parse(decimal).orElseThrow();
  }

  /** Money to spend, and what each project costs. */
  static Budget budget(String limit, String... costs) {
    return Budget.of(
        rational(limit),
        Arrays.stream(costs).map(SmallElections::rational).toList(),
        Optional.empty());
  }

  /** A file with these ballots and, where it states them, seats and a budget. */
  static Election election(Ballots ballots, OptionalInt seats, Optional<Budget> budget) {
    return new Election(
        "",
        ballots,
        seats,
        OptionalInt.empty(),
        Optional.empty(),
        budget,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  static Settings settings(Ballots ballots) {
    return Settings.with(Tie.inOrder(ballots.options().size()));
  }

  static Settings withSeats(Settings settings, int seats) {
    return new Settings(
        OptionalInt.of(seats),
        settings.tie(),
        settings.marks(),
        settings.utility(),
        settings.firstPoints(),
        settings.quota(),
        settings.threshold());
  }

  static Settings withMarks(Settings settings, MarkRules marks) {
    return new Settings(
        settings.seats(),
        settings.tie(),
        marks,
        settings.utility(),
        settings.firstPoints(),
        settings.quota(),
        settings.threshold());
  }

  static Settings withUtility(Settings settings, Utility utility) {
    return new Settings(
        settings.seats(),
        settings.tie(),
        settings.marks(),
        utility,
        settings.firstPoints(),
        settings.quota(),
        settings.threshold());
  }

  static Settings withQuota(Settings settings, GregoryRules.Quota quota) {
    return new Settings(
        settings.seats(),
        settings.tie(),
        settings.marks(),
        settings.utility(),
        settings.firstPoints(),
        Optional.of(quota),
        settings.threshold());
  }

  /** Elects so many, ties by the order of the options. */
  static Count elected(Method method, Ballots ballots, int seats) {
    return count(
        Counter.count(Election.of("", ballots), method, withSeats(settings(ballots), seats)));
  }

  /** Spends a budget, ties by the order of the projects. */
  static Count funded(Method method, Ballots ballots, Budget budget) {
    return count(
        Counter.count(
            election(ballots, OptionalInt.empty(), Optional.of(budget)),
            method,
            settings(ballots)));
  }

  static Count count(Counted counted) {
    return assertInstanceOf(Count.class, counted);
  }

  static Refusal refusal(Counted counted) {
    return assertInstanceOf(Refusal.class, counted);
  }
}
