package city.urna.protocol.group;

import java.util.Arrays;

/**
 * Many independent additions of affine points for one inversion: about five multiplications and a
 * squaring each, where a mixed addition takes eleven.
 *
 * <p>Additions are collected with {@link #add}, done together by {@link #run}, and read by slot.
 * All operands are allowed, equal and opposite ones too; an absent coordinate array stands for the
 * identity. Variable time. Not for several threads at once.
 */
final class AffineBatch {
  private static final long[] ONE = Field.one();
  private final long[] slope = Field.zero();
  private final long[] scratch = Field.zero();

  private int size;
  private long[][] leftX = new long[64][];
  private long[][] leftY = new long[64][];
  private long[][] rightX = new long[64][];
  private long[][] rightY = new long[64][];
  private long[][] sumX = new long[64][];
  private long[][] sumY = new long[64][];

  // Scratch space that lives on from batch to batch: denominators, and products of those before.
  private long[][] denominators = new long[0][];
  private long[][] prefixes = new long[0][];

  /** Forgets everything collected. */
  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** Collects one addition of two points and returns its slot. */
  int add(long[] x1, long[] y1, long[] x2, long[] y2) {
    if (size == leftX.length) {
      int larger = 2 * size;
      leftX = Arrays.copyOf(leftX, larger);
      leftY = Arrays.copyOf(leftY, larger);
      rightX = Arrays.copyOf(rightX, larger);
      rightY = Arrays.copyOf(rightY, larger);
      sumX = Arrays.copyOf(sumX, larger);
      sumY = Arrays.copyOf(sumY, larger);
    }
    leftX[size] = x1;
    leftY[size] = y1;
    rightX[size] = x2;
    rightY[size] = y2;
    return size++;
  }

  /** Whether the sum in that slot is the identity. */
  boolean isIdentity(int slot) {
    return sumX[slot] == null;
  }

  long[] x(int slot) {
    return sumX[slot];
  }

  long[] y(int slot) {
    return sumY[slot];
  }

  /** Does all collected additions. */
  void run() {
    if (size == 0) {
      return;
    }
    if (denominators.length < size) {
      int from = denominators.length;
      denominators = Arrays.copyOf(denominators, leftX.length);
      prefixes = Arrays.copyOf(prefixes, leftX.length);
      for (int i = from; i < denominators.length; i++) {
        denominators[i] = Field.zero();
        prefixes[i] = Field.zero();
      }
    }
    long[] product = ONE.clone();
    for (int i = 0; i < size; i++) {
      denominator(i);
      Field.copy(product, prefixes[i]);
      Field.multiply(product, denominators[i], product);
    }
    long[] inverse = Field.zero();
    Field.invert(product, inverse);
    for (int i = size - 1; i >= 0; i--) {
      Field.multiply(inverse, prefixes[i], prefixes[i]);
      Field.multiply(inverse, denominators[i], inverse);
      sum(i, prefixes[i]);
    }
  }

  /** x2 − x1, or 2·y1 for a doubling, or one where the sum is the identity. */
  private void denominator(int i) {
    long[] denominator = denominators[i];
    Field.subtract(rightX[i], leftX[i], denominator);
    if (Field.isZero(denominator)) {
      if (Field.equal(leftY[i], rightY[i])) {
        Field.twice(leftY[i], denominator);
      } else {
        Field.copy(ONE, denominator);
      }
    }
  }

  private void sum(int i, long[] inverse) {
    long[] x1 = leftX[i];
    long[] y1 = leftY[i];
    long[] x2 = rightX[i];
    long[] y2 = rightY[i];
    if (Field.equal(x1, x2)) {
      if (!Field.equal(y1, y2)) {
        sumX[i] = null;
        sumY[i] = null;
        return;
      }
      // The tangent's slope: (3·x² − 3) / 2·y.
      Field.square(x1, slope);
      Field.subtract(slope, ONE, slope);
      Field.twice(slope, scratch);
      Field.add(slope, scratch, slope);
    } else {
      Field.subtract(y2, y1, slope);
    }
    Field.multiply(slope, inverse, slope);
    long[] x3 = Field.zero();
    long[] y3 = Field.zero();
    Field.square(slope, x3);
    Field.subtract(x3, x1, x3);
    Field.subtract(x3, x2, x3);
    Field.subtract(x1, x3, y3);
    Field.multiply(y3, slope, y3);
    Field.subtract(y3, y1, y3);
    sumX[i] = x3;
    sumY[i] = y3;
  }
}
