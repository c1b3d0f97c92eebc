package city.urna.verifier.arithmetic;

import static city.urna.verifier.arithmetic.Field.LIMBS;

import java.util.Arrays;

/**
 * Affine points in numbered slots, and many additions of them for one inversion (Montgomery's
 * trick): five multiplications and a squaring each, where a Jacobian one takes eleven.
 *
 * <p>{@link #plan} additions, then {@link #run} them. Planned additions are done in order, so that
 * a result may take the slot of an operand of the same or an earlier one; an operand must not be
 * the result of another of the same run. A slot may be empty, which stands for the identity.
 * Variable time, used by one thread.
 */
final class AffineSums {
  private final long[] x;
  private final long[] y;
  private final boolean[] empty;

  private int planned;
  private int[] left = new int[64];
  private int[] right = new int[64];
  private int[] result = new int[64];

  /**
   * For each planned addition the slope's denominator, and the product of it and all later ones.
   */
  private long[] denominator = new long[0];

  private long[] product = new long[0];

  private final long[] inverse = new long[LIMBS];
  private final long[] slope = new long[LIMBS];
  private final long[] t = new long[LIMBS];
  private final long[] sumX = new long[LIMBS];

  AffineSums(int slots) {
    x = new long[slots * LIMBS];
    y = new long[slots * LIMBS];
    empty = new boolean[slots];
    Arrays.fill(empty, true);
  }

  void put(int slot, Point point, boolean negative) {
    int at = slot * LIMBS;
    Field.copy(point.x, 0, x, at);
    if (negative) {
      Field.negate(point.y, 0, y, at);
    } else {
      Field.copy(point.y, 0, y, at);
    }
    empty[slot] = false;
  }

  void copy(int from, int to) {
    if (from != to) {
      Field.copy(x, from * LIMBS, x, to * LIMBS);
      Field.copy(y, from * LIMBS, y, to * LIMBS);
      empty[to] = empty[from];
    }
  }

  /** Adds a slot to a running sum. */
  void addTo(Jacobian sum, int slot) {
    if (!empty[slot]) {
      sum.add(x, slot * LIMBS, y, slot * LIMBS);
    }
  }

  /** Plans an addition; where an operand is empty, copies the other at once. */
  void plan(int one, int other, int sum) {
    if (empty[other]) {
      copy(one, sum);
      return;
    }
    if (empty[one]) {
      copy(other, sum);
      return;
    }
    if (planned == left.length) {
      left = Arrays.copyOf(left, 2 * planned);
      right = Arrays.copyOf(right, 2 * planned);
      result = Arrays.copyOf(result, 2 * planned);
    }
    left[planned] = one;
    right[planned] = other;
    result[planned++] = sum;
  }

  /** Does what was planned. */
  void run() {
    if (planned == 0) {
      return;
    }
    if (denominator.length < planned * LIMBS) {
      denominator = new long[left.length * LIMBS];
      product = new long[(left.length + 1) * LIMBS];
    }
    Field.copy(Field.ONE, 0, product, planned * LIMBS);
    for (int i = planned - 1; i >= 0; i--) {
      denominator(left[i] * LIMBS, right[i] * LIMBS, i * LIMBS);
      Field.multiply(product, (i + 1) * LIMBS, denominator, i * LIMBS, product, i * LIMBS);
    }
    Field.copy(product, 0, t, 0);
    Field.invert(t, inverse);
    for (int i = 0; i < planned; i++) {
      Field.multiply(inverse, 0, product, (i + 1) * LIMBS, slope, 0); // 1 / this denominator
      Field.multiply(inverse, 0, denominator, i * LIMBS, inverse, 0);
      add(left[i] * LIMBS, right[i] * LIMBS, result[i]);
    }
    planned = 0;
  }

  /** x₂ − x₁, or 2·y₁ for a point and itself; 1 for opposite points, whose sum has no slope. */
  private void denominator(int one, int other, int at) {
    Field.factor(x, other, x, one, denominator, at);
    if (Field.isZero(denominator, at)) {
      if (Field.equal(y, one, y, other)) {
        Field.twice(y, one, denominator, at);
      } else {
        Field.copy(Field.ONE, 0, denominator, at);
      }
    }
  }

  /** The sum of two points, given the inverse of the slope's denominator. */
  private void add(int one, int other, int slot) {
    Field.factor(x, other, x, one, t, 0);
    if (!Field.isZero(t, 0)) {
      Field.factor(y, other, y, one, t, 0);
    } else if (Field.equal(y, one, y, other)) {
      Field.square(x, one, sumX, 0);
      Field.subtract(sumX, 0, Field.ONE, 0, sumX, 0);
      Field.twice(sumX, 0, t, 0);
      Field.add(t, 0, sumX, 0, t, 0); // 3(x² − 1), as a = −3
    } else {
      empty[slot] = true;
      return;
    }
    Field.multiply(slope, 0, t, 0, slope, 0);
    Field.square(slope, 0, sumX, 0);
    Field.subtract(sumX, 0, x, one, sumX, 0);
    Field.subtract(sumX, 0, x, other, sumX, 0);
    Field.factor(x, one, sumX, 0, t, 0);
    Field.multiply(slope, 0, t, 0, t, 0);
    Field.subtract(t, 0, y, one, y, slot * LIMBS);
    Field.copy(sumX, 0, x, slot * LIMBS);
    empty[slot] = false;
  }
}
