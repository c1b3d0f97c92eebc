package city.urna.protocol.group;

import java.util.ArrayList;
import java.util.List;

/**
 * An element whose coordinates still share a denominator: cheap to add, not yet fit to be encoded.
 *
 * <p>Many of them are brought to affine form together with {@link #normalize(List)}, which costs
 * one inversion for all. Variable time.
 */
public final class Projective {
  private final long[] x;
  private final long[] y;
  private final long[] z;

  Projective(long[] x, long[] y, long[] z) {
    this.x = x;
    this.y = y;
    this.z = z;
  }

  /** The same element with denominator one. */
  public static Projective of(Element element) {
    Accumulator sum = new Accumulator();
    sum.add(element);
    return sum.snapshot();
  }

  public Projective plus(Projective other) {
    Accumulator sum = new Accumulator();
    sum.set(this);
    sum.add(other);
    return sum.snapshot();
  }

  public Projective negate() {
    long[] opposite = Field.zero();
    Field.negate(y, opposite);
    return new Projective(x, opposite, z);
  }

  public boolean isIdentity() {
    return Field.isZero(z);
  }

  /** This one alone in affine form, for one inversion. */
  public Element normalize() {
    return normalize(List.of(this)).getFirst();
  }

  /** All of them in affine form and the same order, for one inversion. */
  public static List<Element> normalize(List<Projective> elements) {
    long[][] denominators = new long[elements.size()][];
    int count = 0;
    for (Projective element : elements) {
      if (!element.isIdentity()) {
        denominators[count++] = element.z.clone();
      }
    }
    Field.invertAll(denominators, count);
    List<Element> affine = new ArrayList<>(elements.size());
    long[] square = Field.zero();
    int next = 0;
    for (Projective element : elements) {
      if (element.isIdentity()) {
        affine.add(Element.IDENTITY);
        continue;
      }
      long[] inverse = denominators[next++];
      long[] px = Field.zero();
      long[] py = Field.zero();
      Field.square(inverse, square);
      Field.multiply(element.x, square, px);
      Field.multiply(square, inverse, square);
      Field.multiply(element.y, square, py);
      affine.add(new Point(px, py));
    }
    return affine;
  }

  long[] x() {
    return x;
  }

  long[] y() {
    return y;
  }

  long[] z() {
    return z;
  }
}
