package city.urna.protocol.group;

/** A sum of many elements, added to in place. Variable time. Not for several threads at once. */
public final class RunningSum {
  private final Accumulator sum = new Accumulator();

  public RunningSum() {}

  public void add(Element element) {
    sum.add(element);
  }

  /** The sum so far, left for {@link Projective#normalize(java.util.List)}. */
  public Projective value() {
    return sum.snapshot();
  }
}
