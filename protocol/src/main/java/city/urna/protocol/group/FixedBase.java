package city.urna.protocol.group;

import java.util.ArrayList;
import java.util.List;

/**
 * A point with a table of its multiples, for many multiplications of the same point.
 *
 * <p>Signed windows of eight bits: entry (i, d) is d·2^(8i)·P in affine form, 0 ≤ i ≤ 32, 1 ≤ d ≤
 * 128; a multiplication is at most 33 mixed additions and no doubling. The table takes some 600
 * kilobytes and 5 milliseconds to make. Variable time: look-ups go where the scalar's digits say.
 */
public final class FixedBase {
  /** The table of the base point G. */
  public static final FixedBase GENERATOR = new FixedBase(Element.GENERATOR);

  private static final int WINDOWS = 33;
  private static final int ENTRIES = 128;

  private final Point base;
  private final long[][] xs = new long[WINDOWS * ENTRIES][];
  private final long[][] ys = new long[WINDOWS * ENTRIES][];

  public FixedBase(Point base) {
    this.base = base;
    List<Projective> multiples = new ArrayList<>(WINDOWS * ENTRIES);
    Accumulator sum = new Accumulator();
    Point window = base;
    for (int i = 0; i < WINDOWS; i++) {
      sum.clear();
      for (int d = 1; d <= ENTRIES; d++) {
        sum.add(window);
        multiples.add(sum.snapshot());
      }
      sum.twice();
      window = sum.element().point();
    }
    List<Element> affine = Projective.normalize(multiples);
    for (int i = 0; i < xs.length; i++) {
      // No multiple is the identity: d·2^(8i) is not divisible by the prime order.
      Point point = affine.get(i).point();
      xs[i] = point.x();
      ys[i] = point.y();
    }
  }

  /** The point whose multiples these are. */
  public Point base() {
    return base;
  }

  /** The multiple by that scalar. */
  public Element times(Scalar scalar) {
    return project(scalar).normalize();
  }

  /** The multiple by that scalar, left for {@link Projective#normalize(List)}. */
  public Projective project(Scalar scalar) {
    Accumulator sum = new Accumulator();
    addTo(sum, scalar);
    return sum.snapshot();
  }

  private void addTo(Accumulator sum, Scalar scalar) {
    byte[] bytes = scalar.toBytes();
    int carry = 0;
    for (int i = 0; i < WINDOWS; i++) {
      int digit = (i < Scalar.SIZE ? bytes[Scalar.SIZE - 1 - i] & 0xff : 0) + carry;
      carry = digit > ENTRIES ? 1 : 0;
      digit -= carry << 8;
      int row = i * ENTRIES - 1;
      if (digit > 0) {
        sum.add(xs[row + digit], ys[row + digit]);
      } else if (digit < 0) {
        sum.subtract(xs[row - digit], ys[row - digit]);
      }
    }
  }
}
