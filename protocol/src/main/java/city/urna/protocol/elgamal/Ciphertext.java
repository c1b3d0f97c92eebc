package city.urna.protocol.elgamal;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.group.Element;
import city.urna.protocol.group.Point;

/**
 * One encrypted number of a single ballot: 66 bytes, alpha then beta, neither the identity (spec
 * encoding §1.6).
 */
public record Ciphertext(Point alpha, Point beta) {
  /** The length of the encoding in bytes. */
  public static final int SIZE = 2 * Element.SIZE;

  /** Reads 66 bytes; refuses another length and whatever is no two points. */
  public static Parsed<Ciphertext> decode(Bytes encoded) {
    if (encoded.size() != SIZE) {
      return new Parsed.Malformed<>("a ciphertext has 66 bytes, not " + encoded.size());
    }
    return Point.decode(encoded.slice(0, Element.SIZE))
        .flatMap(
            alpha ->
                Point.decode(encoded.slice(Element.SIZE, SIZE))
                    .map(beta -> new Ciphertext(alpha, beta)));
  }

  public Bytes encode() {
    return Bytes.concat(alpha.encode(), beta.encode());
  }
}
