package city.urna.protocol.group;

import java.util.List;

/** Sums of many multiples. Variable time: public inputs only. */
public final class MultiScalar {
  private MultiScalar() {}

  /** Σ scalarᵢ·elementᵢ; the empty sum is the identity. */
  public static Element sum(List<Scalar> scalars, List<? extends Element> elements) {
    return sum(scalars, elements, Workers.CALLER);
  }

  /** The same, with the work divided. */
  public static Element sum(
      List<Scalar> scalars, List<? extends Element> elements, Workers workers) {
    if (scalars.size() != elements.size()) {
      throw new IllegalArgumentException("as many scalars as elements are wanted");
    }
    Accumulator sum = new Accumulator();
    for (int i = 0; i < scalars.size(); i++) {
      sum.add(elements.get(i).times(scalars.get(i)));
    }
    return sum.element();
  }

  /** One multiple of one point: four bits at a time over a table of fifteen multiples. */
  static Element times(Scalar scalar, Point point) {
    Projective[] multiples = new Projective[16];
    Accumulator sum = new Accumulator();
    for (int d = 1; d < 16; d++) {
      sum.add(point);
      multiples[d] = sum.snapshot();
    }
    sum.clear();
    for (byte eight : scalar.toBytes()) {
      for (int shift = 4; shift >= 0; shift -= 4) {
        for (int i = 0; i < 4; i++) {
          sum.twice();
        }
        int digit = eight >>> shift & 15;
        if (digit != 0) {
          sum.add(multiples[digit]);
        }
      }
    }
    return sum.element();
  }
}
