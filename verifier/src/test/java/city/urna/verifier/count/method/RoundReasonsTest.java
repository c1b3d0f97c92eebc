package city.urna.verifier.count.method;

import static city.urna.verifier.count.method.SmallElections.budget;
import static city.urna.verifier.count.method.SmallElections.elected;
import static city.urna.verifier.count.method.SmallElections.funded;
import static city.urna.verifier.count.method.SmallElections.grades;
import static city.urna.verifier.count.method.SmallElections.options;
import static city.urna.verifier.count.method.SmallElections.rankings;
import static city.urna.verifier.count.method.SmallElections.sets;
import static org.junit.jupiter.api.Assertions.assertEquals;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Round;
import city.urna.verifier.count.Tie;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the rounds say of themselves: ties where there are any, and nowhere else. */
class RoundReasonsTest {
  private static final String BY_ORDER = "by the order of the options.";

  private static List<List<String>> reasons(Count count) {
    return count.rounds().stream().map(Round::why).toList();
  }

  /** A has 3, B and C have 2 each, D has 1. */
  @Test
  void tiesAtTheLastSeat() {
    Ballots ballots = sets("ABCD", "2 AB", "1 AC", "1 CD");
    assertEquals(
        List.of(List.of("A has 3 and is elected.")), reasons(elected(Method.APPROVAL, ballots, 1)));
    assertEquals(
        List.of(
            List.of(
                "A has 3 and is elected.",
                "B has 2 and is elected.",
                "B, C are level at the last seat: decided " + BY_ORDER)),
        reasons(elected(Method.APPROVAL, ballots, 2)));
    assertEquals(
        List.of(
            List.of(
                "A has 3 and is elected.", "B has 2 and is elected.", "C has 2 and is elected.")),
        reasons(elected(Method.APPROVAL, ballots, 3)));
  }

  @Test
  void noSeatIsFilledByNobody() {
    Count count =
        Approval.onTotals(options("AB"), List.of(Rational.ONE, Rational.ONE), 0, Tie.inOrder(2));
    assertEquals(List.of(), count.winners());
    assertEquals(List.of(List.of()), reasons(count));
  }

  /** A project's name stands behind its id, unless they are the same. */
  @Test
  void projectsAreNamed() {
    Ballots ballots =
        new Ballots.Approvals(
            List.of(new Option("p1", "Park"), new Option("p2", "p2")),
            List.of(new Ballots.Approval(1, List.of(0, 1))));
    assertEquals(
        List.of(
            List.of("p1 (Park) costs 4, 7 are left: it is funded."),
            List.of("p2 costs 5, but only 3 are left.")),
        reasons(funded(Method.GREEDY, ballots, budget("7", "4", "5"))));
    assertEquals(
        List.of(
            List.of(
                "p1 (Park) has 1 and is elected.",
                "p1 (Park), p2 are level at the last seat: decided " + BY_ORDER)),
        reasons(elected(Method.APPROVAL, ballots, 1)));
  }

  /** A and B are preferred to each other by one ballot each, and to C by both. */
  @Test
  void schulzeNamesThoseThatNoneIsBetterThan() {
    String path =
        " is elected: its strongest path to every remaining option is at least as strong as the"
            + " one back.";
    assertEquals(
        List.of(
            List.of("No option is better than any of A, B: decided " + BY_ORDER, "A" + path),
            List.of("B" + path)),
        reasons(elected(Method.SCHULZE, rankings("ABC", "1 A>B>C", "1 B>A>C"), 2)));
  }

  /** A and B have the grades good, fair, poor; C has poor three times. */
  @Test
  void majorityJudgmentNamesTheSameGrades() {
    assertEquals(
        List.of(
            List.of(
                "A, B have the same grades: decided " + BY_ORDER,
                "A is elected with the majority-grade fair."),
            List.of("B is elected with the majority-grade fair.")),
        reasons(elected(Method.MAJORITY_JUDGMENT, grades("ABC", "1 012", "1 122", "1 202"), 2)));
  }

  /** Six ballots, two seats: the quota is ⌊6 ÷ 3⌋ + 1 = 3. */
  @Test
  void scottishSaysWhoFillsTheLastSeats() {
    assertEquals(
        List.of(
            List.of(
                "A has 5.00000, the quota is 3.00000: elected.",
                "B: as many candidates remain as seats, all are elected.")),
        reasons(elected(Method.STV_SCOTTISH, rankings("AB", "5 A", "1 B"), 2)));
    assertEquals(
        List.of(List.of("A has 6.00000, the quota is 3.00000: elected.")),
        reasons(elected(Method.STV_SCOTTISH, rankings("A", "6 A"), 2)));
  }

  /** One seat: nobody has more than half of 3, 1 and 3, nor of 2, 1 and 1. */
  @Test
  void meekDefeatsTheLowestAndNamesThoseLevel() {
    Count one = elected(Method.STV_MEEK, rankings("ABC", "3 A", "1 B>A", "3 C"), 1);
    assertEquals(List.of(1), one.rounds().getFirst().eliminated());
    assertEquals(
        List.of("B has fewest votes, 1.000000000, and is defeated."),
        one.rounds().getFirst().why());
    assertEquals(List.of("A"), one.winnerIds());
    Count level = elected(Method.STV_MEEK, rankings("ABC", "2 A", "1 B>A", "1 C"), 1);
    assertEquals(List.of(1), level.rounds().getFirst().eliminated());
    assertEquals(
        List.of(
            "B, C are level: decided for B " + BY_ORDER,
            "B has fewest votes, 1.000000000, and is defeated."),
        level.rounds().getFirst().why());
  }

  /** Two voters with 1 each: A costs one of them all, B the other. */
  @Test
  void equalSharesNameLevelProjects() {
    String pay = " and is bought: its supporters pay 1 for each point, or all they have.";
    assertEquals(
        List.of(
            List.of(
                "A, B are level: the cheapest goes first, then the one with most votes, then "
                    + BY_ORDER,
                "A costs 1" + pay),
            List.of("B costs 1" + pay)),
        reasons(funded(Method.MES, sets("AB", "1 A", "1 B"), budget("2", "1", "1"))));
  }

  /**
   * Three voters with 1 each: A costs them 0.5 each; B costs more than its one supporter has, C
   * more than its two have left.
   */
  @Test
  void equalSharesNameWhatCannotBePaid() {
    assertEquals(
        List.of(
            List.of(
                "A costs 1.5 and is bought: its supporters pay 0.5 for each point, or all they"
                    + " have.",
                "No longer affordable to their supporters: B."),
            List.of("Not affordable to their supporters: C.")),
        reasons(funded(Method.MES, sets("ABC", "2 AC", "1 AB"), budget("3", "1.5", "1.1", "1.2"))));
  }
}
