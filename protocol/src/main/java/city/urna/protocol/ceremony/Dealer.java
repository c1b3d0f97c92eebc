package city.urna.protocol.ceremony;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.group.Element;
import city.urna.protocol.group.FixedBase;
import city.urna.protocol.group.Point;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.proof.PossessionProof;
import city.urna.protocol.records.Opening;
import city.urna.protocol.records.SealedShare;
import city.urna.protocol.signature.SecretAccess;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A trustee's own side of a round: its polynomial, and the opening made of it (spec ceremony, step
 * 1). Secret until the opening is posted; the polynomial stays so.
 */
public final class Dealer {
  private static final int SALT_SIZE = 32;

  private final Round round;
  private final int trustee;
  private final List<Scalar> polynomial;
  private final Bytes opening;

  private Dealer(Round round, int trustee, List<Scalar> polynomial, Bytes opening) {
    this.round = round;
    this.trustee = trustee;
    this.polynomial = List.copyOf(polynomial);
    this.opening = opening;
  }

  /**
   * Draws a polynomial of degree t−1, seals its values, proves possession.
   *
   * @param sealingKeys of every other active trustee, by index
   */
  public static Dealer draw(
      Round round, int trustee, Map<Integer, Point> sealingKeys, SecureRandom random) {
    if (!round.active().contains(trustee)) {
      throw new IllegalArgumentException("not an active trustee");
    }
    List<Scalar> polynomial =
        Stream.generate(() -> Scalar.random(random)).limit(round.threshold()).toList();
    List<Point> coefficients = points(polynomial).stream().map(Element::point).toList();
    PossessionProof possession =
        PossessionProof.prove(
            round.possession(trustee, coefficients), polynomial.getFirst(), random);
    byte[] salt = new byte[SALT_SIZE];
    random.nextBytes(salt);
    Opening.Builder opening =
        Opening.newBuilder()
            .setSalt(Bytes.of(salt).toByteString())
            .setPossessionCommitment(possession.commitment().encode().toByteString())
            .setPossessionResponse(possession.response().encode().toByteString());
    coefficients.forEach(point -> opening.addCoefficients(point.encode().toByteString()));
    for (int recipient : round.recipients(trustee)) {
      Point key = sealingKeys.get(recipient);
      if (key == null) {
        throw new IllegalArgumentException("no sealing key of trustee " + recipient);
      }
      ShareBox box =
          ShareBox.seal(
              key,
              round.shareInfo(trustee, recipient),
              evaluate(polynomial, recipient).encode(),
              random);
      opening.addShares(
          SealedShare.newBuilder()
              .setRecipient(recipient)
              .setEncapsulation(box.encapsulation().toByteString())
              .setCiphertext(box.ciphertext().toByteString()));
    }
    return new Dealer(round, trustee, polynomial, Bytes.of(opening.build().toByteString()));
  }

  /** f(i) modulo q, by Horner's rule. */
  private static Scalar evaluate(List<Scalar> polynomial, int i) {
    Scalar at = Scalar.of(i);
    Scalar value = Scalar.ZERO;
    for (int k = polynomial.size() - 1; k >= 0; k--) {
      value = value.times(at).plus(polynomial.get(k));
    }
    return value;
  }

  /** What is posted first. */
  public Digest commitment() {
    return round.commitment(trustee, opening);
  }

  /** What is posted once everybody has committed: exact bytes of an {@code Opening}. */
  public Bytes opening() {
    return opening;
  }

  /** The dealer's own share f_d(d). */
  Scalar ownShare() {
    return evaluate(polynomial, trustee);
  }

  /** f_d(i): published as an answer to a complaint by trustee i, else a secret of that trustee. */
  public Bytes answer(int recipient) {
    if (!round.recipients(trustee).contains(recipient)) {
      throw new IllegalArgumentException("no recipient of this dealer");
    }
    return evaluate(polynomial, recipient).encode();
  }

  public Round round() {
    return round;
  }

  public int trustee() {
    return trustee;
  }

  /** To be kept sealed until the ceremony is signed off: polynomial, then opening. */
  public Bytes encode(SecretAccess access) {
    List<Bytes> parts = new ArrayList<>();
    parts.add(Wire.u32(polynomial.size()));
    polynomial.forEach(f -> parts.add(f.encode()));
    parts.add(opening);
    return Bytes.concat(parts.toArray(Bytes[]::new));
  }

  /** Reads what {@link #encode} wrote in the same round; refuses what does not fit together. */
  public static Parsed<Dealer> decode(Round round, int trustee, Bytes saved) {
    int head = 4 + round.threshold() * Scalar.SIZE;
    return Wire.read(
        saved,
        reader -> {
          if (reader.u32() != round.threshold()) {
            throw reader.refuse("a polynomial of another degree");
          }
          List<Scalar> polynomial = new ArrayList<>();
          for (int k = 0; k < round.threshold(); k++) {
            polynomial.add(reader.require(Scalar.decode(reader.take(Scalar.SIZE))));
          }
          Bytes opening = reader.take((long) saved.size() - head);
          Contribution own = reader.require(Contribution.read(round, trustee, opening));
          if (!points(polynomial).equals(own.coefficients())) {
            throw reader.refuse("an opening of another polynomial");
          }
          return new Dealer(round, trustee, polynomial, opening);
        });
  }

  private static List<Element> points(List<Scalar> polynomial) {
    return polynomial.stream().map(FixedBase.GENERATOR::times).toList();
  }

  @Override
  public String toString() {
    return "Dealer[" + trustee + ", redacted]";
  }
}
