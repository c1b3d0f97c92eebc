package city.urna.protocol.group;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.math.ec.WNafUtil;

/**
 * Sums of many multiples: few by interleaved windows, many by buckets. Variable time: public inputs
 * only, or secrets that have been masked.
 */
public final class MultiScalar {
  /** From so many points on buckets are cheaper. */
  private static final int FEW = 12;

  /** Windows of five bits: odd multiples up to fifteen. */
  private static final int WIDTH = 5;

  private static final int ODD_MULTIPLES = 1 << WIDTH - 2;

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
    int hands = scalars.size() < 2 * FEW ? 1 : workers.hands();
    List<Supplier<Projective>> parts = new ArrayList<>();
    for (int hand = 0; hand < hands; hand++) {
      int from = scalars.size() * hand / hands;
      int to = scalars.size() * (hand + 1) / hands;
      parts.add(() -> part(scalars.subList(from, to), elements.subList(from, to)));
    }
    Accumulator sum = new Accumulator();
    workers.all(parts).forEach(sum::add);
    return sum.element();
  }

  /** One multiple of one point. */
  static Element times(Scalar scalar, Point point) {
    return part(List.of(scalar), List.of(point)).normalize();
  }

  private static Projective part(List<Scalar> scalars, List<? extends Element> elements) {
    List<Point> points = new ArrayList<>();
    List<Scalar> factors = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i) instanceof Point point && !scalars.get(i).isZero()) {
        points.add(point);
        factors.add(scalars.get(i));
      }
    }
    return points.size() < FEW
        ? interleaved(factors, points)
        : BucketSum.of(points.toArray(Point[]::new), factors.toArray(Scalar[]::new));
  }

  /** Straus's method over non-adjacent forms; doublings are shared. */
  private static Projective interleaved(List<Scalar> scalars, List<Point> points) {
    List<Projective> multiples = new ArrayList<>();
    List<byte[]> digits = new ArrayList<>();
    int length = 0;
    for (int i = 0; i < points.size(); i++) {
      addOddMultiples(points.get(i), multiples);
      byte[] own = WNafUtil.generateWindowNaf(WIDTH, scalars.get(i).integer());
      digits.add(own);
      length = Math.max(length, own.length);
    }
    List<Element> table = Projective.normalize(multiples);
    Accumulator sum = new Accumulator();
    for (int bit = length - 1; bit >= 0; bit--) {
      sum.twice();
      for (int i = 0; i < points.size(); i++) {
        byte[] own = digits.get(i);
        int digit = bit < own.length ? own[bit] : 0;
        if (digit != 0) {
          // An odd multiple below the prime order is never the identity.
          Point multiple = table.get(i * ODD_MULTIPLES + Math.abs(digit) / 2).point();
          if (digit > 0) {
            sum.add(multiple.x(), multiple.y());
          } else {
            sum.subtract(multiple.x(), multiple.y());
          }
        }
      }
    }
    return sum.snapshot();
  }

  /** P, 3·P, 5·P, …, 15·P. */
  private static void addOddMultiples(Point point, List<Projective> multiples) {
    Accumulator sum = new Accumulator();
    sum.add(point);
    sum.twice();
    Projective twice = sum.snapshot();
    sum.clear();
    sum.add(point);
    multiples.add(sum.snapshot());
    for (int i = 1; i < ODD_MULTIPLES; i++) {
      sum.add(twice);
      multiples.add(sum.snapshot());
    }
  }
}
