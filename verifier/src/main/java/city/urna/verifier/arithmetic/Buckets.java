package city.urna.verifier.arithmetic;

/**
 * Bags of affine points, each reduced to its sum by rounds of pairwise additions; every round costs
 * one inversion in all. Filled in three steps: {@link #expect} each point, {@link #open}, {@link
 * #put} each point.
 */
final class Buckets {
  private final Field field = new Field();
  private final int[] start;
  private final int[] size;
  private int[][] x = new int[0][];
  private int[][] y = new int[0][];
  private int expected;

  Buckets(int count) {
    start = new int[count];
    size = new int[count];
  }

  /** Counts a point that this bucket will get. */
  void expect(int bucket) {
    size[bucket]++;
    expected++;
  }

  /** Makes room for all that were counted. */
  void open() {
    int at = 0;
    for (int bucket = 0; bucket < start.length; bucket++) {
      start[bucket] = at;
      at += size[bucket];
      size[bucket] = 0;
    }
    x = new int[expected][];
    y = new int[expected][];
  }

  void put(int bucket, Point point) {
    int at = start[bucket] + size[bucket]++;
    x[at] = point.x;
    y[at] = point.y;
  }

  /** Adds the bucket's point, if it has one, to a running sum. */
  void addTo(Jacobian sum, int bucket) {
    if (size[bucket] == 1) {
      sum.add(x[start[bucket]], y[start[bucket]]);
    }
  }

  /** Leaves at most one point in each bucket: the sum of those that were in it. */
  void reduce() {
    int pairs = pairs();
    int[][] prefix = new int[pairs][];
    int[][] denominator = new int[pairs][];
    for (int i = 0; i < pairs; i++) {
      prefix[i] = new int[8];
      denominator[i] = new int[8];
    }
    for (; pairs > 0; pairs = pairs()) {
      denominators(prefix, denominator);
      additions(pairs, prefix, denominator);
      compact();
    }
  }

  private int pairs() {
    int pairs = 0;
    for (int count : size) {
      pairs += count / 2;
    }
    return pairs;
  }

  /**
   * For each pair the denominator of its slope, and the product of all up to it. A pair of opposite
   * points has none: 1 stands in, and its sum, the identity, is dropped.
   */
  private void denominators(int[][] prefix, int[][] denominator) {
    int pair = 0;
    int[] product = Field.ONE;
    for (int bucket = 0; bucket < start.length; bucket++) {
      for (int at = start[bucket]; at + 1 < start[bucket] + size[bucket]; at += 2) {
        int[] slot = denominator[pair];
        Field.subtract(x[at + 1], x[at], slot);
        if (Field.isZero(slot)) {
          if (Field.equal(y[at], y[at + 1])) {
            Field.twice(y[at], slot);
          } else {
            System.arraycopy(Field.ONE, 0, slot, 0, 8);
          }
        }
        field.multiply(product, slot, prefix[pair]);
        product = prefix[pair];
        pair++;
      }
    }
  }

  /** Adds each pair, last first, into the place of its first point. */
  private void additions(int pairs, int[][] prefix, int[][] denominator) {
    int[] inverse = new int[8];
    int[] slope = new int[8];
    int[] t = new int[8];
    Field.invert(prefix[pairs - 1], inverse);
    int pair = pairs - 1;
    for (int bucket = start.length - 1; bucket >= 0; bucket--) {
      for (int at = start[bucket] + (size[bucket] / 2 - 1) * 2; at >= start[bucket]; at -= 2) {
        if (pair > 0) {
          field.multiply(inverse, prefix[pair - 1], slope); // 1 / this denominator
        } else {
          System.arraycopy(inverse, 0, slope, 0, 8);
        }
        field.multiply(inverse, denominator[pair], inverse);
        pair--;
        addPair(at, slope, t);
      }
    }
  }

  /** (x, y)[at] += (x, y)[at + 1], given the inverse of the slope's denominator. */
  private void addPair(int at, int[] slope, int[] t) {
    int[] x1 = x[at];
    int[] y1 = y[at];
    int[] x2 = x[at + 1];
    int[] y2 = y[at + 1];
    if (!Field.equal(x1, x2)) {
      Field.subtract(y2, y1, t);
    } else if (Field.equal(y1, y2)) {
      field.square(x1, t);
      Field.subtract(t, Field.ONE, t);
      int[] twice = new int[8];
      Field.twice(t, twice);
      Field.add(t, twice, t); // 3(x² − 1), as a = −3
    } else {
      x[at] = null;
      y[at] = null;
      return;
    }
    field.multiply(slope, t, slope);
    int[] sumX = new int[8];
    int[] sumY = new int[8];
    field.square(slope, sumX);
    Field.subtract(sumX, x1, sumX);
    Field.subtract(sumX, x2, sumX);
    Field.subtract(x1, sumX, t);
    field.multiply(slope, t, sumY);
    Field.subtract(sumY, y1, sumY);
    x[at] = sumX;
    y[at] = sumY;
  }

  private void compact() {
    for (int bucket = 0; bucket < start.length; bucket++) {
      int end = start[bucket] + size[bucket];
      int kept = start[bucket];
      for (int at = start[bucket]; at < end; at += 2) {
        if (x[at] != null) {
          x[kept] = x[at];
          y[kept] = y[at];
          kept++;
        }
      }
      size[bucket] = kept - start[bucket];
    }
  }
}
