package city.urna.verifier.count.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Budget;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.RandomElections;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Tie;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The method of equal shares against the definition, voter by voter in fractions, and by what its
 * payments must keep to, on 300 elections for each utility and completion.
 */
class EqualSharesPropertiesTest {
  private static final int ELECTIONS = 300;

  @Test
  void outcomesAreThoseOfTheDefinition() {
    for (long seed = 0; seed < ELECTIONS; seed++) {
      RandomElections random = new RandomElections(seed);
      int n = random.from(1, 7);
      int lines = random.from(1, 12);
      Ballots ballots = seed % 2 == 0 ? random.approvals(n, lines) : random.points(n, lines);
      Budget budget = random.budget(n);
      for (Utility utility : Utility.values()) {
        for (boolean addOne : new boolean[] {false, true}) {
          String at = utility + ", add-1 " + addOne + ", seed " + seed;
          Count count =
              assertInstanceOf(
                  Count.class,
                  EqualShares.onBallots(
                      ballots, OptionalInt.empty(), budget, utility, addOne, Tie.inOrder(n)));
          Shares shares = outcome(ballots, budget, utility, addOne);
          assertEquals(shares.bought, count.winners(), at);
          keepsItsPromises(shares, budget, at);
        }
      }
    }
  }

  /**
   * Nobody pays more than the endowment or for what they do not support; every bought project is
   * paid in full; and no project that is not bought could still be paid by its supporters, so the
   * payments are a price system in the sense of priceability.
   */
  private static void keepsItsPromises(Shares shares, Budget budget, String at) {
    for (int project : shares.bought) {
      Rational paid = Rational.ZERO;
      for (int voter = 0; voter < shares.money.length; voter++) {
        Rational payment = shares.payments.get(voter).getOrDefault(project, Rational.ZERO);
        assertTrue(payment.signum() >= 0, at);
        assertTrue(payment.signum() == 0 || shares.supports(voter, project), at);
        paid = paid.plus(payment);
      }
      assertEquals(budget.costs().get(project), paid, at);
    }
    for (int voter = 0; voter < shares.money.length; voter++) {
      Rational all =
          shares.payments.get(voter).values().stream().reduce(Rational.ZERO, Rational::plus);
      assertTrue(all.compareTo(shares.endowment) <= 0, at);
      assertEquals(shares.endowment.minus(all), shares.money[voter], at);
    }
    for (int project = 0; project < budget.costs().size(); project++) {
      if (!shares.bought.contains(project)) {
        assertTrue(shares.behind(project).compareTo(budget.costs().get(project)) < 0, at);
      }
    }
  }

  private static Shares outcome(Ballots ballots, Budget budget, Utility utility, boolean addOne) {
    List<SortedMap<Integer, Rational>> voters = voters(ballots);
    Rational share = budget.limit().dividedBy(Rational.of(voters.size()));
    Shares now = new Shares(voters, budget, utility, share);
    while (addOne && !now.exhaustive()) {
      share = share.plus(Rational.ONE);
      Shares next = new Shares(voters, budget, utility, share);
      if (next.spent().compareTo(budget.limit()) > 0) {
        break;
      }
      now = next;
    }
    return now;
  }

  private static List<SortedMap<Integer, Rational>> voters(Ballots ballots) {
    List<SortedMap<Integer, Rational>> voters = new ArrayList<>();
    switch (ballots) {
      case Ballots.Approvals approvals -> {
        for (Ballots.Approval ballot : approvals.ballots()) {
          for (long one = 0; one < ballot.number(); one++) {
            SortedMap<Integer, Rational> points = new TreeMap<>();
            ballot.chosen().forEach(option -> points.put(option, Rational.ONE));
            voters.add(points);
          }
        }
      }
      case Ballots.Points points -> {
        for (Ballots.Pointing ballot : points.ballots()) {
          for (long one = 0; one < ballot.number(); one++) {
            voters.add(ballot.points());
          }
        }
      }
      case Ballots.Rankings _, Ballots.Grades _ -> throw new AssertionError("not drawn");
    }
    return voters;
  }

