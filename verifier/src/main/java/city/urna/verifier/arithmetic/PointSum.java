package city.urna.verifier.arithmetic;

/** A running sum of elements; used by one thread. */
public final class PointSum {
  private final Jacobian sum = new Jacobian();
  private final Jacobian multiple = new Jacobian();

  public void add(Element element) {
    switch (element) {
      case Point point -> sum.add(point);
      case Identity identity -> {}
    }
  }

  /**
   * Adds an element many times.
   *
   * @param times at least 0
   */
  public void add(Element element, int times) {
    if (times < 0) {
      throw new IllegalArgumentException("times is at least 0");
    }
    if (element instanceof Point point) {
      multiple.clear();
      for (int bit = 31 - Integer.numberOfLeadingZeros(times); bit >= 0; bit--) {
        multiple.twice();
        if ((times >>> bit & 1) == 1) {
          multiple.add(point);
        }
      }
      sum.add(multiple);
    }
  }

  /** The sum so far. */
  public Element total() {
    return sum.toElement();
  }
}
