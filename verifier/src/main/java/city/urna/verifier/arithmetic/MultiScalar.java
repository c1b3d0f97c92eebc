package city.urna.verifier.arithmetic;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A sum of many products Σ sᵢ·Pᵢ by the bucket method (Pippenger; Bernstein, Doumen, Lange and
 * Oosterwijk, <i>Faster batch forgery identification</i>, 2012, §4), with signed digits.
 *
 * <p>The points of one bucket are added pair by pair in affine coordinates, all pairs of all
 * buckets of all digits sharing one field inversion (Montgomery's trick). Variable time: public
 * inputs only.
 */
final class MultiScalar {
  private final List<Point> points = new ArrayList<>();
  private final List<BigInteger> factors = new ArrayList<>();

  /**
   * Adds one product to the sum.
   *
   * @param factor at least 0, below 2²⁵⁶; short ones cost less
   */
  void add(BigInteger factor, Point point) {
    if (factor.signum() < 0 || factor.bitLength() > 256) {
      throw new IllegalArgumentException("a factor is at least 0 and below 2^256");
    }
    if (factor.signum() > 0) {
      points.add(point);
      factors.add(factor);
    }
  }

  Element sum() {
    if (points.isEmpty()) {
      return Element.IDENTITY;
    }
    int width = digitWidth(points.size());
    int windows = 256 / width + 1;
    int perWindow = 1 << (width - 1);
    Buckets buckets = new Buckets(windows * perWindow);
    int[][] digits = new int[points.size()][];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = signedDigits(factors.get(i), width);
      for (int w = 0; w < digits[i].length; w++) {
        if (digits[i][w] != 0) {
          buckets.expect(w * perWindow + Math.abs(digits[i][w]) - 1);
        }
      }
    }
    buckets.open();
    for (int i = 0; i < digits.length; i++) {
      Point point = points.get(i);
      Point negative = point.negate();
      for (int w = 0; w < digits[i].length; w++) {
        int digit = digits[i][w];
        if (digit != 0) {
          buckets.put(w * perWindow + Math.abs(digit) - 1, digit > 0 ? point : negative);
        }
      }
    }
    buckets.reduce();
    return combine(buckets, width, windows, perWindow);
  }

  /** Σ over windows of 2^(width·w) · Σ over digits d of d·bucket(w, d). */
  private static Element combine(Buckets buckets, int width, int windows, int perWindow) {
    Field field = new Field();
    Jacobian total = new Jacobian(field);
    Jacobian running = new Jacobian(field);
    Jacobian window = new Jacobian(field);
    for (int w = windows - 1; w >= 0; w--) {
      for (int i = 0; i < width; i++) {
        total.twice();
      }
      running.clear();
      window.clear();
      for (int d = perWindow - 1; d >= 0; d--) {
        buckets.addTo(running, w * perWindow + d);
        window.add(running);
      }
      total.add(window);
    }
    return total.toElement();
  }

  /**
   * Base 2^width, digits from −2^(width−1) + 1 to 2^(width−1), least first. The last digit is made
   * of fewer than width bits and so carries nothing.
   */
  private static int[] signedDigits(BigInteger factor, int width) {
    int bits = factor.bitLength();
    int[] digits = new int[bits / width + 1];
    int[] limbs = new int[10];
    byte[] magnitude = factor.toByteArray();
    for (int i = 0; i < magnitude.length; i++) {
      int place = magnitude.length - 1 - i;
      limbs[place / 4] |= (magnitude[i] & 0xff) << (8 * (place % 4));
    }
    int carry = 0;
    for (int w = 0; w < digits.length; w++) {
      int at = w * width;
      long pair = (limbs[at / 32] & 0xffffffffL) | (long) limbs[at / 32 + 1] << 32;
      int digit = (int) (pair >>> (at % 32)) & ((1 << width) - 1);
      digit += carry;
      carry = digit > 1 << (width - 1) ? 1 : 0;
      digits[w] = digit - (carry << width);
    }
    return digits;
  }

  /** Found by measuring: additions per point fall with the width, the work per bucket doubles. */
  private static int digitWidth(int points) {
    int width = 3;
    for (int least = 24; width < 13 && points > least; least *= 2) {
      width++;
    }
    return width;
  }
}