  /** One run, voter by voter. */
  private static final class Shares {
    final List<SortedMap<Integer, Rational>> voters;
    final Budget budget;
    final Rational endowment;
    final Rational[] money;
    final List<Map<Integer, Rational>> payments = new ArrayList<>();
    final List<Integer> bought = new ArrayList<>();

    Shares(
        List<SortedMap<Integer, Rational>> voters,
        Budget budget,
        Utility utility,
        Rational endowment) {
      this.voters = voters;
      this.budget = budget;
      this.endowment = endowment;
      this.money = new Rational[voters.size()];
      Arrays.fill(money, endowment);
      voters.forEach(_ -> payments.add(new TreeMap<>()));
      Set<Integer> remaining =
          new HashSet<>(IntStream.range(0, budget.costs().size()).boxed().toList());
      while (true) {
        TreeMap<Integer, Rational> prices = new TreeMap<>();
        for (int project : remaining) {
          if (behind(project).compareTo(budget.costs().get(project)) >= 0) {
            prices.put(project, perPoint(project));
          }
        }
        if (prices.isEmpty()) {
          return;
        }
        int best =
            prices.keySet().stream()
                .min(
                    Comparator.<Integer, Rational>comparing(
                            p ->
                                utility == Utility.COST
                                    ? prices.get(p).dividedBy(budget.costs().get(p))
                                    : prices.get(p))
                        .thenComparing(budget.costs()::get)
                        .thenComparing(
                            Comparator.<Integer, Rational>comparing(this::points).reversed())
                        .thenComparing(p -> p))
                .orElseThrow();
        buy(best, prices.get(best));
        remaining.remove(best);
      }
    }

    boolean supports(int voter, int project) {
      return voters.get(voter).getOrDefault(project, Rational.ZERO).signum() > 0;
    }

    Rational points(int project) {
      Rational sum = Rational.ZERO;
      for (SortedMap<Integer, Rational> voter : voters) {
        sum = sum.plus(voter.getOrDefault(project, Rational.ZERO));
      }
      return sum;
    }

    Rational behind(int project) {
      Rational sum = Rational.ZERO;
      for (int voter = 0; voter < money.length; voter++) {
        if (supports(voter, project)) {
          sum = sum.plus(money[voter]);
        }
      }
      return sum;
    }

    /** Supporters by money for each point: the first who can pay an equal share sets the price. */
    Rational perPoint(int project) {
      List<Integer> supporters =
          IntStream.range(0, money.length)
              .filter(voter -> supports(voter, project))
              .boxed()
              .sorted(
                  Comparator.comparing(
                      voter -> money[voter].dividedBy(voters.get(voter).get(project))))
              .toList();
      Rational rest = budget.costs().get(project);
      Rational points = points(project);
      for (int voter : supporters) {
        Rational given = voters.get(voter).get(project);
        Rational price = rest.dividedBy(points);
        if (money[voter].compareTo(price.times(given)) >= 0) {
          return price;
        }
        rest = rest.minus(money[voter]);
        points = points.minus(given);
      }
      throw new AssertionError("together they have enough");
    }

    void buy(int project, Rational perPoint) {
      bought.add(project);
      for (int voter = 0; voter < money.length; voter++) {
        if (supports(voter, project)) {
          Rational payment = money[voter].min(perPoint.times(voters.get(voter).get(project)));
          payments.get(voter).put(project, payment);
          money[voter] = money[voter].minus(payment);
        }
      }
    }

    Rational spent() {
      return bought.stream().map(budget.costs()::get).reduce(Rational.ZERO, Rational::plus);
    }

    boolean exhaustive() {
      Rational left = budget.limit().minus(spent());
      return IntStream.range(0, budget.costs().size())
          .filter(project -> !bought.contains(project) && points(project).signum() > 0)
          .allMatch(project -> budget.costs().get(project).compareTo(left) > 0);
    }
  }
}
