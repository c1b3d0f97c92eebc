package city.urna.verifier.arithmetic;

/**
 * A mutable group element in Jacobian coordinates, x = X/Z², y = Y/Z³; Z = 0 is the identity.
 *
 * <p>Formulas for a = −3 from the Explicit-Formulas Database: {@code dbl-2001-b}, {@code
 * madd-2007-bl} and {@code add-2007-bl} in their plain forms, with the cases that they leave out
 * (equal, opposite, identity) told apart.
 */
final class Jacobian {
  private final Field field;
  private final int[] x = new int[8];
  private final int[] y = new int[8];
  private final int[] z = new int[8];

  private final int[] a = new int[8];
  private final int[] b = new int[8];
  private final int[] c = new int[8];
  private final int[] d = new int[8];
  private final int[] e = new int[8];
  private final int[] f = new int[8];

  Jacobian(Field field) {
    this.field = field;
  }

  boolean isIdentity() {
    return Field.isZero(z);
  }

  void clear() {
    java.util.Arrays.fill(z, 0);
  }

  private void set(int[] otherX, int[] otherY, int[] otherZ) {
    System.arraycopy(otherX, 0, x, 0, 8);
    System.arraycopy(otherY, 0, y, 0, 8);
    System.arraycopy(otherZ, 0, z, 0, 8);
  }

  void twice() {
    if (isIdentity()) {
      return;
    }
    field.square(z, a); // delta = Z²
    field.square(y, b); // gamma = Y²
    field.multiply(x, b, c); // beta = X·gamma
    Field.subtract(x, a, d);
    Field.add(x, a, e);
    field.multiply(d, e, d);
    Field.twice(d, e);
    Field.add(d, e, d); // alpha = 3(X − delta)(X + delta)
    Field.add(y, z, e);
    field.square(e, e);
    Field.subtract(e, b, e);
    Field.subtract(e, a, z); // Z' = (Y + Z)² − gamma − delta
    Field.twice(c, c);
    Field.twice(c, c); // 4·beta
    field.square(d, e);
    Field.subtract(e, c, e);
    Field.subtract(e, c, x); // X' = alpha² − 8·beta
    Field.subtract(c, x, e);
    field.multiply(d, e, e);
    field.square(b, b);
    Field.twice(b, b);
    Field.twice(b, b);
    Field.twice(b, b);
    Field.subtract(e, b, y); // Y' = alpha(4·beta − X') − 8·gamma²
  }

  /** Adds the affine point (px, py). */
  void add(int[] px, int[] py) {
    if (isIdentity()) {
      set(px, py, Field.ONE);
      return;
    }
    field.square(z, a); // Z²
    field.multiply(px, a, b); // U2
    field.multiply(a, z, a);
    field.multiply(py, a, c); // S2
    Field.subtract(b, x, b); // H = U2 − X
    Field.subtract(c, y, c); // r = S2 − Y
    finish(x, y);
  }

  /** Adds another element. */
  void add(Jacobian other) {
    if (other.isIdentity()) {
      return;
    }
    if (isIdentity()) {
      set(other.x, other.y, other.z);
      return;
    }
    field.square(other.z, a); // Z2²
    field.multiply(x, a, e); // U1
    field.multiply(a, other.z, a);
    field.multiply(y, a, f); // S1
    field.square(z, a); // Z1²
    field.multiply(other.x, a, b); // U2
    field.multiply(a, z, a);
    field.multiply(other.y, a, c); // S2
    Field.subtract(b, e, b); // H
    Field.subtract(c, f, c); // r
    if (!Field.isZero(b)) {
      field.multiply(z, other.z, z);
    }
    finish(e, f);
  }

  /** With H in b, r in c, and U1, S1 given: X' = r² − H³ − 2·U1·H², and so on; Z' = Z·H. */
  private void finish(int[] u1, int[] s1) {
    if (Field.isZero(b)) {
      if (Field.isZero(c)) {
        twice();
      } else {
        clear();
      }
      return;
    }
    field.multiply(z, b, z);
    field.square(b, a); // H²
    field.multiply(a, b, b); // H³
    field.multiply(u1, a, a); // V = U1·H²
    field.multiply(s1, b, d); // S1·H³
    field.square(c, e);
    Field.subtract(e, b, e);
    Field.subtract(e, a, e);
    Field.subtract(e, a, x);
    Field.subtract(a, x, a);
    field.multiply(c, a, a);
    Field.subtract(a, d, y);
  }

  Element toElement() {
    if (isIdentity()) {
      return Element.IDENTITY;
    }
    int[] inverse = new int[8];
    int[] affineX = new int[8];
    int[] affineY = new int[8];
    Field.invert(z, inverse);
    field.square(inverse, a);
    field.multiply(x, a, affineX);
    field.multiply(a, inverse, a);
    field.multiply(y, a, affineY);
    return new Point(affineX, affineY);
  }
}
