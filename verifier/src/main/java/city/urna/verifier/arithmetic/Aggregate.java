package city.urna.verifier.arithmetic;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;

/** A product of ciphertexts, point by point; either part may be the identity. */
public record Aggregate(Element alpha, Element beta) {
  /** The product of no ciphertexts. */
  public static final Aggregate EMPTY = new Aggregate(Element.IDENTITY, Element.IDENTITY);

  /** Reads 66 bytes: alpha, then beta, each a point or 33 zero bytes. */
  public static Parsed<Aggregate> decode(Bytes bytes) {
    if (bytes.size() != 66) {
      return Parsed.malformed("an aggregate ciphertext is 66 bytes");
    }
    return Element.decode(bytes.slice(0, 33))
        .flatMap(
            alpha -> Element.decode(bytes.slice(33, 66)).map(beta -> new Aggregate(alpha, beta)));
  }

  public Bytes encode() {
    return Bytes.concat(alpha.encode(), beta.encode());
  }

  public Aggregate plus(Ciphertext other) {
    return new Aggregate(alpha.plus(other.alpha()), beta.plus(other.beta()));
  }

  public Aggregate plus(Aggregate other) {
    return new Aggregate(alpha.plus(other.alpha()), beta.plus(other.beta()));
  }

  /** A running product; used by one thread. */
  public static final class Sum {
    private final PointSum alpha = new PointSum();
    private final PointSum beta = new PointSum();

    public void add(Ciphertext ciphertext) {
      alpha.add(ciphertext.alpha());
      beta.add(ciphertext.beta());
    }

    /** Adds a ciphertext many times, as a blank's in a sum (spec ballots §1.4). */
    public void add(Ciphertext ciphertext, int times) {
      alpha.add(ciphertext.alpha(), times);
      beta.add(ciphertext.beta(), times);
    }

    public void add(Aggregate aggregate) {
      alpha.add(aggregate.alpha());
      beta.add(aggregate.beta());
    }

    public Aggregate total() {
      return new Aggregate(alpha.total(), beta.total());
    }
  }
}
