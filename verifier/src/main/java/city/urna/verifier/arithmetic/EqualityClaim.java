package city.urna.verifier.arithmetic;

import static city.urna.verifier.arithmetic.Equations.left;
import static city.urna.verifier.arithmetic.Equations.right;

import city.urna.verifier.arithmetic.Equations.Equation;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.util.List;

/**
 * The claim that a trustee's share of an aggregate was made with its key: X = x·G and D = x·A (spec
 * proofs §3).
 *
 * @param election the election hash, 32 bytes
 * @param closedSet the closed set hash, 32 bytes
 * @param trustee its index, from 1
 * @param index the item's place; the blank's is n
 * @param key X
 * @param ciphertext its alpha is A
 * @param share D, 33 bytes: a point, or the identity where A is
 * @param commitmentG a, 33 bytes: a point
 * @param commitmentC b, 33 bytes: a point, or the identity where A is
 * @param response z, 32 bytes
 */
public record EqualityClaim(
    String process,
    String scope,
    Bytes election,
    Bytes closedSet,
    int trustee,
    String question,
    int index,
    Point key,
    Aggregate ciphertext,
    Bytes share,
    Bytes commitmentG,
    Bytes commitmentC,
    Bytes response)
    implements Claim {

  @Override
  public Parsed<Equations> equations() {
    if (!(Element.decode(share) instanceof Parsed.Ok<Element>(Element d))
        || !(Point.decode(commitmentG) instanceof Parsed.Ok<Point>(Point a))
        || !(Element.decode(commitmentC) instanceof Parsed.Ok<Element>(Element b))
        || !(Scalar.decode(response) instanceof Parsed.Ok<Scalar>(Scalar z))) {
      return Parsed.malformed("equality proof: a point or a scalar is refused");
    }
    boolean empty = ciphertext.alpha() instanceof Identity;
    if (d instanceof Identity != empty || b instanceof Identity != empty) {
      return Parsed.malformed("equality proof: share and commitment are the identity iff alpha is");
    }
    Transcript transcript =
        Transcript.of("decryption-share", process, scope, election)
            .absorb("closed-set", closedSet)
            .absorb("trustee", trustee)
            .absorb("question", question)
            .absorb("index", index)
            .absorb("key", key.encode())
            .absorb("ciphertext", ciphertext.encode())
            .absorb("share", share)
            .absorb("commitment-g", commitmentG)
            .absorb("commitment-c", commitmentC);
    Scalar c = transcript.challenge();
    return Parsed.ok(
        new Equations(
            Bytes.concat(transcript.hash(), response),
            List.of(
                Equation.of(left(z, Point.GENERATOR), right(Scalar.ONE, a), right(c, key)),
                Equation.of(left(z, ciphertext.alpha()), right(Scalar.ONE, b), right(c, d)))));
  }
}
