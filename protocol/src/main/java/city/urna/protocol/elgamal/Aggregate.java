package city.urna.protocol.elgamal;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.group.Element;
import java.util.Optional;

/**
 * The product of ciphertexts, which encrypts the sum of what they encrypt: 66 bytes, alpha then
 * beta, each a point or the identity (spec tally §1).
 */
public record Aggregate(Element alpha, Element beta) {
  /** The length of the encoding in bytes. */
  public static final int SIZE = 2 * Element.SIZE;

  /** The product of no ciphertexts. */
  public static final Aggregate EMPTY = new Aggregate(Element.IDENTITY, Element.IDENTITY);

  public static Aggregate of(Ciphertext ciphertext) {
    return new Aggregate(ciphertext.alpha(), ciphertext.beta());
  }

  /** Reads 66 bytes; refuses another length and whatever is no two points or identities. */
  public static Parsed<Aggregate> decode(Bytes encoded) {
    if (encoded.size() != SIZE) {
      return new Parsed.Malformed<>("an aggregate has 66 bytes, not " + encoded.size());
    }
    return Element.decode(encoded.slice(0, Element.SIZE))
        .flatMap(
            alpha ->
                Element.decode(encoded.slice(Element.SIZE, SIZE))
                    .map(beta -> new Aggregate(alpha, beta)));
  }

  public Bytes encode() {
    return Bytes.concat(alpha.encode(), beta.encode());
  }

  public Aggregate plus(Ciphertext ciphertext) {
    return plus(of(ciphertext));
  }

  public Aggregate plus(Aggregate other) {
    return new Aggregate(alpha.plus(other.alpha), beta.plus(other.beta));
  }

  public Aggregate minus(Ciphertext ciphertext) {
    return new Aggregate(alpha.minus(ciphertext.alpha()), beta.minus(ciphertext.beta()));
  }

  /** This as a ciphertext of a single ballot, unless either half is the identity. */
  public Optional<Ciphertext> ciphertext() {
    return alpha.isIdentity() || beta.isIdentity()
        ? Optional.empty()
        : Optional.of(new Ciphertext(alpha.point(), beta.point()));
  }
}
