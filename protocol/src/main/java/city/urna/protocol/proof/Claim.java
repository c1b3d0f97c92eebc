package city.urna.protocol.proof;

import city.urna.protocol.bytes.Digest;
import city.urna.protocol.group.Scalar;
import java.util.List;

/**
 * A statement and its proof, taken apart for checking: the challenge is recomputed already, the
 * equations between points are not checked yet.
 *
 * <p>Made by {@link RangeProof#claim}, {@link EqualityProof#claim} and {@link
 * PossessionProof#claim}, checked by {@link ProofBatch}.
 */
public final class Claim {
  private final String place;
  private final Digest transcript;
  private final boolean consistent;
  private final List<Scalar> shares;
  private final List<Scalar> responses;
  private final List<Equation> equations;

  /**
   * @param place what is proved, for the reason of a refusal
   * @param transcript hash of statement and commitments
   * @param consistent whether the challenge shares sum up to the recomputed challenge, and the
   *     identity stands only where it may
   * @param shares the challenge shares, none where the proof carries none
   */
  Claim(
      String place,
      Digest transcript,
      boolean consistent,
      List<Scalar> shares,
      List<Scalar> responses,
      List<Equation> equations) {
    this.place = place;
    this.transcript = transcript;
    this.consistent = consistent;
    this.shares = List.copyOf(shares);
    this.responses = List.copyOf(responses);
    this.equations = List.copyOf(equations);
  }

  String place() {
    return place;
  }

  Digest transcript() {
    return transcript;
  }

  boolean consistent() {
    return consistent;
  }

  List<Scalar> shares() {
    return shares;
  }

  List<Scalar> responses() {
    return responses;
  }

  List<Equation> equations() {
    return equations;
  }

  /** Whether this is consistent and every equation holds, each by itself (spec proofs §2–§4). */
  boolean holds() {
    return consistent && equations.stream().allMatch(Equation::holds);
  }
}
