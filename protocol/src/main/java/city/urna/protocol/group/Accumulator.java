package city.urna.protocol.group;

import org.bouncycastle.math.ec.custom.sec.SecP256R1Field;
import org.bouncycastle.math.raw.Nat256;

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
  private final int[] x = Nat256.create();
  private final int[] y = Nat256.create();
  private final int[] z = Nat256.create();

  private final int[] wide = Nat256.createExt();
  private final int[] h = Nat256.create();
  private final int[] r = Nat256.create();
  private final int[] s = Nat256.create();
  private final int[] t = Nat256.create();
  private final int[] u = Nat256.create();
  private final int[] v = Nat256.create();

  boolean isIdentity() {
    return Nat256.isZero(z);
  }

  void clear() {
    Nat256.zero(z);
  }

  void set(int[] px, int[] py) {
    Nat256.copy(px, x);
    Nat256.copy(py, y);
    Nat256.zero(z);
    z[0] = 1;
  }

  void set(Projective other) {
    Nat256.copy(other.x(), x);
    Nat256.copy(other.y(), y);
    Nat256.copy(other.z(), z);
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
    SecP256R1Field.subtract(x, s, h);
    SecP256R1Field.add(x, s, r);
    multiply(h, r, r);
    SecP256R1Field.twice(r, h);
    SecP256R1Field.add(r, h, r);
    SecP256R1Field.add(y, z, z);
    square(z, z);
    SecP256R1Field.subtract(z, t, z);
    SecP256R1Field.subtract(z, s, z);
    SecP256R1Field.twice(u, u);
    SecP256R1Field.twice(u, u);
    square(r, x);
    SecP256R1Field.subtract(x, u, x);
    SecP256R1Field.subtract(x, u, x);
    square(t, t);
    SecP256R1Field.twice(t, t);
    SecP256R1Field.twice(t, t);
    SecP256R1Field.twice(t, t);
    SecP256R1Field.subtract(u, x, u);
    multiply(r, u, y);
    SecP256R1Field.subtract(y, t, y);
  }

  /** Adds an affine point. */
  void add(int[] px, int[] py) {
    if (isIdentity()) {
      set(px, py);
      return;
    }
    square(z, s);
    multiply(px, s, h);
    multiply(s, z, s);
    multiply(py, s, r);
    SecP256R1Field.subtract(h, x, h);
    SecP256R1Field.subtract(r, y, r);
    if (Nat256.isZero(h)) {
      twiceOrCancel();
      return;
    }
    multiply(z, h, z);
    finish();
  }

  /** Adds the negative of an affine point. */
  void subtract(int[] px, int[] py) {
    SecP256R1Field.negate(py, v);
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
    SecP256R1Field.subtract(h, u, h);
    SecP256R1Field.subtract(r, y, r);
    if (Nat256.isZero(h)) {
      // Back to a form that the doubling understands: this point over the product of both Z.
      Nat256.copy(u, x);
      multiply(z, other.z(), z);
      twiceOrCancel();
      return;
    }
    Nat256.copy(u, x);
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
    SecP256R1Field.subtract(x, t, x);
    SecP256R1Field.subtract(x, u, x);
    SecP256R1Field.subtract(x, u, x);
    multiply(y, t, y);
    SecP256R1Field.subtract(u, x, u);
    multiply(r, u, r);
    SecP256R1Field.subtract(r, y, y);
  }

  private void twiceOrCancel() {
    if (Nat256.isZero(r)) {
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

  private void multiply(int[] a, int[] b, int[] product) {
    SecP256R1Field.multiply(a, b, product, wide);
  }

  private void square(int[] a, int[] square) {
    SecP256R1Field.square(a, square, wide);
  }
}
