package city.urna.protocol.proof;

import static city.urna.protocol.proof.Equation.minus;
import static city.urna.protocol.proof.Equation.plus;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.group.Element;
import city.urna.protocol.group.Point;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;

/**
 * The disjunctive Chaum–Pedersen proof of a {@link RangeStatement} (spec proofs §2).
 *
 * <p>Encoded as 130 bytes for each value ascending: {@code a ‖ b ‖ c ‖ z}. Source: Cramer, Damgård,
 * Schoenmakers, Proofs of Partial Knowledge, 1994; commitments are carried, so that many proofs can
 * be checked in one sum.
 */
public record RangeProof(List<Branch> branches) {
  /** The length of one encoded branch in bytes. */
  public static final int BRANCH_SIZE = 2 * Element.SIZE + 2 * Scalar.SIZE;

  /** The part of the proof for one value: commitments a and b, challenge share c, response z. */
  public record Branch(Point a, Point b, Scalar c, Scalar z) {
    Bytes commitment() {
      return Bytes.concat(a.encode(), b.encode());
    }
  }

  public RangeProof {
    branches = List.copyOf(branches);
  }

  /**
   * Reads a proof of that many branches; refuses another length, points that are none, scalars out
   * of range.
   */
  public static Parsed<RangeProof> decode(Bytes encoded, int branches) {
    if (encoded.size() != branches * BRANCH_SIZE) {
      return new Parsed.Malformed<>(
          "a range proof has " + branches * BRANCH_SIZE + " bytes, not " + encoded.size());
    }
    return Wire.read(
        encoded,
        reader -> {
          List<Branch> read = new ArrayList<>(branches);
          for (int i = 0; i < branches; i++) {
            read.add(
                new Branch(
                    reader.require(Point.decode(reader.take(Element.SIZE))),
                    reader.require(Point.decode(reader.take(Element.SIZE))),
                    reader.require(Scalar.decode(reader.take(Scalar.SIZE))),
                    reader.require(Scalar.decode(reader.take(Scalar.SIZE)))));
          }
          return new RangeProof(read);
        });
  }

  public Bytes encode() {
    return Bytes.concat(
        branches.stream()
            .flatMap(
                branch ->
                    List.of(branch.commitment(), branch.c().encode(), branch.z().encode()).stream())
            .toArray(Bytes[]::new));
  }

  /** The transcript of statement and commitments. */
  static Transcript transcript(RangeStatement statement, List<Bytes> commitments) {
    Transcript transcript = statement.transcript();
    commitments.forEach(commitment -> transcript.absorb("commitment", commitment));
    return transcript;
  }

  /**
   * VerifyRange steps 2 and 3, taken apart for a batch.
   *
   * @throws IllegalArgumentException where the proof has not as many branches as the statement has
   *     values, which {@link #decode} sees to
   */
  public Claim claim(RangeStatement statement) {
    if (branches.size() != statement.branches()) {
      throw new IllegalArgumentException("as many branches as values are wanted");
    }
    Transcript transcript =
        transcript(statement, branches.stream().map(Branch::commitment).toList());
    Scalar sum = branches.stream().map(Branch::c).reduce(Scalar.ZERO, Scalar::plus);
    Point alpha = statement.ciphertext().alpha();
    Point beta = statement.ciphertext().beta();
    Point key = statement.key().point();
    List<Equation> equations = new ArrayList<>(2 * branches.size());
    for (int i = 0; i < branches.size(); i++) {
      Branch branch = branches.get(i);
      Scalar c = branch.c();
      Scalar z = branch.z();
      equations.add(Equation.of(plus(branch.a()), plus(c, alpha), minus(z, Element.GENERATOR)));
      Scalar value = c.times(Scalar.of(statement.lo() + (long) i));
      equations.add(
          Equation.of(
              plus(branch.b()), plus(c, beta), minus(value, Element.GENERATOR), minus(z, key)));
    }
    return new Claim(
        statement.place(),
        transcript.hash(),
        sum.equals(transcript.challenge()),
        branches.stream().map(Branch::c).toList(),
        branches.stream().map(Branch::z).toList(),
        equations);
  }

  /** VerifyRange: checks this proof by itself. */
  public Verdict<RangeStatement> verify(RangeStatement statement) {
    return ProofBatch.check(statement, claim(statement));
  }
}
