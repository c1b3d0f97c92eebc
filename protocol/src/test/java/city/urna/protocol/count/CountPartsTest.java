package city.urna.protocol.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.count.Ballots.Alike;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Rule;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Fractions, lots, and what counts refuse to begin with. */
class CountPartsTest {
  @Test
  void fractionsAreReducedAndWritten() {
    assertEquals(Fraction.of(1, 2), Fraction.of(-3, -6));
    assertEquals(BigInteger.TWO, Fraction.of(3, -6).denominator());
    assertEquals("0.333333333333", Fraction.of(1, 3).toString());
    assertEquals("0.666666666667", Fraction.of(2, 3).toString());
    assertEquals("-2.5", Fraction.of(-5, 2).toString());
    assertEquals("1200", Fraction.of(1200).toString());
    assertEquals(Fraction.of(1200), Fraction.of(new BigDecimal("1.2E3")));
    assertEquals(Fraction.of(1, 8), Fraction.of(new BigDecimal("0.125")));
    assertEquals(Fraction.of(1, 6), Fraction.of(2, 3).minus(Fraction.of(1, 2)));
    assertEquals(Fraction.of(4, 3), Fraction.of(2, 3).over(Fraction.of(1, 2)));
    assertThrows(IllegalArgumentException.class, () -> Fraction.of(1, 0));
    assertThrows(IllegalArgumentException.class, () -> Fraction.ONE.over(Fraction.ZERO));
  }

  @Test
  void fractionsAreCutDownward() {
    assertEquals(Fraction.of(-3), Fraction.of(-5, 2).floor());
    assertEquals(Fraction.of(-2), Fraction.of(-2).floor());
    assertEquals(Fraction.of(2), Fraction.of(5, 2).floor());
    assertEquals(Fraction.of(66, 100), Fraction.of(2, 3).cutOff(2));
    assertEquals(Fraction.of(-67, 100), Fraction.of(-2, 3).cutOff(2));
  }

  /**
   * The order of the digests, as {@code printf 'urna-tie\0%s\0%s' seed id | sha256sum} gives them:
   * seed "lot", ids a, b, c.
   */
  @Test
  void theLotIsTheOrderOfTheDigests() {
    Ties ties = Ties.lot(true, Bytes.ofUtf8("lot"), List.of("a", "b", "c"));
    assertEquals(new Ties(true, List.of(1, 0, 2)), ties);
    assertEquals(List.of(0, 1, 2), Ties.itemOrder(3).order());
    assertThrows(IllegalArgumentException.class, () -> new Ties(true, List.of(0, 2)));
    assertThrows(IllegalArgumentException.class, () -> new Ties(true, List.of(0, 0)));
  }

  @Test
  void rulesThatAreNoneAreMalformed() {
    Item item = Item.newBuilder().setId("a").setCost("1.5").build();
    Rule rule = Rule.newBuilder().setName("greedy").setBudget("10").build();
    assertInstanceOf(Parsed.Ok.class, CountingRule.of(rule, List.of(item)));
    assertEquals(
        "unknown rule lottery", malformed(rule.toBuilder().setName("lottery").build(), item));
    assertEquals(
        "a budget that is no decimal", malformed(rule.toBuilder().setBudget("ten").build(), item));
    String wrong = "a cost that is no decimal, or a conflict with a stranger";
    assertEquals(wrong, malformed(rule, item.toBuilder().setCost("").build()));
    assertEquals(wrong, malformed(rule, item.toBuilder().addConflicts("b").build()));
  }

  private static String malformed(Rule rule, Item item) {
    return assertInstanceOf(Parsed.Malformed.class, CountingRule.of(rule, List.of(item))).reason();
  }

  @Test
  void pointsThatCannotBeSharedExactlyAreRefused() {
    EqualShares rule =
        new EqualShares(BigDecimal.TEN, List.of(BigDecimal.ONE), EqualShares.Worth.ONE, false);
    long largest = (1L << 60) - 1;
    assertInstanceOf(
        Parsed.Ok.class, rule.count(points(1, Fraction.of(largest)), Ties.itemOrder(1)));
    for (Ballots.Points tooMany :
        List.of(
            points(1, Fraction.of(largest + 1)),
            points(2, Fraction.of(largest)),
            points(1, Fraction.of(1, largest + 1)))) {
      assertEquals(
          new Parsed.Malformed<>("points too fine or too many to be shared exactly"),
          rule.count(tooMany, Ties.itemOrder(1)));
    }
    assertEquals(
        List.of(),
        rule.count(new Ballots.Points(1, List.of()), Ties.itemOrder(1)).orThrow().rounds());
  }

