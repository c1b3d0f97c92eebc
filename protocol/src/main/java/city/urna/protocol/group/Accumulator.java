package city.urna.protocol.group;

/**
 * A sum of points in the making: Jacobian coordinates, changed in place, with its own scratch
 * space.
 *
 * <p>(X, Y, Z) stands for (X/Z², Y/Z³), Z = 0 for the identity. All formulas are complete by
 * branching: equal, opposite and neutral operands are told apart. Formulas: Explicit-Formulas
 * Database, short Weierstrass with a = −3, {@code dbl-2001-b}, and the textbook mixed and full
 * addition (Hankerson, Menezes, Vanstone, Guide to Elliptic Curve Cryptography, §3.2.2). Variable
 * time. Not for several threads at once.
 */
final class Accumulator {
  private static final long[] ONE = Field.one();

  private final long[] x = Field.zero();
  private final long[] y = Field.zero();
  private final long[] z = Field.zero();
  private final long[] h = Field.zero();
  private final long[] r = Field.zero();
  private final long[] s = Field.zero();
  private final long[] t = Field.zero();
  private final long[] u = Field.zero();
  private final long[] v = Field.zero();

  boolean isIdentity() {
    return Field.isZero(z);
  }

  void clear() {
    Field.clear(z);
  }

  void set(long[] px, long[] py) {
    Field.copy(px, x);
    Field.copy(py, y);
    Field.copy(ONE, z);
  }

  void set(Projective other) {
    Field.copy(other.x(), x);
    Field.copy(other.y(), y);
    Field.copy(other.z(), z);
  }

  void add(Element element) {
    if (element instanceof Point point) {
      add(point.x(), point.y());
    }
  }

  /** Doubles in place. */
  void twice() {
    if (isIdentity()) {
      return;
    }
    square(z, s);
    square(y, t);
    multiply(x, t, u);
    Field.subtract(x, s, h);
    Field.add(x, s, r);
    multiply(h, r, r);
    Field.twice(r, h);
    Field.add(r, h, r);
    Field.add(y, z, z);
    square(z, z);
    Field.subtract(z, t, z);
    Field.subtract(z, s, z);
    Field.twice(u, u);
    Field.twice(u, u);
    square(r, x);
    Field.subtract(x, u, x);
    Field.subtract(x, u, x);
    square(t, t);
    Field.twice(t, t);
    Field.twice(t, t);
    Field.twice(t, t);
    Field.subtract(u, x, u);
    multiply(r, u, y);
    Field.subtract(y, t, y);
  }

  /** Adds an affine point. */
  void add(long[] px, long[] py) {
    if (isIdentity()) {
      set(px, py);
      return;
    }
    square(z, s);
    multiply(px, s, h);
    multiply(s, z, s);
    multiply(py, s, r);
    Field.subtract(h, x, h);
    Field.subtract(r, y, r);
    if (Field.isZero(h)) {
      twiceOrCancel();
      return;
    }
    multiply(z, h, z);
    finish();
  }

  /** Adds the negative of an affine point. */
  void subtract(long[] px, long[] py) {
    Field.negate(py, v);
    add(px, v);
  }

  /** Adds a sum; it may be this one's own snapshot. */
  void add(Projective other) {
    if (other.isIdentity()) {
      return;
    }
    if (isIdentity()) {
      set(other);
      return;
    }
    square(other.z(), s);
    multiply(x, s, u);
    multiply(s, other.z(), s);
    multiply(y, s, y);
    square(z, s);
    multiply(other.x(), s, h);
    multiply(s, z, s);
    multiply(other.y(), s, r);
    Field.subtract(h, u, h);
    Field.subtract(r, y, r);
    if (Field.isZero(h)) {
      // Back to a form that the doubling understands: this point over the product of both Z.
      Field.copy(u, x);
      multiply(z, other.z(), z);
      twiceOrCancel();
      return;
    }
    Field.copy(u, x);
    multiply(z, other.z(), z);
    multiply(z, h, z);
    finish();
  }

  /** X and Y of the sum, from X1 in x, Y1 in y, H in h and R in r (all over a common Z). */
  private void finish() {
    square(h, s);
    multiply(h, s, t);
    multiply(x, s, u);
    square(r, x);
    Field.subtract(x, t, x);
    Field.subtract(x, u, x);
    Field.subtract(x, u, x);
    multiply(y, t, y);
    Field.subtract(u, x, u);
    multiply(r, u, r);
    Field.subtract(r, y, y);
  }

  private void twiceOrCancel() {
    if (Field.isZero(r)) {
      twice();
    } else {
      clear();
    }
  }

  /** What the sum is now. */
  Projective snapshot() {
    return new Projective(x.clone(), y.clone(), z.clone());
  }

  /** What the sum is now, for one inversion. */
  Element element() {
    return snapshot().normalize();
  }

  private void multiply(long[] a, long[] b, long[] product) {
    Field.multiply(a, b, product);
  }

  private void square(long[] a, long[] square) {
    Field.square(a, square);
  }
}
