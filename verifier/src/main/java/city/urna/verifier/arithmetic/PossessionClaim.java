package city.urna.verifier.arithmetic;

import static city.urna.verifier.arithmetic.Equations.left;
import static city.urna.verifier.arithmetic.Equations.right;

import city.urna.verifier.arithmetic.Equations.Equation;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.util.List;

/**
 * The claim to know x with A = x·G (spec proofs §4).
 *
 * @param statement the user's transcript as far as, and without, the commitment; not written to
 * @param key A
 * @param commitment W, 33 bytes
 * @param response z, 32 bytes
 */
public record PossessionClaim(Transcript statement, Point key, Bytes commitment, Bytes response)
    implements Claim {

  @Override
  public Parsed<Equations> equations() {
    if (!(Point.decode(commitment) instanceof Parsed.Ok<Point>(Point w))
        || !(Scalar.decode(response) instanceof Parsed.Ok<Scalar>(Scalar z))) {
      return Parsed.malformed("possession proof: a point or a scalar is refused");
    }
    Transcript transcript = statement.copy().absorb("commitment", commitment);
    return Parsed.ok(
        new Equations(
            Bytes.concat(transcript.hash(), key.encode(), response),
            List.of(
                Equation.of(
                    left(z, Point.GENERATOR),
                    right(Scalar.ONE, w),
                    right(transcript.challenge(), key)))));
  }
}
