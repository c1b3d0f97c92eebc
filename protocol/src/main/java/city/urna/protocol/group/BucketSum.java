package city.urna.protocol.group;

import java.util.Arrays;

/**
 * Σ scalarᵢ·pointᵢ by the bucket method (Pippenger, On the Evaluation of Powers and Monomials,
 * 1980), with signed digits and affine additions in batches.
 *
 * <p>A scalar is cut into windows of c bits; in each window every point goes to the bucket of its
 * digit's absolute value, negated for a negative digit. Buckets are summed up by pairing, the pairs
 * of many windows in one batch. Short scalars, such as weights of 128 bits, have no digits in the
 * upper windows and cost nothing there. Variable time: public inputs only.
 */
final class BucketSum {
  /** So many entries are sorted at a time: enough to share an inversion, few enough to cache. */
  private static final int ENTRIES_AT_ONCE = 1 << 14;

  private final int width;
  private final int buckets;
  private final int windows;
  private final Point[] points;
  private final short[][] digits;
  private final long[][] negatedY;
  private final AffineBatch batch = new AffineBatch();

  /** Weighted sums Σ b·bucket_b of the windows, absent for the identity. */
  private final long[][] windowX;

  private final long[][] windowY;

  private BucketSum(int width, Point[] points, Scalar[] scalars) {
    this.width = width;
    this.buckets = 1 << width - 1;
    this.points = points;
    this.digits = new short[points.length][];
    this.negatedY = new long[points.length][];
    int most = 0;
    for (int i = 0; i < points.length; i++) {
      digits[i] = digits(scalars[i]);
      negatedY[i] = Field.zero();
      Field.negate(points[i].y(), negatedY[i]);
      most = Math.max(most, digits[i].length);
    }
    this.windows = most;
    this.windowX = new long[windows][];
    this.windowY = new long[windows][];
  }

  /** The sum of points and scalars none of which is the identity or zero. */
  static Projective of(Point[] points, Scalar[] scalars) {
    return new BucketSum(bestWidth(scalars), points, scalars).sum();
  }

  /** The width with about the fewest additions, in whole numbers, by the scalars' lengths. */
  private static int bestWidth(Scalar[] scalars) {
    int best = 2;
    long least = Long.MAX_VALUE;
    for (int width = 2; width <= 14; width++) {
      int[] entries = new int[256 / width + 1];
      for (Scalar scalar : scalars) {
        entries[scalar.bitLength() / width]++;
      }
      long buckets = 1L << width - 1;
      long additions = 0;
      long present = 0;
      for (int window = entries.length - 1; window >= 0; window--) {
        present += entries[window];
        if (present > 0) {
          long filled = buckets * present / (buckets + present);
          additions += present - filled + 2 * buckets;
        }
      }
      if (additions < least) {
        least = additions;
        best = width;
      }
    }
    return best;
  }

  /** Signed digits, least significant first, each from −2^(c−1)+1 to 2^(c−1). */
  private short[] digits(Scalar scalar) {
    byte[] bytes = scalar.toBytes();
    short[] out = new short[scalar.bitLength() / width + 1];
    int carry = 0;
    for (int window = 0; window < out.length; window++) {
      int digit = carry;
      for (int bit = 0; bit < width; bit++) {
        int at = window * width + bit;
        if (at < 8 * Scalar.SIZE) {
          digit += (bytes[Scalar.SIZE - 1 - (at >>> 3)] >>> (at & 7) & 1) << bit;
        }
      }
      carry = digit > buckets ? 1 : 0;
      out[window] = (short) (digit - (carry << width));
    }
    return out;
  }

  private Projective sum() {
    int atOnce = Math.max(1, Math.min(windows, ENTRIES_AT_ONCE / points.length));
    for (int from = 0; from < windows; from += atOnce) {
      sumWindows(from, Math.min(windows, from + atOnce));
    }
    Accumulator sum = new Accumulator();
    for (int window = windows - 1; window >= 0; window--) {
      for (int i = 0; i < width; i++) {
        sum.twice();
      }
      if (windowX[window] != null) {
        sum.add(windowX[window], windowY[window]);
      }
    }
    return sum.snapshot();
  }

