package city.urna.verifier.arithmetic;

import static city.urna.verifier.arithmetic.Equations.left;
import static city.urna.verifier.arithmetic.Equations.right;

import city.urna.verifier.arithmetic.Equations.Equation;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.util.ArrayList;
import java.util.List;

/**
 * The claim that a ciphertext encrypts a value from lo to hi (spec proofs §2).
 *
 * @param election the election hash, 32 bytes
 * @param credential 32 bytes
 * @param index the item's place; the blank's is n, the sum's n + 1
 * @param key the joint key K; give the same object to all claims of a batch
 * @param lo at least 0
 * @param hi at least lo, at most lo + 1,023
 * @param proof 130·(hi − lo + 1) bytes
 */
public record RangeClaim(
    RangeKind kind,
    String process,
    String scope,
    Bytes election,
    String style,
    String question,
    Bytes credential,
    int index,
    Point key,
    Aggregate ciphertext,
    int lo,
    int hi,
    Bytes proof)
    implements Claim {

  private static final int BRANCH = 130;

  public RangeClaim {
    if (lo < 0 || hi < lo || hi - lo >= 1024) {
      throw new IllegalArgumentException("a range has 1 to 1,024 values, from 0 up");
    }
  }

  /** VerifyRange, steps 1 and 2; step 3 is left as equations. */
  @Override
  public Parsed<Equations> equations() {
    int branches = hi - lo + 1;
    if (proof.size() != BRANCH * branches) {
      return Parsed.malformed("range proof is not 130 bytes for each value");
    }
    if (ciphertext.alpha() instanceof Identity || ciphertext.beta() instanceof Identity) {
      return Parsed.malformed("range proof: a part of the ciphertext is the identity");
    }
    Transcript transcript =
        Transcript.of(kind.type(), process, scope, election)
            .absorb("style", style)
            .absorb("question", question)
            .absorb("credential", credential)
            .absorb("index", index)
            .absorb("key", key.encode())
            .absorb("ciphertext", ciphertext.encode())
            .absorb("range", Bytes.concat(Bytes.u32(lo), Bytes.u32(hi)))
            .count(branches);
    List<Equation> equations = new ArrayList<>(2 * branches);
    Scalar shares = Scalar.ZERO;
    for (int i = 0; i < branches; i++) {
      int at = BRANCH * i;
      transcript.absorb("commitment", proof.slice(at, at + 66));
      if (!(Point.decode(proof, at, at + 33) instanceof Parsed.Ok<Point>(Point a))) {
        return Parsed.malformed("range proof: commitment a of branch " + i + " is no point");
      }
      if (!(Point.decode(proof, at + 33, at + 66) instanceof Parsed.Ok<Point>(Point b))) {
        return Parsed.malformed("range proof: commitment b of branch " + i + " is no point");
      }
      if (!(Scalar.decode(proof.slice(at + 66, at + 98)) instanceof Parsed.Ok<Scalar>(Scalar c))
          || !(Scalar.decode(proof.slice(at + 98, at + 130))
              instanceof Parsed.Ok<Scalar>(Scalar z))) {
        return Parsed.malformed("range proof: a scalar of branch " + i + " is not below q");
      }
      shares = shares.plus(c);
      equations.add(
          Equation.of(
              left(z, Point.GENERATOR), right(Scalar.ONE, a), right(c, ciphertext.alpha())));
      equations.add(
          Equation.of(
              left(z, key),
              left(c.times(Scalar.of((long) lo + i)), Point.GENERATOR),
              right(Scalar.ONE, b),
              right(c, ciphertext.beta())));
    }
    if (!shares.equals(transcript.challenge())) {
      return Parsed.malformed("range proof: the challenge shares do not add up to the challenge");
    }
    return Parsed.ok(new Equations(Bytes.concat(transcript.hash(), proof), equations));
  }
}
