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
 * Schnorr's proof that the author knows the secret of a public point (spec proofs §4).
 *
 * <p>The user gives the transcript of the statement, in which the point stands.
 *
 * @param commitment W
 * @param response z
 */
public record PossessionProof(Point commitment, Scalar response) {
  /**
   * Proves knowledge of x with A = x·G.
   *
   * @param statement the transcript up to the commitment; left as it is
   */
  public static PossessionProof prove(Transcript statement, Scalar secret, SecureRandom random) {
    Scalar w = Scalar.random(random);
    Point commitment = FixedBase.GENERATOR.times(w).point();
    Scalar c = transcript(statement, commitment).challenge();
    return new PossessionProof(commitment, EqualityProof.respond(w, c, secret, random));
  }

  private static Transcript transcript(Transcript statement, Point commitment) {
    return statement.copy().absorb("commitment", commitment.encode());
  }

  /** The check z·G = W + c·A, taken apart for a batch. */
  public Claim claim(Transcript statement, Point point) {
    Transcript transcript = transcript(statement, commitment);
    Scalar c = transcript.challenge();
    return new Claim(
        "possession proof",
        transcript.hash(),
        true,
        List.of(),
        List.of(response),
        List.of(Equation.of(plus(commitment), plus(c, point), minus(response, Element.GENERATOR))));
  }

  /** Checks this proof by itself; the verified value is the point. */
  public Verdict<Point> verify(Transcript statement, Point point) {
    return ProofBatch.check(point, claim(statement, point));
  }
}