  /** Fills the buckets of these windows, and sums them up. */
  private void sumWindows(int from, int to) {
    int segments = (to - from) * buckets;
    int[] ends = new int[segments + 1];
    for (short[] own : digits) {
      for (int window = from; window < Math.min(to, own.length); window++) {
        if (own[window] != 0) {
          ends[segment(window - from, own[window]) + 1]++;
        }
      }
    }
    for (int segment = 0; segment < segments; segment++) {
      ends[segment + 1] += ends[segment];
    }
    long[][] xs = new long[ends[segments]][];
    long[][] ys = new long[ends[segments]][];
    int[] next = Arrays.copyOf(ends, segments);
    for (int i = 0; i < points.length; i++) {
      short[] own = digits[i];
      for (int window = from; window < Math.min(to, own.length); window++) {
        if (own[window] != 0) {
          int at = next[segment(window - from, own[window])]++;
          xs[at] = points[i].x();
          ys[at] = own[window] > 0 ? points[i].y() : negatedY[i];
        }
      }
    }
    int[] lengths = new int[segments];
    for (int segment = 0; segment < segments; segment++) {
      lengths[segment] = ends[segment + 1] - ends[segment];
    }
    while (halve(xs, ys, ends, lengths)) {
      // Every round leaves half of each bucket.
    }
    weigh(from, to, xs, ys, ends, lengths);
  }

  private int segment(int window, short digit) {
    return window * buckets + Math.abs(digit) - 1;
  }

  /** Adds up neighbours in each segment; false when none has more than one point left. */
  private boolean halve(long[][] xs, long[][] ys, int[] starts, int[] lengths) {
    batch.clear();
    for (int segment = 0; segment < lengths.length; segment++) {
      int start = starts[segment];
      for (int i = 0; i + 1 < lengths[segment]; i += 2) {
        batch.add(xs[start + i], ys[start + i], xs[start + i + 1], ys[start + i + 1]);
      }
    }
    if (batch.size() == 0) {
      return false;
    }
    batch.run();
    int slot = 0;
    for (int segment = 0; segment < lengths.length; segment++) {
      int start = starts[segment];
      int length = lengths[segment];
      int left = 0;
      for (int i = 0; i < length; i += 2) {
        if (i + 1 == length) {
          xs[start + left] = xs[start + i];
          ys[start + left++] = ys[start + i];
        } else if (batch.isIdentity(slot)) {
          slot++;
        } else {
          xs[start + left] = batch.x(slot);
          ys[start + left++] = batch.y(slot++);
        }
      }
      lengths[segment] = left;
    }
    return true;
  }

  /**
   * Σ b·bucket_b in each window: from the highest bucket down, {@code run} sums the buckets and
   * {@code total} the values of run, one step behind so that both fit one batch.
   */
  private void weigh(int from, int to, long[][] xs, long[][] ys, int[] starts, int[] lengths) {
    int count = to - from;
    Lane[] runs = new Lane[count];
    Lane[] totals = new Lane[count];
    for (int window = 0; window < count; window++) {
      runs[window] = new Lane();
      totals[window] = new Lane();
    }
    for (int bucket = buckets; bucket >= 0; bucket--) {
      batch.clear();
      for (int window = 0; window < count; window++) {
        totals[window].plus(runs[window].x, runs[window].y);
        if (bucket > 0) {
          int segment = window * buckets + bucket - 1;
          if (lengths[segment] == 1) {
            runs[window].plus(xs[starts[segment]], ys[starts[segment]]);
          }
        }
      }
      batch.run();
      for (int window = 0; window < count; window++) {
        totals[window].settle();
        runs[window].settle();
      }
    }
    for (int window = 0; window < count; window++) {
      windowX[from + window] = totals[window].x;
      windowY[from + window] = totals[window].y;
    }
  }

  /** A sum that grows by one point a batch; absent coordinates stand for the identity. */
  private final class Lane {
    private long[] x;
    private long[] y;
    private long[] nextX;
    private long[] nextY;
    private int slot = -1;

    void plus(long[] px, long[] py) {
      if (px == null) {
        return;
      }
      if (x == null) {
        nextX = px;
        nextY = py;
        slot = -2;
      } else {
        slot = batch.add(x, y, px, py);
      }
    }

    void settle() {
      if (slot == -2) {
        x = nextX;
        y = nextY;
      } else if (slot >= 0) {
        x = batch.x(slot);
        y = batch.y(slot);
      }
      slot = -1;
    }
  }
}
