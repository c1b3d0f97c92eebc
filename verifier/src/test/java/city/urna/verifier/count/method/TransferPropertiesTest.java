package city.urna.verifier.count.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.MarkRules;
import city.urna.verifier.count.RandomElections;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Round;
import city.urna.verifier.count.Tie;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The single transferable vote: against a count paper by paper, and by what must hold in every
 * round, on 300 elections each.
 */
class TransferPropertiesTest {
  private static final int ELECTIONS = 300;

  @Test
  void scottishIsACountPaperByPaper() {
    paperByPaper(GregoryRules.SCOTTISH);
  }

  @Test
  void exactGregoryIsACountPaperByPaper() {
    paperByPaper(GregoryRules.EXACT);
  }

  private static void paperByPaper(GregoryRules rules) {
    for (long seed = 0; seed < ELECTIONS; seed++) {
      RandomElections random = new RandomElections(seed);
      int n = random.from(2, 7);
      int seats = random.from(1, 4);
      Ballots.Rankings ballots = random.messyRankings(n, random.from(1, 30));
      Count count =
          assertInstanceOf(
              Count.class,
              Gregory.onBallots(ballots, rules, seats, MarkRules.DEFAULT, Tie.inOrder(n)));
      Papers papers = new Papers(ballots, rules, seats);
      papers.count();
      String at = rules.name() + ", seed " + seed;
      assertEquals(
          papers.elected.stream().sorted().toList(),
          count.winners().stream().sorted().toList(),
          at);
      List<Rational> tallies = count.tallies().stream().map(amount -> amount.value()).toList();
      assertEquals(List.of(papers.votes), tallies, at);
      conserved(count, seats, at);
    }
  }

  /**
   * In every round: votes + exhausted + cut off = valid papers; nobody is elected below the quota.
   */
  private static void conserved(Count count, int seats, String at) {
    Round last = count.rounds().getLast();
    for (Round round : count.rounds()) {
      Rational sum =
          round.tallies().stream()
              .map(tally -> tally.amount().value())
              .reduce(Rational.ZERO, Rational::plus);
      sum = sum.plus(round.figure("exhausted").orElseThrow().value());
      sum = sum.plus(round.figure("lostToRounding").orElseThrow().value());
      assertEquals(round.figure("valid").orElseThrow().value(), sum, at);
      Rational quota = round.figure("quota").orElseThrow().value();
      for (int elected : round.elected()) {
        Rational votes = round.tally(elected).orElseThrow().value();
        assertTrue(votes.compareTo(quota) >= 0 || round == last, at);
      }
    }
    assertEquals(Math.min(seats, count.options().size()), count.winners().size(), at);
  }

  /** Rules 45 to 52, one paper at a time, without parcels. */
  private static final class Papers {
    final List<List<Integer>> preferences = new ArrayList<>();
    final List<Rational> values = new ArrayList<>();
    final List<Integer> holders = new ArrayList<>();
    final List<Integer> elected = new ArrayList<>();
    final List<Integer> done = new ArrayList<>();
    final Rational[] votes;
    final GregoryRules rules;
    final int seats;
    final Rational quota;

    Papers(Ballots.Rankings ballots, GregoryRules rules, int seats) {
      this.rules = rules;
      this.seats = seats;
      this.votes = new Rational[ballots.options().size()];
      Arrays.fill(votes, Rational.ZERO);
      for (Ballots.Ranking ballot : ballots.ballots()) {
        List<Integer> order = MarkRules.DEFAULT.settle(ballot);
        for (long one = 0; one < ballot.number() && !order.isEmpty(); one++) {
          preferences.add(order);
          values.add(Rational.ONE);
          holders.add(order.getFirst());
          votes[order.getFirst()] = votes[order.getFirst()].plus(Rational.ONE);
        }
      }
      Rational valid = Rational.of(preferences.size());
      Rational share = valid.dividedBy(Rational.of(seats + 1L));
      this.quota =
          rules == GregoryRules.SCOTTISH ? Rational.of(share.floor()).plus(Rational.ONE) : share;
    }

    List<Integer> hopeful() {
      return IntStream.range(0, votes.length)
          .filter(option -> !elected.contains(option) && !done.contains(option))
          .boxed()
          .toList();
    }

    boolean reached(int option) {
      int against = votes[option].compareTo(quota);
      return rules == GregoryRules.SCOTTISH ? against >= 0 : against > 0;
    }

    void count() {
      while (true) {
        hopeful().stream()
            .filter(this::reached)
            .sorted(Comparator.<Integer, Rational>comparing(o -> votes[o]).reversed())
            .forEach(elected::add);
        if (elected.size() >= seats) {
          return;
        }
        if (hopeful().size() <= seats - elected.size()) {
          elected.addAll(hopeful());
          return;
        }
        List<Integer> pending =
            elected.stream()
                .filter(o -> !done.contains(o) && votes[o].compareTo(quota) > 0)
                .sorted()
                .toList();
        if (pending.isEmpty()) {
          exclude();
        } else {
          int from = pending.getFirst();
          for (int option : pending) {
            from = votes[option].compareTo(votes[from]) > 0 ? option : from;
          }
          surplus(from);
        }
      }
    }

