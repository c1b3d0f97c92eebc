package city.urna.verifier.count.method;

import city.urna.verifier.count.Rational;
import java.util.Arrays;
import java.util.List;

/** A sum for each option. */
final class Totals {
  private final Rational[] sums;

  Totals(int options) {
    sums = new Rational[options];
    Arrays.fill(sums, Rational.ZERO);
  }

  void add(int option, long votes) {
    add(option, Rational.of(votes));
  }

  void add(int option, Rational amount) {
    sums[option] = sums[option].plus(amount);
  }

  List<Rational> list() {
    return List.of(sums);
  }
}
