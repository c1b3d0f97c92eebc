package city.urna.verifier.arithmetic;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.util.Collection;

/**
 * A point or the identity (spec encoding §1.5): aggregates, their shares, decrypted points. Where
 * the identity is refused the type is {@link Point}.
 */
public sealed interface Element permits Point, Identity {
  Identity IDENTITY = new Identity();

  /** Reads 33 bytes: a point, or 33 zero bytes for the identity. */
  static Parsed<Element> decode(Bytes bytes) {
    if (bytes.size() == 33 && bytes.isZero()) {
      return Parsed.ok(IDENTITY);
    }
    return Point.decode(bytes).map(point -> point);
  }

  /** The sum of any number of elements. */
  static Element sum(Collection<? extends Element> elements) {
    PointSum sum = new PointSum();
    elements.forEach(sum::add);
    return sum.total();
  }

  /** 33 bytes. */
  Bytes encode();

  Element negate();

  Element times(Scalar factor);

  default Element plus(Element other) {
    PointSum sum = new PointSum();
    sum.add(this);
    sum.add(other);
    return sum.total();
  }

  default Element minus(Element other) {
    return plus(other.negate());
  }
}
