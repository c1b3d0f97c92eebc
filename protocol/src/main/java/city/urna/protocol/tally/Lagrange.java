package city.urna.protocol.tally;

import city.urna.protocol.group.Scalar;
import java.util.Collection;

/** Interpolation at zero (spec tally §3). */
final class Lagrange {
  private Lagrange() {}

  /**
   * λ_i = Π j/(j−i) modulo q over the other indexes.
   *
   * @param indexes distinct, each at least 1
   */
  static Scalar coefficient(Collection<Integer> indexes, int i) {
    Scalar numerator = Scalar.ONE;
    Scalar denominator = Scalar.ONE;
    for (int j : indexes) {
      if (j != i) {
        numerator = numerator.times(Scalar.of(j));
        denominator = denominator.times(Scalar.of((long) j - i));
      }
    }
    return numerator.times(denominator.invert());
  }
}
