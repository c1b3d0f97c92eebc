package city.urna.protocol.count;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What each group's voters have left, exactly: whole numbers of one small unit of money, which
 * becomes smaller with each purchase that needs it. A whole number is below a price exactly if it
 * is below the price rounded up, so that each price is divided once and then only compared.
 */
final class Purses {
  private final Supporters supporters;
  private final BigInteger[] money;
  private final boolean[] gaveAll;

  /** How many of the small units are one of the budget's. */
  private BigInteger units;

  Purses(Supporters supporters, Fraction endowment) {
    this.supporters = supporters;
    money = new BigInteger[supporters.groups().length];
    Arrays.fill(money, endowment.numerator());
    gaveAll = new boolean[money.length];
    units = endowment.denominator();
  }

  /** What one voter is asked for, for a number of points: the price in small units, rounded up. */
  private final class Asked {
    private final Map<Long, BigInteger> byPoints = new HashMap<>();
    private final Fraction price;

    Asked(Fraction price) {
      this.price = price;
    }

    boolean isTooMuch(int group, long points) {
      BigInteger asked =
          byPoints.computeIfAbsent(
              points,
              p -> {
                BigInteger[] parts =
                    price
                        .numerator()
                        .multiply(BigInteger.valueOf(p))
                        .multiply(units)
                        .divideAndRemainder(price.denominator());
                return parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
              });
      return money[group].compareTo(asked) < 0;
    }
  }

  /**
   * The price for each point at which the supporters, those with less giving all they have, pay the
   * cost together; none if all of them together cannot. It rises from what it would be if nobody
   * ran short, each time leaving out those who do.
   */
  Optional<Fraction> price(int item, Fraction cost) {
    Supporters.OfItem of = supporters.points().get(item);
    BigInteger together = BigInteger.ZERO;
    for (int group : of.groups) {
      together = together.add(ofAll(group));
    }
    BigInteger needed = cost.numerator().multiply(units);
    if (together.multiply(cost.denominator()).compareTo(needed) < 0) {
      return Optional.empty();
    }
    boolean[] poor = new boolean[of.groups.length];
    BigInteger given = BigInteger.ZERO;
    long rich = of.together(supporters.groups());
    while (true) {
      Fraction price =
          new Fraction(
              needed.subtract(given.multiply(cost.denominator())),
              cost.denominator().multiply(units).multiply(BigInteger.valueOf(rich)));
      Asked asked = new Asked(price);
      boolean settled = true;
      for (int s = 0; s < poor.length; s++) {
        if (!poor[s] && asked.isTooMuch(of.groups[s], of.points[s])) {
          poor[s] = true;
          settled = false;
          given = given.add(ofAll(of.groups[s]));
          rich -= of.points[s] * supporters.groups()[of.groups[s]];
        }
      }
      if (settled) {
        return Optional.of(price);
      }
    }
  }

  private BigInteger ofAll(int group) {
    return money[group].multiply(BigInteger.valueOf(supporters.groups()[group]));
  }

  /** Pays for an item. Says how many voters gave all they had for less, for the first time. */
  long pay(int item, Fraction price) {
    Supporters.OfItem of = supporters.points().get(item);
    BigInteger factor = price.denominator().divide(price.denominator().gcd(units));
    if (!factor.equals(BigInteger.ONE)) {
      units = units.multiply(factor);
      Arrays.setAll(money, group -> money[group].multiply(factor));
    }
    BigInteger perPoint = price.numerator().multiply(units.divide(price.denominator()));
    Asked asked = new Asked(price);
    long first = 0;
    for (int s = 0; s < of.groups.length; s++) {
      int group = of.groups[s];
      if (asked.isTooMuch(group, of.points[s])) {
        first += gaveAll[group] ? 0 : supporters.groups()[group];
        gaveAll[group] = true;
        money[group] = BigInteger.ZERO;
      } else {
        money[group] = money[group].subtract(perPoint.multiply(BigInteger.valueOf(of.points[s])));
      }
    }
    return first;
  }
}