  private static Ballots.Points points(long number, Fraction given) {
    return new Ballots.Points(1, List.of(new Alike<>(number, new TreeMap<>(Map.of(0, given)))));
  }

  @Test
  void whatDoesNotFitTogetherIsAProgrammersError() {
    EqualShares shares = new EqualShares(BigDecimal.TEN, List.of(), EqualShares.Worth.ONE, false);
    assertThrows(
        IllegalArgumentException.class,
        () -> shares.count(points(1, Fraction.ONE), Ties.itemOrder(1)));
    Greedy greedy = new Greedy(Greedy.Kind.PLAIN, BigDecimal.TEN, 0, List.of());
    assertThrows(
        IllegalArgumentException.class,
        () -> greedy.count(List.of(Fraction.ONE), Ties.itemOrder(1)));
    assertThrows(IllegalArgumentException.class, () -> new Alike<>(0, ""));
    Marks asksWhoStands =
        new Marks(Marks.Overvote.ENDS_IF_SEVERAL_STAND, OptionalInt.empty(), false);
    assertThrows(IllegalArgumentException.class, () -> asksWhoStands.preferences(List.of()));
  }

  @Test
  void ballotsAreCounted() {
    assertEquals(
        5,
        new Ballots.Sets(
                1,
                List.of(new Alike<>(2, new TreeSet<>()), new Alike<>(3, new TreeSet<>(Set.of(0)))))
            .number());
    assertEquals(4, points(4, Fraction.ONE).number());
    assertEquals(6, new Ballots.Grades(1, 2, List.of(new Alike<>(6, List.of(1)))).number());
  }

  @Test
  void anOvervoteMayDependOnWhoStands() {
    Marks marks = new Marks(Marks.Overvote.ENDS_IF_SEVERAL_STAND, OptionalInt.empty(), false);
    List<Ballots.Rank> ranks = List.of(Ballots.Rank.of(0, 1), Ballots.Rank.of(2));
    Marks.Reading overvote = new Marks.Reading.Nobody(Marks.Why.OVERVOTE);
    assertEquals(overvote, marks.read(ranks, _ -> true));
    assertEquals(new Marks.Reading.For(1), marks.read(ranks, option -> option > 0));
    assertEquals(new Marks.Reading.For(2), marks.read(ranks, option -> option == 2));
    assertEquals(
        new Marks.Reading.Nobody(Marks.Why.EXHAUSTED), marks.read(ranks, option -> option > 2));
    List<Ballots.Rank> unreadable = List.of(new Ballots.Rank(new TreeSet<>(), true));
    assertEquals(overvote, marks.read(unreadable, _ -> false));
  }

  /** Every pair of options with up to six ballots and three grades, median after median. */
  @Test
  void gradesAreComparedAsIfMediansWereTakenAway() {
    for (int ballots = 1; ballots <= 6; ballots++) {
      List<List<Integer>> all = sorted(ballots, 0);
      for (List<Integer> one : all) {
        for (List<Integer> other : all) {
          List<Alike<List<Integer>>> given = new ArrayList<>();
          for (int ballot = 0; ballot < ballots; ballot++) {
            given.add(new Alike<>(1, List.of(one.get(ballot), other.get(ballot))));
          }
          int winner =
              MajorityJudgment.count(new Ballots.Grades(2, 3, given), 1, Ties.itemOrder(2))
                  .winners()
                  .getFirst();
          assertEquals(removing(one, other) <= 0 ? 0 : 1, winner, one + " and " + other);
        }
      }
    }
  }

  /** All ascending lists of so many of the grades from this one to 2. */
  private static List<List<Integer>> sorted(int size, int from) {
    if (size == 0) {
      return List.of(List.of());
    }
    List<List<Integer>> all = new ArrayList<>();
    for (int grade = from; grade < 3; grade++) {
      for (List<Integer> rest : sorted(size - 1, grade)) {
        List<Integer> grades = new ArrayList<>(rest);
        grades.addFirst(grade);
        all.add(grades);
      }
    }
    return all;
  }

  /** Negative where the first is better: of two middle grades the worse one goes. */
  private static int removing(List<Integer> one, List<Integer> other) {
    List<Integer> mine = new ArrayList<>(one);
    List<Integer> theirs = new ArrayList<>(other);
    while (!mine.isEmpty()) {
      int difference = mine.remove(mine.size() / 2) - theirs.remove(theirs.size() / 2);
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }
}
