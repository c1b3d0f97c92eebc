package city.urna.protocol.group;

import java.util.Arrays;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Field;
import org.bouncycastle.math.raw.Nat256;

/**
 * Many independent additions of affine points for one inversion: about five multiplications and a
 * squaring each, where a mixed addition takes eleven.
 *
 * <p>Additions are collected with {@link #add}, done together by {@link #run}, and read by slot.
 * All operands are allowed, equal and opposite ones too; an absent coordinate array stands for the
 * identity. Variable time. Not for several threads at once.
 */
final class AffineBatch {
  private static final int[] ONE = Field.one();

  private final int[] wide = Nat256.createExt();
  private final int[] slope = Nat256.create();
  private final int[] scratch = Nat256.create();

  private int size;
  private int[][] leftX = new int[64][];
  private int[][] leftY = new int[64][];
  private int[][] rightX = new int[64][];
  private int[][] rightY = new int[64][];
  private int[][] sumX = new int[64][];
  private int[][] sumY = new int[64][];

  // Scratch space that lives on from batch to batch: denominators, and products of those before.
  private int[][] denominators = new int[0][];
  private int[][] prefixes = new int[0][];

  /** Forgets everything collected. */
  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** Collects one addition of two points and returns its slot. */
  int add(int[] x1, int[] y1, int[] x2, int[] y2) {
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

  int[] x(int slot) {
    return sumX[slot];
  }

  int[] y(int slot) {
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
        denominators[i] = Nat256.create();
        prefixes[i] = Nat256.create();
      }
    }
    int[] product = ONE.clone();
    for (int i = 0; i < size; i++) {
      denominator(i);
      Nat256.copy(product, prefixes[i]);
      SecP256R1Field.multiply(product, denominators[i], product, wide);
    }
    int[] inverse = Nat256.create();
    SecP256R1Field.inv(product, inverse);
    for (int i = size - 1; i >= 0; i--) {
      SecP256R1Field.multiply(inverse, prefixes[i], prefixes[i], wide);
      SecP256R1Field.multiply(inverse, denominators[i], inverse, wide);
      sum(i, prefixes[i]);
    }
  }

  /** x2 − x1, or 2·y1 for a doubling, or one where the sum is the identity. */
  private void denominator(int i) {
    int[] denominator = denominators[i];
    SecP256R1Field.subtract(rightX[i], leftX[i], denominator);
    if (Nat256.isZero(denominator)) {
      if (Nat256.eq(leftY[i], rightY[i])) {
        SecP256R1Field.twice(leftY[i], denominator);
      } else {
        Nat256.copy(ONE, denominator);
      }
    }
  }

  private void sum(int i, int[] inverse) {
    int[] x1 = leftX[i];
    int[] y1 = leftY[i];
    int[] x2 = rightX[i];
    int[] y2 = rightY[i];
    if (Nat256.eq(x1, x2)) {
      if (!Nat256.eq(y1, y2)) {
        sumX[i] = null;
        sumY[i] = null;
        return;
      }
      // The tangent's slope: (3·x² − 3) / 2·y.
      SecP256R1Field.square(x1, slope, wide);
      SecP256R1Field.subtract(slope, ONE, slope);
      SecP256R1Field.twice(slope, scratch);
      SecP256R1Field.add(slope, scratch, slope);
    } else {
      SecP256R1Field.subtract(y2, y1, slope);
    }
    SecP256R1Field.multiply(slope, inverse, slope, wide);
    int[] x3 = Nat256.create();
    int[] y3 = Nat256.create();
    SecP256R1Field.square(slope, x3, wide);
    SecP256R1Field.subtract(x3, x1, x3);
    SecP256R1Field.subtract(x3, x2, x3);
    SecP256R1Field.subtract(x1, x3, y3);
    SecP256R1Field.multiply(y3, slope, y3, wide);
    SecP256R1Field.subtract(y3, y1, y3);
    sumX[i] = x3;
    sumY[i] = y3;
  }
}
