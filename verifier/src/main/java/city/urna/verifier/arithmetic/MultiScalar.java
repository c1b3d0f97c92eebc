package city.urna.verifier.arithmetic;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sum of many products Σ sᵢ·Pᵢ by the bucket method (Pippenger; Bernstein, Doumen, Lange and
 * Oosterwijk, <i>Faster batch forgery identification</i>, 2012, §4), with signed digits.
 *
 * <p>Factors are cut into digits of some bits. For each place of digits every point goes to the
 * bucket of its digit, negated for a negative one; the points of a bucket are added pair by pair,
 * all pairs of all buckets sharing an inversion. Then Σ digit·bucket of all places is summed up
 * side by side, from the highest digit down. Variable time: public inputs only.
 */
final class MultiScalar {
  private static final int MOST_BITS = 13;

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
    return points.isEmpty() ? Element.IDENTITY : sum(bestWidth());
  }

  /** The width with about the fewest additions. */
  private int bestWidth() {
    int[] lengths = new int[257];
    for (BigInteger factor : factors) {
      lengths[factor.bitLength()]++;
    }
    int best = 0;
    long least = Long.MAX_VALUE;
    for (int width = 2; width <= MOST_BITS; width++) {
      long highest = 1L << width - 1;
      long additions = 2 * highest * places(width);
      for (int bits = 1; bits <= 256; bits++) {
        additions += lengths[bits] * (bits / width + 1L);
      }
      if (additions < least) {
        least = additions;
        best = width;
      }
    }
    return best;
  }

  private static int places(int width) {
    return 256 / width + 1;
  }

  /** The same by digits of so many bits, 2 to 13. */
  Element sum(int width) {
    int places = places(width);
    int highest = 1 << width - 1;
    short[][] digits = new short[places][points.size()];
    for (int i = 0; i < points.size(); i++) {
      cut(factors.get(i), width, digits, i);
    }
    // Slots: the sums of two kinds of each place, the buckets of all places, one place's points.
    int buckets = 2 * places;
    int sorted = buckets + places * highest;
    AffineSums sums = new AffineSums(sorted + points.size());
    int[] starts = new int[highest + 1];
    for (int place = 0; place < places; place++) {
      sort(digits[place], sums, sorted, starts);
      reduce(sums, starts);
      for (int digit = 1; digit <= highest; digit++) {
        if (starts[digit] > starts[digit - 1]) {
          sums.copy(starts[digit - 1], buckets + place * highest + digit - 1);
        }
      }
    }
    weigh(sums, buckets, places, highest);
    Jacobian total = new Jacobian();
    for (int place = places - 1; place >= 0; place--) {
      for (int i = 0; i < width; i++) {
        total.twice();
      }
      sums.addTo(total, places + place);
    }
    return total.toElement();
  }

  /**
   * Base 2^width, digits from −2^(width−1) + 1 to 2^(width−1), least first. The last digit is made
   * of fewer than width bits and so carries nothing.
   */
  private static void cut(BigInteger factor, int width, short[][] digits, int column) {
    int places = factor.bitLength() / width + 1;
    int[] limbs = new int[10];
    byte[] magnitude = factor.toByteArray();
    for (int i = 0; i < magnitude.length; i++) {
      int place = magnitude.length - 1 - i;
      limbs[place / 4] |= (magnitude[i] & 0xff) << (8 * (place % 4));
    }
    int carry = 0;
    for (int place = 0; place < places; place++) {
      int at = place * width;
      long pair = (limbs[at / 32] & 0xffffffffL) | (long) limbs[at / 32 + 1] << 32;
      int digit = (int) (pair >>> (at % 32)) & ((1 << width) - 1);
      digit += carry;
      carry = digit > 1 << (width - 1) ? 1 : 0;
      digits[place][column] = (short) (digit - (carry << width));
    }
  }

  /** Sorts one place's points by digit from a slot on: d's lie from starts[d−1] to starts[d]. */
  private void sort(short[] digits, AffineSums sums, int from, int[] starts) {
    Arrays.fill(starts, 0);
    for (short digit : digits) {
      if (digit != 0) {
        starts[Math.abs(digit)]++;
      }
    }
    starts[0] = from;
    for (int digit = 1; digit < starts.length; digit++) {
      starts[digit] += starts[digit - 1];
    }
    int[] next = starts.clone();
    for (int i = 0; i < digits.length; i++) {
      if (digits[i] != 0) {
        sums.put(next[Math.abs(digits[i]) - 1]++, points.get(i), digits[i] < 0);
      }
    }
  }

  /** Sums each digit's points up in the first of its slots. */
  private static void reduce(AffineSums sums, int[] starts) {
    int longest = 0;
    for (int digit = 1; digit < starts.length; digit++) {
      longest = Math.max(longest, starts[digit] - starts[digit - 1]);
    }
    // What is left of a bucket at each step lies in every step-th of its slots.
    for (int step = 1; step < longest; step *= 2) {
      for (int digit = 1; digit < starts.length; digit++) {
        for (int at = starts[digit - 1]; at + step < starts[digit]; at += 2 * step) {
          sums.plan(at, at + step, at);
        }
      }
      sums.run();
    }
  }

  /**
   * Leaves Σ over digits d of d·bucket(place, d) in slot places + place: the sum of the sums, in
   * slot place, of all buckets from d up.
   */
  private static void weigh(AffineSums sums, int buckets, int places, int highest) {
    for (int digit = highest; digit >= 0; digit--) {
      for (int place = 0; place < places; place++) {
        sums.plan(places + place, place, places + place); // one step behind, to fit the same run
        if (digit > 0) {
          sums.plan(place, buckets + place * highest + digit - 1, place);
        }
      }
      sums.run();
    }
  }
}
