package city.urna.verifier.count.method;

import static city.urna.verifier.count.method.SmallElections.budget;
import static city.urna.verifier.count.method.SmallElections.count;
import static city.urna.verifier.count.method.SmallElections.election;
import static city.urna.verifier.count.method.SmallElections.grades;
import static city.urna.verifier.count.method.SmallElections.points;
import static city.urna.verifier.count.method.SmallElections.rankings;
import static city.urna.verifier.count.method.SmallElections.refusal;
import static city.urna.verifier.count.method.SmallElections.sets;
import static city.urna.verifier.count.method.SmallElections.settings;
import static city.urna.verifier.count.method.SmallElections.withMarks;
import static city.urna.verifier.count.method.SmallElections.withSeats;
import static org.junit.jupiter.api.Assertions.assertEquals;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Budget;
import city.urna.verifier.count.Counted;
import city.urna.verifier.count.Election;
import city.urna.verifier.count.MarkRules;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Refusal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which elections each method counts, and what the reader of a refusal is told. */
class RefusedElectionsTest {
  private static final MarkRules ASKS_WHO_STANDS =
      new MarkRules(MarkRules.Overvote.EXHAUST_IF_MULTIPLE, OptionalInt.empty(), false);

  private static final Map<String, Ballots> BALLOTS =
      Map.of(
          "sets of options", sets("AB", "2 A", "1 B"),
          "rankings", rankings("AB", "2 A>B", "1 B"),
          "points", points("AB", "2 A3,B1", "1 B2"),
          "grades", grades("AB", "2 02", "1 20"));

  /** What a method says that it counts. */
  private static String wanted(Method method) {
    return switch (method) {
      case PLURALITY -> "single choices or rankings";
      case APPROVAL -> "sets of options";
      case SCORE -> "points";
      case BORDA, SCHULZE, IRV, STV_SCOTTISH, STV_WIGM, STV_MEEK -> "rankings";
      case MAJORITY_JUDGMENT -> "grades";
      case GREEDY, GREEDY_NO_SKIP, GREEDY_THRESHOLD, GREEDY_EXCLUSIVE, MES, MES_ADD1 ->
          "sets of projects, points or rankings";
    };
  }

  /** The ballots that it does count; a set is also one choice, or one point each. */
  private static Set<String> fitting(Method method) {
    return switch (method) {
      case PLURALITY -> Set.of("sets of options", "rankings");
      case SCORE -> Set.of("points", "sets of options");
      case APPROVAL, BORDA, SCHULZE, IRV, STV_SCOTTISH, STV_WIGM, STV_MEEK, MAJORITY_JUDGMENT ->
          Set.of(wanted(method));
      case GREEDY, GREEDY_NO_SKIP, GREEDY_THRESHOLD, GREEDY_EXCLUSIVE, MES, MES_ADD1 ->
          Set.of("sets of options", "points", "rankings");
    };
  }

