package city.urna.protocol.count;

import city.urna.protocol.bytes.Parsed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The method of equal shares (spec counting §15; Peters, Pierczyński and Skowron, NeurIPS 2021):
 * the budget is parted among the voters, and what its supporters pay the least for is bought next.
 *
 * @param costs one for each item, in ballot order
 * @param addOne whether the outcome is completed by add-1
 */
public record EqualShares(BigDecimal budget, List<BigDecimal> costs, Worth worth, boolean addOne) {
  /** Add-1 steps after which the unit of money is called too small. */
  private static final int MOST_STEPS = 5_000_000;

  /** What a funded item is worth to a voter, for each point. */
  public enum Worth {
    COST,
    ONE
  }

  public EqualShares {
    costs = List.copyOf(costs);
  }

  /** Counts; refuses points that are too fine, and money whose unit is too small, to be shared. */
  public Parsed<Outcome> count(Ballots.Points points, Ties ties) {
    if (points.options() != costs.size()) {
      throw new IllegalArgumentException("as many costs as items are wanted");
    }
    List<Fraction> totals = points.totals();
    if (points.number() == 0) {
      return new Parsed.Ok<>(Outcome.of(List.of(), totals));
    }
    return Supporters.of(points).flatMap(supporters -> complete(supporters, totals, ties));
  }

  private Parsed<Outcome> complete(Supporters supporters, List<Fraction> totals, Ties ties) {
    Fraction share = Fraction.of(budget).over(Fraction.of(supporters.voters()));
    Purchase purchase = new Purchase(supporters, totals, ties, false);
    List<Integer> bought = purchase.run(share).winners();
    int step = 0;
    while (addOne && someFits(bought, supporters)) {
      if (step == MOST_STEPS) {
        return new Parsed.Malformed<>("a unit of money too small for add-1");
      }
      List<Integer> more = purchase.run(share.plus(Fraction.of(step + 1L))).winners();
      if (cost(more).compareTo(budget) > 0) {
        break;
      }
      bought = more;
      step++;
    }
    return new Parsed.Ok<>(
        new Purchase(supporters, totals, ties, true).run(share.plus(Fraction.of(step))));
  }

