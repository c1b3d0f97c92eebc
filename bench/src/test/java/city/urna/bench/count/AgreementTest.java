package city.urna.bench.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.method.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The platform's counts and the verifier's, written apart from the specification, on 1,000 random
 * elections a method: winners, tallies, and every round's tallies, decisions, figures and
 * transfers.
 */
class AgreementTest {
  private static final long ELECTIONS = 1_000;

  @ParameterizedTest
  @EnumSource
  void agreeInFull(Method method) {
    for (long seed = 0; seed < ELECTIONS; seed++) {
      BothCounts both = RandomBallots.draw(method, seed);
      assertEquals(List.of(), both.differences(), () -> "drawn from the seed above: " + both);
    }
  }

  /** The comparison sees one ballot more: somewhere in nearly every election it must. */
  @ParameterizedTest
  @EnumSource
  void oneBallotMoreIsADifference(Method method) {
    List<BothCounts> drawn =
        LongStream.range(0, 100)
            .mapToObj(seed -> RandomBallots.drawClean(method, seed))
            .filter(both -> both.ballots().size() > 0)
            .toList();
    long seen =
        drawn.stream()
            .filter(
                both ->
                    !BothCounts.differences(
                            both.with(oneMore(both.ballots())).platforms(), both.verifiers())
                        .isEmpty())
            .count();
    // A blank ballot, or one for what nobody can pay, may change nothing.
    assertTrue(seen * 2 > drawn.size(), seen + " of " + drawn.size());
  }

  private static Ballots oneMore(Ballots ballots) {
    return switch (ballots) {
      case Ballots.Approvals b -> new Ballots.Approvals(b.options(), oneMore(b.ballots()));
      case Ballots.Rankings b -> new Ballots.Rankings(b.options(), oneMore(b.ballots()));
      case Ballots.Points b -> new Ballots.Points(b.options(), oneMore(b.ballots()));
      case Ballots.Grades b -> new Ballots.Grades(b.options(), b.scale(), oneMore(b.ballots()));
    };
  }

  private static <B> List<B> oneMore(List<B> ballots) {
    List<B> more = new ArrayList<>(ballots);
    more.add(ballots.getLast());
    return more;
  }
}
