package city.urna.verifier.count.method;

import static city.urna.verifier.count.method.SmallElections.count;
import static city.urna.verifier.count.method.SmallElections.elected;
import static city.urna.verifier.count.method.SmallElections.rankings;
import static city.urna.verifier.count.method.SmallElections.settings;
import static city.urna.verifier.count.method.SmallElections.withQuota;
import static city.urna.verifier.count.method.SmallElections.withSeats;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Election;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Round;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Transfers of votes where a limit is met to the last place (spec counting §11 to §13). */
class TransferLimitsTest {
  private static String figure(Round round, String name) {
    return round.figure(name).orElseThrow().toString();
  }

  /** Eight ballots, three seats: 8 ÷ 4 = 2, ⌊8 ÷ 4⌋ + 1 = 3, 8 ÷ 3. */
  @Test
  void anotherQuotaCanBeSet() {
    Ballots ballots = rankings("ABCD", "5 A>B", "1 B", "1 C", "1 D");
    Settings settings = withSeats(settings(ballots), 3);
    Election election = Election.of("", ballots);
    Count plain = count(Counter.count(election, Method.STV_WIGM, settings));
    assertEquals("2", figure(plain.rounds().getFirst(), "quota"));
    Map.of(
            GregoryRules.Quota.EXACT, "2",
            GregoryRules.Quota.DROOP, "3",
            GregoryRules.Quota.HARE, "2.666666666667")
        .forEach(
            (quota, votes) -> {
              Count count =
                  count(Counter.count(election, Method.STV_WIGM, withQuota(settings, quota)));
              assertEquals("stv-wigm", count.method());
              assertEquals(votes, figure(count.rounds().getFirst(), "quota"));
            });
  }

  /**
   * 105,183 ballots, two seats: the quota is 35,061.000000001. A has 52,372 and keeps
   * 35,061.000000001 ÷ 52,372, rounded up 0.669460781. B gets 44,379 × 0.330539219 =
   * 14,669.000000001 and has the quota to the billionth, which elects.
   */
  @Test
  void meekElectsWhoHasTheQuotaExactly() {
    Count count =
        elected(Method.STV_MEEK, rankings("ABC", "44379 A>B", "7993 A>C", "20392 B", "32419 C"), 2);
    Round last = count.rounds().getLast();
    assertEquals(2, count.rounds().size());
    assertEquals("0.669460781", figure(last, "keeps: A"));
    assertEquals("35061.000000001", figure(last, "quota"));
    assertEquals("35061.000000001", last.tally(1).orElseThrow().toString());
    assertEquals(List.of(1), last.elected());
    assertEquals(List.of("A", "B"), count.winnerIds());
  }

  /**
   * 40 ballots, two seats; A has 18 and is elected. What A keeps falls towards 25 ÷ 39, pass by
   * pass. At 0.641025718 A has 11.538462924 and 15 × 0.358974282 are exhausted, so the quota is (40
   * − 5.384614230) ÷ 3 cut off plus 10⁻⁹, 11.538461924: the surplus is a millionth and not below
   * it. One more pass: A keeps 0.641025718 × 11.538461924 ÷ 11.538462924, rounded up 0.641025663,
   * has 11.538461934, the quota is 11.538461649, the surplus 0.000000285.
   */
  @Test
  void meekGoesOnAtASurplusOfAMillionth() {
    Count count =
        elected(Method.STV_MEEK, rankings("ABCD", "15 A", "3 A>C", "10 B", "5 C", "7 D"), 2);
    Round second = count.rounds().get(1);
    assertEquals(List.of(2), second.eliminated());
    assertEquals("0.641025663", figure(second, "keeps: A"));
    assertEquals("11.538461934", second.tally(0).orElseThrow().toString());
    assertEquals("11.538461649", figure(second, "quota"));
    assertEquals("0.000000285", figure(second, "surplus"));
  }

  /**
   * 12,000 ballots, two seats: the quota is 4,000.000000001. A has 6,000 and keeps two thirds,
   * rounded up 0.666666667, that is 4,000.000002. The surplus of 0.000001999 is not below a
   * millionth, but a smaller part with nine places does not leave A the quota: it no longer falls,
   * and D, the lowest, is defeated.
   */
  @Test
  void meekEndsWhereTheSurplusNoLongerFalls() {
    Ballots ballots = rankings("ABCD", "6000 A>B", "1900 B", "3500 C", "600 D");
    Count count =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> elected(Method.STV_MEEK, ballots, 2));
    Round second = count.rounds().get(1);
    assertEquals("0.666666667", figure(second, "keeps: A"));
    assertEquals("0.000001999", figure(second, "surplus"));
    assertEquals(List.of(3), second.eliminated());
  }

  /** Three papers at 1 and two at a half are four votes; they can be taken away once. */
  @Test
  void papersAreTakenOnce() {
    Parcels.Papers three = new Parcels.Papers(3, List.of(0, 1), 0);
    Parcels.Papers two = new Parcels.Papers(2, List.of(2, 0, 1), 1);
    Rational half = Rational.of(1).dividedBy(Rational.of(2));
    Parcels parcels = new Parcels();
    parcels.add(Rational.ONE, List.of(three));
    parcels.add(half, List.of(two));
    assertEquals(Rational.of(4), parcels.votes());
    assertEquals(
        Map.of(Rational.ONE, List.of(three), half, List.of(two)), parcels.takeAll(Rational.of(3)));
    assertEquals(Rational.of(3), parcels.votes());
    assertEquals(Map.of(), parcels.takeAll(Rational.ZERO));
  }
}
