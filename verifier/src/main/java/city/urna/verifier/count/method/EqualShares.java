package city.urna.verifier.count.method;

import city.urna.verifier.count.Amount;
import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Budget;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Counted;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Refusal;
import city.urna.verifier.count.Round;
import city.urna.verifier.count.Tie;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The method of equal shares (spec counting §15; Peters, Pierczyński and Skowron, <i>Proportional
 * participatory budgeting with additive utilities</i>, NeurIPS 2021; equalshares.net; pabutools'
 * {@code method_of_equal_shares}).
 *
 * <p>Every voter has the same part of the budget. A project is bought when its supporters can pay
 * it, sharing the cost by points as far as their money goes; the project that gives most utility
 * for the highest price anybody pays is bought next. Add-1 gives every voter one more unit of money
 * and begins again, as long as the outcome keeps within the budget and leaves room for another
 * project.
 */
public final class EqualShares {
  /** Runs of the add-1 completion before the unit of money is called too small. */
  private static final int MOST_RUNS = 5_000_000;

  /**
   * Far more than doubles are off, far less than prices differ: nearer ones are compared exactly.
   */
  private static final double CLOSE = 1e-9;

  private final List<Option> options;
  private final Support support;
  private final List<Rational> totals;
  private final Budget budget;
  private final Utility utility;
  private final Tie tie;
  private final long voters;

  private EqualShares(
      Ballots ballots,
      Support support,
      List<Rational> totals,
      Budget budget,
      Utility utility,
      Tie tie) {
    this.options = ballots.options();
    this.support = support;
    this.totals = totals;
    this.budget = budget;
    this.utility = utility;
    this.tie = tie;
    this.voters = ballots.size();
  }

  /**
   * Counts sets of projects, points, or rankings by their Borda points; refuses grades.
   *
   * @param addOne whether to complete with add-1
   */
  public static Counted onBallots(
      Ballots ballots,
      OptionalInt firstPoints,
      Budget budget,
      Utility utility,
      boolean addOne,
      Tie tie) {
    String method = addOne ? "mes-add1" : "mes";
    int first = firstPoints.orElse(ballots.options().size() - 1);
    Support support;
    List<Rational> totals;
    switch (ballots) {
      case Ballots.Approvals approvals -> {
        support = Support.of(approvals);
        totals = Approval.votes(approvals);
      }
      case Ballots.Points points -> {
        support = Support.of(points);
        totals = Score.sums(points);
      }
      case Ballots.Rankings rankings -> {
        support = Support.of(rankings, first);
        totals = Borda.sums(rankings, first);
      }
      case Ballots.Grades _ -> {
        return Phrases.wrongBallots(method, "sets of projects, points or rankings", "grades");
      }
    }
    if (support.tooFine()) {
      return new Refusal(
          "The points are too fine or too many to be shared exactly.",
          "Give points with fewer digits.");
    }
    return new EqualShares(ballots, support, totals, budget, utility, tie).count(method, addOne);
  }

  private Counted count(String method, boolean addOne) {
    if (voters == 0) {
      return new Count(
          method, options, List.of(), totalAmounts(), List.of(), List.of("No ballots."));
    }
    Rational share = budget.limit().dividedBy(Rational.of(voters));
    Run run = new Run(share, false);
    long added = 0;
    if (addOne) {
      for (; !exhaustive(run.bought); added++) {
        if (added == MOST_RUNS) {
          return new Refusal(
              "Adding one unit of money to each voter " + MOST_RUNS + " times completes nothing.",
              "Give costs and budget in a larger unit, thousands for example.");
        }
        Run next = new Run(share.plus(Rational.of(added + 1)), false);
        if (next.cost.compareTo(budget.limit()) > 0) {
          break;
        }
        run = next;
      }
    }
    Rational endowment = share.plus(Rational.of(added));
    Run explained = new Run(endowment, true);
    List<String> notes = new ArrayList<>();
    notes.add("Each voter begins with " + endowment + " (" + share + " and " + added + " added).");
    return new Count(method, options, explained.bought, totalAmounts(), explained.rounds, notes);
  }

  private List<Amount> totalAmounts() {
    return totals.stream().map(Amount::of).toList();
  }

  /** Whether every project that somebody supports and that is not bought is too dear. */
  private boolean exhaustive(List<Integer> bought) {
    Rational left = budget.limit();
    for (int project : bought) {
      left = left.minus(budget.costs().get(project));
    }
    Rational rest = left;
    return IntStream.range(0, options.size())
        .filter(project -> !bought.contains(project))
        .filter(project -> support.supporters(project).length > 0)
        .noneMatch(project -> budget.costs().get(project).compareTo(rest) <= 0);
  }

  /** One run with a given endowment. */
  private final class Run {
    private final Purses purses;
    private final boolean explain;
    private final List<Integer> bought = new ArrayList<>();
    private final List<Round> rounds = new ArrayList<>();
    private Rational cost = Rational.ZERO;

    /**
     * The last known price for each unit of utility, as a double: it never falls, so it is a lower
     * bound. Prices closer to each other than {@link #CLOSE} are compared exactly.
     */
    private final TreeMap<Integer, Double> bounds = new TreeMap<>();

    Run(Rational endowment, boolean explain) {
      this.purses = new Purses(support, endowment);
      this.explain = explain;
      for (int project = 0; project < options.size(); project++) {
        if (support.supporters(project).length > 0) {
          if (budget.costs().get(project).signum() == 0) {
            buyFree(project);
          } else {
            double costs = budget.costs().get(project).doubleValue();
            bounds.put(project, perUtility(costs / support.total(project), costs));
          }
        }
      }
      while (buyNext()) {
        // Until nothing that remains can be paid.
      }
    }

