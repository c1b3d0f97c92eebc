package city.urna.verifier.count.method;

import static city.urna.verifier.count.method.SmallElections.budget;
import static city.urna.verifier.count.method.SmallElections.count;
import static city.urna.verifier.count.method.SmallElections.election;
import static city.urna.verifier.count.method.SmallElections.funded;
import static city.urna.verifier.count.method.SmallElections.points;
import static city.urna.verifier.count.method.SmallElections.rational;
import static city.urna.verifier.count.method.SmallElections.sets;
import static city.urna.verifier.count.method.SmallElections.settings;
import static city.urna.verifier.count.method.SmallElections.withUtility;
import static org.junit.jupiter.api.Assertions.assertEquals;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Rational;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Money and prices of equal shares where doubles alone would be wrong (spec counting §15). */
class EqualSharesMoneyTest {
  /**
   * A costs its two supporters 1 each, B its one supporter 1.0000000001: A is bought first, though
   * B is cheaper, since the two are near each other and not level.
   */
  @Test
  void pricesThatDifferALittleAreNotLevel() {
    Ballots ballots = sets("AB", "2 A", "1 B");
    Count count =
        count(
            Counter.count(
                election(
                    ballots, OptionalInt.empty(), Optional.of(budget("3.3", "2", "1.0000000001"))),
                Method.MES,
                withUtility(settings(ballots), Utility.CARDINALITY)));
    assertEquals(List.of("A", "B"), count.winnerIds());
    assertEquals(1, count.rounds().getFirst().why().size());
  }

  /**
   * Two voters with 1,000,000 each. A costs them 900,000.02 each; that leaves the first 99,999.98,
   * just what B costs, though 1000000 − 900000.02 is a little less in doubles.
   */
  @Test
  void theLastCentPays() {
    Ballots ballots = sets("AB", "1 AB", "1 A");
    assertEquals(
        List.of("A", "B"),
        funded(Method.MES, ballots, budget("2000000", "1800000.04", "99999.98")).winnerIds());
  }

  /** The same with B dearer by a thousandth of a cent. */
  @Test
  void aThousandthOfACentShortDoesNotPay() {
    Ballots ballots = sets("AB", "1 AB", "1 A");
    Count count = funded(Method.MES, ballots, budget("2000000", "1800000.04", "99999.98001"));
    assertEquals(List.of("A"), count.winnerIds());
    assertEquals(List.of(1), count.rounds().getLast().eliminated());
  }

  /** Three voters with 5 points each for A, one with 2: 17 in all; halves make it 34. */
  @Test
  void pointsOfAllVotersAreAddedUp() {
    assertEquals(17, Support.of(points("AB", "3 A5", "1 A2,B1")).total(0));
    Support halves = Support.of(points("AB", "3 A5", "1 A2,B0.5"));
    assertEquals(34, halves.total(0));
    assertEquals(1, halves.total(1));
    assertEquals(Rational.of(2), halves.scale());
  }

  /**
   * Each voter has 10. At 4 a point the first two keep 6; at 7 all have too little and give all.
   */
  @Test
  void whoGaveAllHasNothing() {
    Purses purses = new Purses(Support.of(sets("AB", "2 AB", "3 B")), rational("10"));
    assertEquals(rational("10"), purses.money(0));
    assertEquals(0, purses.buy(0, rational("4")));
    assertEquals(rational("6"), purses.money(0));
    assertEquals(rational("10"), purses.money(1));
    assertEquals(2, purses.buy(1, rational("7")));
    assertEquals(Rational.ZERO, purses.money(0));
    assertEquals(rational("3"), purses.money(1));
  }
}
