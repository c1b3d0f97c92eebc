package city.urna.protocol.group;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Field;
import org.bouncycastle.math.raw.Nat256;

/**
 * An element whose coordinates still share a denominator: cheap to add, not yet fit to be encoded.
 *
 * <p>Many of them are brought to affine form together with {@link #normalize(List)}, which costs
 * one inversion for all. Variable time.
 */
public final class Projective {
  private final int[] x;
  private final int[] y;
  private final int[] z;

  Projective(int[] x, int[] y, int[] z) {
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
    int[] opposite = Nat256.create();
    SecP256R1Field.negate(y, opposite);
    return new Projective(x, opposite, z);
  }

  public boolean isIdentity() {
    return Nat256.isZero(z);
  }

  /** This one alone in affine form, for one inversion. */
  public Element normalize() {
    return normalize(List.of(this)).getFirst();
  }

  /** All of them in affine form and the same order, for one inversion. */
  public static List<Element> normalize(List<Projective> elements) {
    int[][] denominators = new int[elements.size()][];
    int count = 0;
    for (Projective element : elements) {
      if (!element.isIdentity()) {
        denominators[count++] = element.z.clone();
      }
    }
    Field.invertAll(denominators, count);
    List<Element> affine = new ArrayList<>(elements.size());
    int[] wide = Nat256.createExt();
    int[] square = Nat256.create();
    int next = 0;
    for (Projective element : elements) {
      if (element.isIdentity()) {
        affine.add(Element.IDENTITY);
        continue;
      }
      int[] inverse = denominators[next++];
      int[] px = Nat256.create();
      int[] py = Nat256.create();
      SecP256R1Field.square(inverse, square, wide);
      SecP256R1Field.multiply(element.x, square, px, wide);
      SecP256R1Field.multiply(square, inverse, square, wide);
      SecP256R1Field.multiply(element.y, square, py, wide);
      affine.add(new Point(px, py));
    }
    return affine;
  }

  int[] x() {
    return x;
  }

  int[] y() {
    return y;
  }

  int[] z() {
    return z;
  }
}
