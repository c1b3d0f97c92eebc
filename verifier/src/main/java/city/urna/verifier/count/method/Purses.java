package city.urna.verifier.count.method;

import city.urna.verifier.count.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The voters' money in one run of the method of equal shares, exact throughout.
 *
 * <p>Whoever could not pay the full price of some project has paid all and has nothing. Everyone
 * else has the endowment less the full prices of the funded projects that they support: so what a
 * group has is (its size × endowment) − Σ price × points over the funded projects, and needs only
 * whole-number sums. Prices and endowment are whole multiples of one common fraction.
 *
 * <p>Each voter's money is also kept as a double, off by less than 10⁻¹¹ of the endowment for up to
 * ten thousand purchases. It serves to compare money and price where they differ by more than 10⁻⁹
 * of the endowment; closer cases are compared exactly.
 */
final class Purses {
  private static final double CLOSE = 1e-9;

  private final Support support;
  private final double endowment;
  private final double[] approximate;
  private final boolean[] spent;
  private final int[] paid;
  private final long[] paidPoints;
  private final int[] paidCount;
  private final List<BigInteger> prices = new ArrayList<>();
  private BigInteger endowmentUnits;
  private BigInteger unitsInOne;

  /**
   * A price for each point.
   *
   * @param near rest ÷ whole as a double, off by at most a few units in its last place
   */
  record Price(BigInteger rest, BigInteger whole, double near) {
    Rational exact() {
      return Rational.of(rest, whole);
    }
  }

  Purses(Support support, Rational endowment) {
    this.support = support;
    this.endowment = endowment.doubleValue();
    this.endowmentUnits = endowment.numerator();
    this.unitsInOne = endowment.denominator();
    int groups = support.groups();
    approximate = new double[groups];
    Arrays.fill(approximate, this.endowment);
    spent = new boolean[groups];
    paid = new int[support.marks()];
    paidPoints = new long[support.marks()];
    paidCount = new int[groups];
  }

  /**
   * The price per point of a project (spec counting §15): supporters who have less than their share
   * give all, the others share the rest by points. Empty if together they cannot pay.
   */
  Optional<Price> price(int project, Rational cost) {
    int[] supporters = support.supporters(project);
    long[] points = support.points(project);
    boolean[] poor = new boolean[supporters.length];
    long richPoints = 0;
    for (int s = 0; s < supporters.length; s++) {
      poor[s] = spent[supporters[s]];
      if (!poor[s]) {
        richPoints += points[s] * support.number(supporters[s]);
      }
    }
    long poorVoters = 0;
    long[] poorPaid = new long[prices.size()];
    // Both sides times the cost's denominator, so that all stays whole.
    BigInteger costUnits = cost.numerator().multiply(unitsInOne);
    BigInteger costDenominator = cost.denominator();
    while (richPoints > 0) {
      BigInteger given = endowmentUnits.multiply(BigInteger.valueOf(poorVoters));
      for (int j = 0; j < poorPaid.length; j++) {
        if (poorPaid[j] != 0) {
          given = given.subtract(prices.get(j).multiply(BigInteger.valueOf(poorPaid[j])));
        }
      }
      BigInteger rest = costUnits.subtract(given.multiply(costDenominator));
      BigInteger whole =
          unitsInOne.multiply(costDenominator).multiply(BigInteger.valueOf(richPoints));
      double near = Rational.ratio(rest, whole);
      boolean more = false;
      for (int s = 0; s < supporters.length; s++) {
        int group = supporters[s];
        if (!poor[s] && cannotPay(group, points[s], rest, whole, near)) {
          poor[s] = true;
          more = true;
          long number = support.number(group);
          richPoints -= points[s] * number;
          poorVoters += number;
          int from = support.firstMark(group);
          for (int j = from; j < from + paidCount[group]; j++) {
            poorPaid[paid[j]] += number * paidPoints[j];
          }
        }
      }
      if (!more) {
        return Optional.of(new Price(rest, whole, near));
      }
    }
    return Optional.empty();
  }

  /** Whether a voter has less than a share of points × rest ÷ whole. */
  private boolean cannotPay(
      int group, long points, BigInteger rest, BigInteger whole, double near) {
    double share = near * points;
    double difference = approximate[group] - share;
    if (Math.abs(difference) > CLOSE * Math.max(endowment, share)) {
      return difference < 0;
    }
    return money(group).compareTo(Rational.of(rest, whole).times(points)) < 0;
  }

  /** What each voter of a group has, exactly. */
  Rational money(int group) {
    if (spent[group]) {
      return Rational.ZERO;
    }
    BigInteger units = endowmentUnits;
    int from = support.firstMark(group);
    for (int j = from; j < from + paidCount[group]; j++) {
      units = units.subtract(prices.get(paid[j]).multiply(BigInteger.valueOf(paidPoints[j])));
    }
    return Rational.of(units, unitsInOne);
  }

  /** Takes the price from every supporter, or all that they have. Returns how many gave all. */
  long buy(int project, Rational perPoint) {
    int[] supporters = support.supporters(project);
    long[] points = support.points(project);
    double near = perPoint.doubleValue();
    boolean[] poor = new boolean[supporters.length];
    long gaveAll = 0;
    for (int s = 0; s < supporters.length; s++) {
      poor[s] =
          spent[supporters[s]]
              || cannotPay(
                  supporters[s], points[s], perPoint.numerator(), perPoint.denominator(), near);
    }
    BigInteger common =
        unitsInOne.multiply(perPoint.denominator()).divide(unitsInOne.gcd(perPoint.denominator()));
    BigInteger factor = common.divide(unitsInOne);
    endowmentUnits = endowmentUnits.multiply(factor);
    prices.replaceAll(price -> price.multiply(factor));
    unitsInOne = common;
    int purchase = prices.size();
    prices.add(perPoint.numerator().multiply(common.divide(perPoint.denominator())));
    for (int s = 0; s < supporters.length; s++) {
      int group = supporters[s];
      if (poor[s]) {
        if (!spent[group]) {
          gaveAll += support.number(group);
        }
        spent[group] = true;
        approximate[group] = 0;
      } else {
        int place = support.firstMark(group) + paidCount[group]++;
        paid[place] = purchase;
        paidPoints[place] = points[s];
        approximate[group] -= near * points[s];
      }
    }
    return gaveAll;
  }
}
