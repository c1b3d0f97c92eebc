package city.urna.protocol.tally;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.group.Element;
import city.urna.protocol.group.FixedBase;
import city.urna.protocol.group.Projective;
import city.urna.protocol.group.Scalar;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Finds m with m·G = M for small m (spec tally §3), by Shanks's baby steps and giant steps: about
 * √n additions a search over a table of √n points.
 */
final class SmallLogarithm {
  private final long most;
  private final int width;
  private final Map<Bytes, Integer> babySteps = new HashMap<>();
  private final Element giantStep;

  /** For logarithms from 0 to that number. */
  SmallLogarithm(long most) {
    if (most < 0 || most >= 1L << 40) {
      throw new IllegalArgumentException("no small range");
    }
    this.most = most;
    this.width = BigInteger.valueOf(most).sqrt().intValueExact() + 1;
    List<Projective> steps = new ArrayList<>(width);
    Projective generator = Projective.of(Element.GENERATOR);
    Projective step = Projective.of(Element.IDENTITY);
    for (int i = 0; i < width; i++) {
      steps.add(step);
      step = step.plus(generator);
    }
    List<Element> affine = Projective.normalize(steps);
    for (int i = 0; i < width; i++) {
      babySteps.put(affine.get(i).encode(), i);
    }
    this.giantStep = FixedBase.GENERATOR.times(Scalar.of(width)).negate();
  }

  /** The logarithm, or nothing where there is none from 0 to the most. */
  OptionalLong of(Element element) {
    Element rest = element;
    for (long giant = 0; giant <= most; giant += width) {
      Integer baby = babySteps.get(rest.encode());
      if (baby != null) {
        long found = giant + baby;
        return found <= most ? OptionalLong.of(found) : OptionalLong.empty();
      }
      rest = rest.plus(giantStep);
    }
    return OptionalLong.empty();
  }
}