  private BigDecimal cost(List<Integer> items) {
    return items.stream().map(costs::get).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private boolean someFits(List<Integer> bought, Supporters supporters) {
    BigDecimal left = budget.subtract(cost(bought));
    return supporters.supported().stream()
        .anyMatch(item -> !bought.contains(item) && costs.get(item).compareTo(left) <= 0);
  }

  /** The method for what everybody begins with; {@code explained} also prices what is not next. */
  private final class Purchase {
    private final Supporters supporters;
    private final List<Fraction> totals;
    private final Ties ties;
    private final boolean explained;

    Purchase(Supporters supporters, List<Fraction> totals, Ties ties, boolean explained) {
      this.supporters = supporters;
      this.totals = totals;
      this.ties = ties;
      this.explained = explained;
    }

    Outcome run(Fraction endowment) {
      Purses purses = new Purses(supporters, endowment);
      List<Round> rounds = new ArrayList<>();
      // What one unit of worth costs. It never falls, so what it was is a bound for what it is.
      SortedMap<Integer, Fraction> bounds = new TreeMap<>();
      for (int item : supporters.supported()) {
        if (costs.get(item).signum() > 0) {
          bounds.put(item, Fraction.ZERO);
        } else {
          rounds.add(
              new Round(
                  new TreeMap<>(),
                  List.of(item),
                  List.of(),
                  List.of(),
                  List.of(),
                  List.of(Reason.of(Reason.Cause.FREE, item))));
        }
      }
      BigDecimal left = budget;
      while (true) {
        List<Integer> unaffordable = new ArrayList<>();
        SortedMap<Integer, Fraction> prices = prices(purses, bounds, unaffordable);
        if (prices.isEmpty()) {
          if (explained && !unaffordable.isEmpty()) {
            rounds.add(last(unaffordable, left));
          }
          return Outcome.of(rounds, totals);
        }
        List<Reason> reasons = new ArrayList<>();
        int best = best(prices, reasons);
        if (!unaffordable.isEmpty()) {
          reasons.add(Reason.of(Reason.Cause.UNAFFORDABLE, unaffordable));
        }
        left = left.subtract(costs.get(best));
        long gaveAll = purses.pay(best, prices.get(best));
        bounds.remove(best);
        rounds.add(
            new Round(
                explained ? effective(prices) : new TreeMap<>(),
                List.of(best),
                unaffordable,
                List.of(
                    new Round.Figure("cost", Fraction.of(costs.get(best))),
                    new Round.Figure("price", prices.get(best).times(supporters.scale())),
                    new Round.Figure("gaveAll", gaveAll),
                    new Round.Figure("left", Fraction.of(left))),
                List.of(),
                reasons));
      }
    }

    /** Prices for each point of all that can be next; with an explanation, of all affordable. */
    private SortedMap<Integer, Fraction> prices(
        Purses purses, SortedMap<Integer, Fraction> bounds, List<Integer> unaffordable) {
      SortedMap<Integer, Fraction> prices = new TreeMap<>();
      Optional<Fraction> least = Optional.empty();
      for (int item : bounds.keySet().stream().sorted(Comparator.comparing(bounds::get)).toList()) {
        Fraction bound = bounds.get(item);
        if (!explained && least.filter(known -> known.compareTo(bound) < 0).isPresent()) {
          break;
        }
        Optional<Fraction> price = purses.price(item, Fraction.of(costs.get(item)));
        if (price.isPresent()) {
          Fraction perWorth = perWorth(item, price.get());
          prices.put(item, price.get());
          bounds.put(item, perWorth);
          least =
              least.filter(known -> known.compareTo(perWorth) <= 0).or(() -> Optional.of(perWorth));
        } else {
          unaffordable.add(item);
          bounds.remove(item);
        }
      }
      unaffordable.sort(Comparator.naturalOrder());
      return prices;
    }

    private Fraction perWorth(int item, Fraction price) {
      return worth == Worth.COST ? price.over(Fraction.of(costs.get(item))) : price;
    }

    /** The lowest price for what it is worth; level: lowest cost, most points, the order. */
    private int best(SortedMap<Integer, Fraction> prices, List<Reason> reasons) {
      SortedMap<Fraction, List<Integer>> byWorth = new TreeMap<>();
      prices.forEach(
          (item, price) ->
              byWorth.computeIfAbsent(perWorth(item, price), _ -> new ArrayList<>()).add(item));
      List<Integer> level = byWorth.firstEntry().getValue();
      int best =
          level.stream()
              .min(
                  Comparator.<Integer, BigDecimal>comparing(costs::get)
                      .thenComparing(ties.most(totals)))
              .orElseThrow();
      if (level.size() > 1) {
        reasons.add(Reason.of(Reason.Cause.LEVEL_ALWAYS, level).with(best));
      }
      reasons.add(Reason.of(Reason.Cause.BEST_PRICE, best));
      return best;
    }

    private SortedMap<Integer, Fraction> effective(SortedMap<Integer, Fraction> prices) {
      SortedMap<Integer, Fraction> effective = new TreeMap<>();
      prices.forEach(
          (item, price) ->
              effective.put(
                  item, Fraction.ONE.over(perWorth(item, price).times(supporters.scale()))));
      return effective;
    }

    private Round last(List<Integer> unaffordable, BigDecimal left) {
      return new Round(
          new TreeMap<>(),
          List.of(),
          unaffordable,
          List.of(new Round.Figure("left", Fraction.of(left))),
          List.of(),
          List.of(Reason.of(Reason.Cause.UNAFFORDABLE, unaffordable)));
    }
  }
}
