package city.urna.verifier.arithmetic;

import static city.urna.verifier.arithmetic.Field.LIMBS;

/**
 * A mutable group element in Jacobian coordinates, x = X/Z², y = Y/Z³; Z = 0 is the identity.
 *
 * <p>Formulas for a = −3 from the Explicit-Formulas Database: {@code dbl-2001-b}, {@code
 * madd-2007-bl} and {@code add-2007-bl} in their plain forms, with the cases that they leave out
 * (equal, opposite, identity) told apart. Used by one thread.
 */
final class Jacobian {
  private final long[] x = new long[LIMBS];
  private final long[] y = new long[LIMBS];
  private final long[] z = new long[LIMBS];

  private final long[] a = new long[LIMBS];
  private final long[] b = new long[LIMBS];
  private final long[] c = new long[LIMBS];
  private final long[] d = new long[LIMBS];
  private final long[] e = new long[LIMBS];
  private final long[] f = new long[LIMBS];

  boolean isIdentity() {
    return Field.isZero(z, 0);
  }

  void clear() {
    java.util.Arrays.fill(z, 0);
  }

  void twice() {
    if (isIdentity()) {
      return;
    }
    square(z, a); // delta = Z²
    square(y, b); // gamma = Y²
    multiply(x, b, c); // beta = X·gamma
    subtract(x, a, d);
    add(x, a, e);
    multiply(d, e, d);
    add(d, d, e);
    add(d, e, d); // alpha = 3(X − delta)(X + delta)
    add(y, z, e);
    square(e, e);
    subtract(e, b, e);
    subtract(e, a, z); // Z' = (Y + Z)² − gamma − delta
    add(c, c, c);
    add(c, c, c); // 4·beta
    square(d, e);
    subtract(e, c, e);
    subtract(e, c, x); // X' = alpha² − 8·beta
    subtract(c, x, e);
    multiply(d, e, e);
    square(b, b);
    add(b, b, b);
    add(b, b, b);
    add(b, b, b);
    subtract(e, b, y); // Y' = alpha(4·beta − X') − 8·gamma²
  }

  /** Adds the affine point with these coordinates. */
  void add(long[] px, int xAt, long[] py, int yAt) {
    if (isIdentity()) {
      Field.copy(px, xAt, x, 0);
      Field.copy(py, yAt, y, 0);
      Field.copy(Field.ONE, 0, z, 0);
      return;
    }
    square(z, a); // Z²
    Field.multiply(px, xAt, a, 0, b, 0); // U2
    multiply(a, z, a);
    Field.multiply(py, yAt, a, 0, c, 0); // S2
    subtract(b, x, b); // H = U2 − X
    subtract(c, y, c); // r = S2 − Y
    finish(x, y);
  }

  void add(Point point) {
    add(point.x, 0, point.y, 0);
  }

  /** Adds another element. */
  void add(Jacobian other) {
    if (other.isIdentity()) {
      return;
    }
    if (isIdentity()) {
      Field.copy(other.x, 0, x, 0);
      Field.copy(other.y, 0, y, 0);
      Field.copy(other.z, 0, z, 0);
      return;
    }
    square(other.z, a); // Z2²
    multiply(x, a, e); // U1
    multiply(a, other.z, a);
    multiply(y, a, f); // S1
    square(z, a); // Z1²
    multiply(other.x, a, b); // U2
    multiply(a, z, a);
    multiply(other.y, a, c); // S2
    subtract(b, e, b); // H
    subtract(c, f, c); // r
    if (!Field.isZero(b, 0)) {
      multiply(z, other.z, z);
    }
    finish(e, f);
  }

  /** With H in b, r in c, and U1, S1 given: X' = r² − H³ − 2·U1·H², and so on; Z' = Z·H. */
  private void finish(long[] u1, long[] s1) {
    if (Field.isZero(b, 0)) {
      if (Field.isZero(c, 0)) {
        twice();
      } else {
        clear();
      }
      return;
    }
    multiply(z, b, z);
    square(b, a); // H²
    multiply(a, b, b); // H³
    multiply(u1, a, a); // V = U1·H²
    multiply(s1, b, d); // S1·H³
    square(c, e);
    subtract(e, b, e);
    subtract(e, a, e);
    subtract(e, a, x);
    subtract(a, x, a);
    multiply(c, a, a);
    subtract(a, d, y);
  }

  Element toElement() {
    if (isIdentity()) {
      return Element.IDENTITY;
    }
    long[] inverse = new long[LIMBS];
    long[] affineX = new long[LIMBS];
    long[] affineY = new long[LIMBS];
    Field.invert(z, inverse);
    square(inverse, a);
    multiply(x, a, affineX);
    multiply(a, inverse, a);
    multiply(y, a, affineY);
    return new Point(affineX, affineY);
  }

  private static void add(long[] x, long[] y, long[] out) {
    Field.add(x, 0, y, 0, out, 0);
  }

  private static void subtract(long[] x, long[] y, long[] out) {
    Field.subtract(x, 0, y, 0, out, 0);
  }

  private static void multiply(long[] x, long[] y, long[] out) {
    Field.multiply(x, 0, y, 0, out, 0);
  }

  private static void square(long[] x, long[] out) {
    Field.square(x, 0, out, 0);
  }
}