  private static Budget budgetWithThreshold() {
    Budget plain = budget("3", "1", "1");
    return Budget.of(plain.limit(), plain.costs(), Optional.of(Rational.ONE));
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void otherBallotsAreRefusedByName(Method method) {
    BALLOTS.forEach(
        (found, ballots) -> {
          Election election =
              election(ballots, OptionalInt.empty(), Optional.of(budgetWithThreshold()));
          Counted counted = Counter.count(election, method, settings(ballots));
          if (fitting(method).contains(found)) {
            assertEquals(method.label(), count(counted).method(), found);
          } else {
            assertEquals(
                new Refusal(
                    method.label()
                        + " counts "
                        + wanted(method)
                        + "; this file holds "
                        + found
                        + ".",
                    "Choose a method that fits the ballots: `urna count --help` lists which fits"
                        + " which."),
                counted);
          }
        });
  }

  @Test
  void instantRunoffElectsOne() {
    Ballots ballots = BALLOTS.get("rankings");
    Election plain = Election.of("", ballots);
    assertEquals(
        new Refusal(
            "irv elects one option, not 2.",
            "Leave out --seats, or choose stv-scottish, stv-wigm or stv-meek."),
        Counter.count(plain, Method.IRV, withSeats(settings(ballots), 2)));
    assertEquals(
        List.of("A"),
        count(Counter.count(plain, Method.IRV, withSeats(settings(ballots), 1))).winnerIds());
    assertEquals(
        List.of("A", "B"),
        count(Counter.count(plain, Method.PLURALITY, withSeats(settings(ballots), 2))).winnerIds());
  }

  @Test
  void seatsThatOnlyTheFileStatesAreNoted() {
    Ballots ballots = BALLOTS.get("rankings");
    assertEquals(
        List.of("irv elects one option; the file's 3 seats are not looked at."),
        notes(Method.IRV, ballots, 3));
    assertEquals(List.of(), notes(Method.IRV, ballots, 1));
    assertEquals(List.of(), notes(Method.PLURALITY, ballots, 2));
  }

  private static List<String> notes(Method method, Ballots ballots, int seats) {
    Election election = election(ballots, OptionalInt.of(seats), Optional.empty());
    return count(Counter.count(election, method, settings(ballots))).notes();
  }

  /** Spec counting §3: exhaust-if-multiple is for irv only. */
  @Test
  void overvotesThatAskWhoStandsAreForInstantRunoff() {
    Ballots ballots = BALLOTS.get("rankings");
    Settings settings = withMarks(settings(ballots), ASKS_WHO_STANDS);
    Election election = Election.of("", ballots);
    for (Method method :
        EnumSet.of(Method.PLURALITY, Method.STV_SCOTTISH, Method.STV_WIGM, Method.STV_MEEK)) {
      assertEquals(
          new Refusal(
              method.label() + " reads each ballot once and cannot ask who is still in the count.",
              "Choose --overvote exhaust or --overvote skip."),
          Counter.count(election, method, settings));
    }
    for (Method method : EnumSet.of(Method.IRV, Method.BORDA, Method.SCHULZE)) {
      assertEquals(List.of("A"), count(Counter.count(election, method, settings)).winnerIds());
    }
  }

  @Test
  void whatSpendsNeedsABudget() {
    Ballots ballots = BALLOTS.get("sets of options");
    Election election = Election.of("", ballots);
    for (Method method : Method.values()) {
      if (method.spendsBudget()) {
        assertEquals(
            new Refusal(
                method.label() + " spends a budget, and this file has neither costs nor budget.",
                "Give a Pabulib .pb file, or choose a method that elects."),
            Counter.count(election, method, settings(ballots)));
      }
    }
  }

  /** Spec counting §2: greedy alone looks at no threshold, and says so where there is one. */
  @Test
  void thresholdsAreNeededOrNoted() {
    Ballots ballots = BALLOTS.get("sets of options");
    Election without = election(ballots, OptionalInt.empty(), Optional.of(budget("3", "1", "1")));
    Election with = election(ballots, OptionalInt.empty(), Optional.of(budgetWithThreshold()));
    assertEquals(
        new Refusal(
            "greedy-threshold needs a threshold, and the file states none.",
            "Give --threshold, or choose greedy."),
        Counter.count(without, Method.GREEDY_THRESHOLD, settings(ballots)));
    assertEquals(
        List.of("greedy looks at no threshold; greedy-threshold would."),
        count(Counter.count(with, Method.GREEDY, settings(ballots))).notes());
    assertEquals(
        List.of(), count(Counter.count(without, Method.GREEDY, settings(ballots))).notes());
  }

  /** Equal shares keep sums of points in 60 bits: 2⁵⁹ is the largest power of two that fits. */
  @Test
  void pointsTooManyToBeSharedExactly() {
    Refusal tooFine =
        new Refusal(
            "The points are too fine or too many to be shared exactly.",
            "Give points with fewer digits.");
    String most = Long.toString(1L << 59);
    assertEquals(List.of("A"), count(shared("1 A" + most)).winnerIds());
    assertEquals(tooFine, shared("2 A" + most));
    assertEquals(tooFine, shared("1 A" + most, "1 A1"));
    assertEquals(tooFine, shared("1 A" + (1L << 60)));
    // A tenth of a point makes ten times as many of every other.
    assertEquals(tooFine, shared("1 A" + most, "1 A0.1"));
  }

  private static Counted shared(String... lines) {
    Ballots ballots = points("A", lines);
    Election election = election(ballots, OptionalInt.empty(), Optional.of(budget("2", "1")));
    return Counter.count(election, Method.MES, settings(ballots));
  }

  /**
   * Two voters share a budget of a billion, so each has 500,000,000; one of them alone wants the
   * project that costs it all, and could pay it after 500,000,000 runs of add-1.
   */
  @Test
  void unitsOfMoneyTooSmallToBeAddedOneByOne() {
    Ballots ballots = sets("A", "1 A", "1");
    Election election =
        election(ballots, OptionalInt.empty(), Optional.of(budget("1000000000", "1000000000")));
    assertEquals(
        new Refusal(
            "Adding one unit of money to each voter 5000000 times completes nothing.",
            "Give costs and budget in a larger unit, thousands for example."),
        refusal(Counter.count(election, Method.MES_ADD1, settings(ballots))));
  }
}
