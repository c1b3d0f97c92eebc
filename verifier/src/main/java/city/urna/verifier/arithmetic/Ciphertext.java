package city.urna.verifier.arithmetic;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;

/** An encryption in a single ballot (spec encoding §1.6): neither part is the identity. */
public record Ciphertext(Point alpha, Point beta) {
  /** Reads 66 bytes: alpha, then beta. */
  public static Parsed<Ciphertext> decode(Bytes bytes) {
    if (bytes.size() != 66) {
      return Parsed.malformed("a ciphertext is 66 bytes");
    }
    return Point.decode(bytes, 0, 33)
        .flatMap(alpha -> Point.decode(bytes, 33, 66).map(beta -> new Ciphertext(alpha, beta)));
  }

  public Bytes encode() {
    return Bytes.concat(alpha.encode(), beta.encode());
  }

  public Aggregate aggregate() {
    return new Aggregate(alpha, beta);
  }
}
