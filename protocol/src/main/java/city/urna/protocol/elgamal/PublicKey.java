package city.urna.protocol.elgamal;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.group.Element;
import city.urna.protocol.group.FixedBase;
import city.urna.protocol.group.Point;
import city.urna.protocol.group.Projective;
import city.urna.protocol.group.Scalar;
import java.util.List;
import java.util.Optional;

/**
 * A key K that is encrypted to: the trustees' joint key (spec proofs §1).
 *
 * <p>Its table of multiples is made when first needed: checking needs none.
 */
public final class PublicKey {
  private final Point point;

  // Two threads may both make the table; they make the same one.
  private volatile Optional<FixedBase> table = Optional.empty();

  public PublicKey(Point point) {
    this.point = point;
  }

  /** Reads 33 bytes as {@link Point#decode} does. */
  public static Parsed<PublicKey> decode(Bytes encoded) {
    return Point.decode(encoded).map(PublicKey::new);
  }

  public Point point() {
    return point;
  }

  public Bytes encode() {
    return point.encode();
  }

  /** Multiples of K by its table. */
  public FixedBase multiples() {
    Optional<FixedBase> made = table;
    if (made.isEmpty()) {
      made = Optional.of(new FixedBase(point));
      table = made;
    }
    return made.get();
  }

  /**
   * Encrypt(m, r): alpha = r·G, beta = m·G + r·K.
   *
   * @param m the number encrypted
   * @param r uniform in [1, q−1], used for nothing else
   * @throws IllegalArgumentException where alpha or beta is the identity: r zero, or m and r chosen
   *     so with the secret key in hand
   */
  public Ciphertext encrypt(int m, Scalar r) {
    Projective alpha = FixedBase.GENERATOR.project(r);
    Projective beta = projectBeta(m, r);
    List<Element> both = Projective.normalize(List.of(alpha, beta));
    return new Ciphertext(both.get(0).point(), both.get(1).point());
  }

  /** The second half of Encrypt(m, r), left for {@link Projective#normalize(List)}. */
  public Projective projectBeta(int m, Scalar r) {
    return multiples().project(r).plus(FixedBase.GENERATOR.project(Scalar.of(m)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicKey that && point.equals(that.point);
  }

  @Override
  public int hashCode() {
    return point.hashCode();
  }

  @Override
  public String toString() {
    return "PublicKey[" + encode().hex() + "]";
  }
}