    private void buyFree(int project) {
      bought.add(project);
      if (explain) {
        rounds.add(
            new Round(
                List.of(),
                List.of(project),
                List.of(),
                List.of(),
                List.of(),
                List.of(Phrases.name(options, project) + " costs nothing and has support.")));
      }
    }

    private boolean buyNext() {
      List<Integer> byBound =
          bounds.keySet().stream()
              .sorted(Comparator.<Integer, Double>comparing(bounds::get))
              .toList();
      TreeMap<Integer, Purses.Price> prices = new TreeMap<>();
      List<Integer> tooDear = new ArrayList<>();
      double least = Double.POSITIVE_INFINITY;
      for (int project : byBound) {
        if (!explain && bounds.get(project) > least * (1 + CLOSE)) {
          break;
        }
        Rational projectCost = budget.costs().get(project);
        Optional<Purses.Price> price = purses.price(project, projectCost);
        if (price.isEmpty()) {
          bounds.remove(project);
          tooDear.add(project);
          continue;
        }
        prices.put(project, price.get());
        double near = perUtility(price.get().near(), projectCost.doubleValue());
        bounds.put(project, near);
        least = Math.min(least, near);
      }
      if (prices.isEmpty()) {
        if (explain && !tooDear.isEmpty()) {
          rounds.add(lastRound(tooDear));
        }
        return false;
      }
      List<Integer> best = lowest(prices, least);
      int chosen = choose(best);
      buy(chosen, prices, best, tooDear);
      return true;
    }

    private double perUtility(double perPoint, double projectCost) {
      return switch (utility) {
        case COST -> perPoint / projectCost;
        case CARDINALITY -> perPoint;
      };
    }

    private Rational perUtility(Purses.Price price, int project) {
      return switch (utility) {
        case COST -> price.exact().dividedBy(budget.costs().get(project));
        case CARDINALITY -> price.exact();
      };
    }

    /** All projects with exactly the lowest price for each unit of utility. */
    private List<Integer> lowest(TreeMap<Integer, Purses.Price> prices, double least) {
      List<Integer> close =
          prices.keySet().stream()
              .filter(project -> bounds.get(project) <= least * (1 + CLOSE))
              .toList();
      if (close.size() == 1) {
        return close;
      }
      TreeMap<Rational, List<Integer>> exact = new TreeMap<>();
      for (int project : close) {
        exact
            .computeIfAbsent(perUtility(prices.get(project), project), _ -> new ArrayList<>())
            .add(project);
      }
      return exact.firstEntry().getValue();
    }

    /** Level projects: the cheapest, then the one with most votes, then by the tie rule's order. */
    private int choose(List<Integer> best) {
      return best.stream()
          .min(
              Comparator.<Integer, Rational>comparing(budget.costs()::get)
                  .thenComparing(Comparator.<Integer, Rational>comparing(totals::get).reversed())
                  .thenComparing(tie.order()::indexOf))
          .orElseThrow();
    }

    private void buy(
        int project,
        TreeMap<Integer, Purses.Price> prices,
        List<Integer> level,
        List<Integer> tooDear) {
      Rational perPoint = prices.get(project).exact();
      List<Round.Tally> tallies = explain ? effectiveVotes(prices) : List.of();
      long gaveAll = purses.buy(project, perPoint);
      bounds.remove(project);
      bought.add(project);
      cost = cost.plus(budget.costs().get(project));
      if (explain) {
        rounds.add(round(project, level, tooDear, tallies, perPoint, gaveAll));
      }
    }

    private List<Round.Tally> effectiveVotes(TreeMap<Integer, Purses.Price> prices) {
      return prices.entrySet().stream()
          .map(
              entry -> {
                Rational price = perUtility(entry.getValue(), entry.getKey());
                return new Round.Tally(
                    entry.getKey(),
                    Amount.of(Rational.ONE.dividedBy(price.times(support.scale()))));
              })
          .toList();
    }

    private Round round(
        int project,
        List<Integer> level,
        List<Integer> tooDear,
        List<Round.Tally> tallies,
        Rational perPoint,
        long gaveAll) {
      List<String> why = new ArrayList<>();
      if (level.size() > 1) {
        why.add(
            Phrases.names(options, level)
                + " are level: the cheapest goes first, then the one with most votes, then by "
                + tie.orderName()
                + ".");
      }
      Rational price = perPoint.times(support.scale());
      why.add(
          Phrases.name(options, project)
              + " costs "
              + budget.costs().get(project)
              + " and is bought: its supporters pay "
              + price
              + " for each point, or all they have.");
      if (!tooDear.isEmpty()) {
        why.add(
            "No longer affordable to their supporters: " + Phrases.names(options, tooDear) + ".");
      }
      List<Round.Figure> figures =
          List.of(
              new Round.Figure("cost", Amount.of(budget.costs().get(project))),
              new Round.Figure("price", Amount.of(price)),
              Phrases.figure("gaveAll", gaveAll),
              new Round.Figure("left", Amount.of(budget.limit().minus(cost))));
      return new Round(tallies, List.of(project), tooDear, figures, List.of(), why);
    }

    private Round lastRound(List<Integer> tooDear) {
      return new Round(
          List.of(),
          List.of(),
          tooDear,
          List.of(new Round.Figure("left", Amount.of(budget.limit().minus(cost)))),
          List.of(),
          List.of("Not affordable to their supporters: " + Phrases.names(options, tooDear) + "."));
    }
  }
}
