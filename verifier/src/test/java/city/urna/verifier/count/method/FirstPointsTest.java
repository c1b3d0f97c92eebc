package city.urna.verifier.count.method;

import static city.urna.verifier.count.method.SmallElections.budget;
import static city.urna.verifier.count.method.SmallElections.count;
import static city.urna.verifier.count.method.SmallElections.elected;
import static city.urna.verifier.count.method.SmallElections.rankings;
import static org.junit.jupiter.api.Assertions.assertEquals;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Tie;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * What a first place is worth where nobody says (spec counting §6): of three options 2, so two
 * ballots A, B give A four points, B two and C none.
 */
class FirstPointsTest {
  private static final Ballots BALLOTS = rankings("ABC", "2 A>B");
  private static final List<String> POINTS = List.of("4", "2", "0");

  private static List<String> tallies(Count count) {
    return count.tallies().stream().map(Object::toString).toList();
  }

  @Test
  void borda() {
    assertEquals(POINTS, tallies(elected(Method.BORDA, BALLOTS, 1)));
  }

  @Test
  void greedy() {
    assertEquals(
        POINTS,
        tallies(
            count(
                Greedy.onBallots(
                    BALLOTS,
                    OptionalInt.empty(),
                    budget("3", "1", "1", "1"),
                    Greedy.Rule.GREEDY,
                    Tie.inOrder(3)))));
  }

  @Test
  void equalShares() {
    Count count =
        count(
            EqualShares.onBallots(
                BALLOTS,
                OptionalInt.empty(),
                budget("3", "1", "1", "1"),
                Utility.COST,
                false,
                Tie.inOrder(3)));
    assertEquals(POINTS, tallies(count));
    assertEquals(List.of("A", "B"), count.winnerIds());
  }
}