    void surplus(int from) {
      done.add(from);
      Rational before = votes[from];
      Rational surplus = before.minus(quota);
      votes[from] = quota;
      for (int paper = 0; paper < holders.size(); paper++) {
        if (holders.get(paper) == from) {
          Rational value = values.get(paper).times(surplus).dividedBy(before);
          values.set(paper, rules == GregoryRules.SCOTTISH ? value.truncated(5) : value);
          move(paper);
        }
      }
    }

    void exclude() {
      int lowest = hopeful().getFirst();
      for (int option : hopeful()) {
        lowest = votes[option].compareTo(votes[lowest]) < 0 ? option : lowest;
      }
      done.add(lowest);
      votes[lowest] = Rational.ZERO;
      for (int paper = 0; paper < holders.size(); paper++) {
        if (holders.get(paper) == lowest) {
          move(paper);
        }
      }
    }

    void move(int paper) {
      List<Integer> order = preferences.get(paper);
      int holder = holders.get(paper);
      holders.set(paper, -1);
      for (int option : order.subList(order.indexOf(holder) + 1, order.size())) {
        if (hopeful().contains(option)) {
          holders.set(paper, option);
          votes[option] = votes[option].plus(values.get(paper));
          return;
        }
      }
    }
  }

  /** Meek: what is not exhausted is with somebody; whoever is elected holds the quota. */
  @Test
  void meekFillsTheSeatsAndLosesNothing() {
    for (long seed = 0; seed < ELECTIONS; seed++) {
      RandomElections random = new RandomElections(seed);
      int n = random.from(2, 7);
      int seats = random.from(1, 4);
      Ballots.Rankings ballots = random.messyRankings(n, random.from(1, 30));
      Count count =
          assertInstanceOf(
              Count.class, Meek.onBallots(ballots, seats, MarkRules.DEFAULT, Tie.inOrder(n)));
      String at = "seed " + seed;
      assertEquals(Math.min(seats, n), count.winners().size(), at);
      List<Integer> elected = new ArrayList<>();
      for (Round round : count.rounds()) {
        Rational sum = round.figure("exhausted").orElseThrow().value();
        for (Round.Tally tally : round.tallies()) {
          sum = sum.plus(tally.amount().value());
        }
        assertEquals(round.figure("valid").orElseThrow().value(), sum, at);
        Rational quota = round.figure("quota").orElseThrow().value();
        for (int option : round.elected()) {
          boolean bySeatsLeft = round == count.rounds().getLast();
          boolean byQuota = round.tally(option).orElseThrow().value().compareTo(quota) >= 0;
          assertTrue(byQuota || bySeatsLeft, at);
        }
        if (round.elected().isEmpty()) {
          for (int option : elected) {
            Rational over = round.tally(option).orElseThrow().value().minus(quota);
            assertTrue(over.compareTo(Rational.of(-1).dividedBy(Rational.of(1000))) > 0, at);
          }
        }
        elected.addAll(round.elected());
      }
      assertEquals(elected, count.winners(), at);
    }
  }

  /** The same preferences counted by all three rules elect a majority's favourite to one seat. */
  @Test
  void allRulesSeatAMajority() {
    for (long seed = 0; seed < ELECTIONS; seed++) {
      RandomElections random = new RandomElections(seed);
      int n = random.from(2, 5);
      Ballots.Rankings ballots = random.rankings(n, random.from(1, 9));
      long[] first = new long[n];
      long valid = 0;
      for (Ballots.Ranking ballot : ballots.ballots()) {
        if (!ballot.ranks().isEmpty()) {
          first[ballot.ranks().getFirst().marked().getFirst()] += ballot.number();
          valid += ballot.number();
        }
      }
      for (int option = 0; option < n; option++) {
        if (2 * first[option] > valid) {
          for (Count count :
              List.of(
                  counted(ballots, GregoryRules.SCOTTISH),
                  counted(ballots, GregoryRules.EXACT),
                  assertInstanceOf(
                      Count.class,
                      Meek.onBallots(ballots, 1, MarkRules.DEFAULT, Tie.inOrder(n))))) {
            assertEquals(List.of(option), count.winners(), "seed " + seed);
          }
        }
      }
    }
  }

  private static Count counted(Ballots.Rankings ballots, GregoryRules rules) {
    return assertInstanceOf(
        Count.class,
        Gregory.onBallots(
            ballots, rules, 1, MarkRules.DEFAULT, Tie.inOrder(ballots.options().size())));
  }
}
