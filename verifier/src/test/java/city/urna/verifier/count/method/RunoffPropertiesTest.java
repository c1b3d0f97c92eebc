package city.urna.verifier.count.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.MarkRules;
import city.urna.verifier.count.RandomElections;
import city.urna.verifier.count.Rank;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Round;
import city.urna.verifier.count.Tie;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Instant run-off and RCTab's transfers, on 300 elections each. */
class RunoffPropertiesTest {
  private static final int ELECTIONS = 300;

  private static Count runoff(Ballots.Rankings ballots, MarkRules marks) {
    return assertInstanceOf(
        Count.class,
        InstantRunoff.onBallots(ballots, marks, Tie.inOrder(ballots.options().size())));
  }

  @Test
  void runoffIsTheRecursionOfItsDefinition() {
    for (long seed = 0; seed < ELECTIONS; seed++) {
      RandomElections random = new RandomElections(seed);
      int n = random.from(1, 6);
      Ballots.Rankings ballots = random.rankings(n, random.from(1, 15));
      List<Integer> all = IntStream.range(0, n).boxed().toList();
      Count count = runoff(ballots, MarkRules.DEFAULT);
      assertEquals(List.of(winner(ballots, all)), count.winners(), "seed " + seed);
    }
  }

  private static int winner(Ballots.Rankings ballots, List<Integer> remaining) {
    long active = 0;
    long[] votes = new long[ballots.options().size()];
    for (Ballots.Ranking ballot : ballots.ballots()) {
      for (Rank rank : ballot.ranks()) {
        if (remaining.contains(rank.marked().getFirst())) {
          votes[rank.marked().getFirst()] += ballot.number();
          active += ballot.number();
          break;
        }
      }
    }
    for (int option : remaining) {
      if (2 * votes[option] > active || remaining.size() == 1) {
        return option;
      }
    }
    if (remaining.size() == 2) {
      return votes[remaining.get(1)] > votes[remaining.get(0)]
          ? remaining.get(1)
          : remaining.get(0);
    }
    int last = remaining.getFirst();
    for (int option : remaining) {
      if (votes[option] < votes[last]) {
        last = option;
      }
    }
    List<Integer> rest = new ArrayList<>(remaining);
    rest.remove(Integer.valueOf(last));
    return winner(ballots, rest);
  }

  @Test
  void aMajorityOfFirstPreferencesWins() {
    int seen = 0;
    for (long seed = 0; seed < 2 * ELECTIONS; seed++) {
      RandomElections random = new RandomElections(seed);
      int n = random.from(2, 5);
      Ballots.Rankings ballots = random.rankings(n, random.from(1, 7));
      Count count = runoff(ballots, MarkRules.DEFAULT);
      long active = 0;
      long[] first = new long[n];
      for (Ballots.Ranking ballot : ballots.ballots()) {
        if (!ballot.ranks().isEmpty()) {
          first[ballot.ranks().getFirst().marked().getFirst()] += ballot.number();
          active += ballot.number();
        }
      }
      for (int option = 0; option < n; option++) {
        if (2 * first[option] > active) {
          seen++;
          assertEquals(List.of(option), count.winners(), "seed " + seed);
          assertEquals(1, count.rounds().size(), "seed " + seed);
        }
      }
    }
    assertTrue(seen > 100, "too few majorities to mean anything: " + seen);
  }

  /** Later-no-harm: naming more options after the winner does not unseat it. */
  @Test
  void laterPreferencesDoNoHarm() {
    int changed = 0;
    for (long seed = 0; seed < ELECTIONS; seed++) {
      RandomElections random = new RandomElections(seed);
      int n = random.from(3, 6);
      Ballots.Rankings ballots = random.rankings(n, random.from(3, 15));
      int winner = runoff(ballots, MarkRules.DEFAULT).winners().getFirst();
      List<Ballots.Ranking> longer = new ArrayList<>();
      for (Ballots.Ranking ballot : ballots.ballots()) {
        List<Rank> ranks = new ArrayList<>(ballot.ranks());
        if (!ranks.isEmpty() && ranks.getLast().marked().contains(winner)) {
          for (int option = n - 1; option >= 0; option--) {
            Rank added = Rank.of(option);
            if (!ranks.contains(added)) {
              ranks.add(added);
              changed++;
            }
          }
        }
        longer.add(new Ballots.Ranking(ballot.number(), ranks));
      }
      Count count = runoff(new Ballots.Rankings(ballots.options(), longer), MarkRules.DEFAULT);
      assertEquals(List.of(winner), count.winners(), "seed " + seed);
    }
    assertTrue(changed > 300, "too few preferences added to mean anything: " + changed);
  }

  @Test
  void noBallotIsLostUnderAnyReadingOfUnclearMarks() {
    for (long seed = 0; seed < ELECTIONS; seed++) {
      RandomElections random = new RandomElections(seed);
      int n = random.from(1, 6);
      Ballots.Rankings ballots = random.messyRankings(n, random.from(0, 20));
      MarkRules marks = marks(random);
      Count count = runoff(ballots, marks);
      for (Round round : count.rounds()) {
        assertEquals(Rational.of(ballots.size()), everything(round), "seed " + seed);
      }
    }
  }

  @Test
  void noVoteIsLostInTransfersToSeveralSeats() {
    for (long seed = 0; seed < ELECTIONS; seed++) {
      RandomElections random = new RandomElections(seed);
      int n = random.from(3, 7);
      int seats = random.from(2, 3);
      Ballots.Rankings ballots = random.messyRankings(n, random.from(1, 25));
      RankedChoiceRules.Mode mode =
          seed % 2 == 0
              ? RankedChoiceRules.Mode.MANY_WINNERS_A_ROUND
              : RankedChoiceRules.Mode.ONE_WINNER_A_ROUND;
      RankedChoiceRules rules =
          new RankedChoiceRules(
              "rctab",
              mode,
              seats,
              marks(random),
              random.from(1, 5),
              seed % 3 == 0,
              false,
              false,
              false,
              Optional.empty(),
              false,
              false,
              OptionalInt.empty(),
              BigDecimal.ZERO,
              Set.of(),
              OptionalInt.empty());
      Count count =
          assertInstanceOf(Count.class, RankedChoice.onBallots(ballots, rules, Tie.backwards(n)));
      assertEquals(seats, count.winners().size(), "seed " + seed);
      for (Round round : count.rounds()) {
        assertEquals(Rational.of(ballots.size()), everything(round), "seed " + seed);
      }
    }
  }

  private static MarkRules marks(RandomElections random) {
    return new MarkRules(
        MarkRules.Overvote.values()[random.from(0, 2)],
        random.from(0, 1) == 0 ? OptionalInt.empty() : OptionalInt.of(random.from(0, 2)),
        random.from(0, 1) == 0);
  }

  /** Votes of all options, of inactive ballots, and what rounding set aside. */
  private static Rational everything(Round round) {
    Rational sum = Rational.ZERO;
    for (Round.Tally tally : round.tallies()) {
      sum = sum.plus(tally.amount().value());
    }
    for (Round.Figure figure : round.figures()) {
      if (!figure.name().equals("threshold")) {
        sum = sum.plus(figure.amount().value());
      }
    }
    return sum;
  }
}
