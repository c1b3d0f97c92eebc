package city.urna.protocol.proof;

import static city.urna.protocol.proof.Equation.minus;
import static city.urna.protocol.proof.Equation.plus;

import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.group.Element;
import city.urna.protocol.group.FixedBase;
import city.urna.protocol.group.Point;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.transcript.Transcript;
import java.security.SecureRandom;
import java.util.List;

/**
 * The Chaum–Pedersen proof of an {@link EqualityStatement} (spec proofs §3).
 *
 * @param a commitment w·G
 * @param b commitment w·A, the identity where A is
 * @param z response
 */
public record EqualityProof(Point a, Element b, Scalar z) {
  /**
   * ProveEquality. The secret is masked in every use, see {@link Element#timesBlinded}.
   *
   * @param secret x, for which the statement holds
   */
  public static EqualityProof prove(
      EqualityStatement statement, Scalar secret, SecureRandom random) {
    Scalar w = Scalar.random(random);
    Point a = FixedBase.GENERATOR.times(w).point();
    Element b = statement.ciphertext().alpha().times(w);
    Scalar c = transcript(statement, a, b).challenge();
    return new EqualityProof(a, b, respond(w, c, secret, random));
  }

  /** w + c·x, with x split in two for the multiplication. */
  static Scalar respond(Scalar w, Scalar c, Scalar secret, SecureRandom random) {
    Scalar mask = Scalar.random(random);
    return w.plus(c.times(secret.minus(mask))).plus(c.times(mask));
  }

  private static Transcript transcript(EqualityStatement statement, Point a, Element b) {
    return statement
        .transcript()
        .absorb("commitment-g", a.encode())
        .absorb("commitment-c", b.encode());
  }

  /** VerifyEquality, taken apart for a batch. */
  public Claim claim(EqualityStatement statement) {
    Transcript transcript = transcript(statement, a, b);
    Scalar c = transcript.challenge();
    boolean nothing = statement.ciphertext().alpha().isIdentity();
    return new Claim(
        statement.place(),
        transcript.hash(),
        statement.share().isIdentity() == nothing && b.isIdentity() == nothing,
        List.of(),
        List.of(z),
        List.of(
            Equation.of(plus(a), plus(c, statement.key()), minus(z, Element.GENERATOR)),
            Equation.of(
                plus(b), plus(c, statement.share()), minus(z, statement.ciphertext().alpha()))));
  }

  /** VerifyEquality: checks this proof by itself. */
  public Verdict<EqualityStatement> verify(EqualityStatement statement) {
    return ProofBatch.check(statement, claim(statement));
  }
}
