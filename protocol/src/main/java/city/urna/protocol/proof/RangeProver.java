package city.urna.protocol.proof;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.elgamal.Ciphertext;
import city.urna.protocol.elgamal.PublicKey;
import city.urna.protocol.group.Element;
import city.urna.protocol.group.FixedBase;
import city.urna.protocol.group.Projective;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.transcript.Context;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Encrypts a whole ballot's numbers and proves their ranges (spec proofs §1, §2).
 *
 * <p>The prover knows each ciphertext's randomness, so that every commitment costs multiplications
 * of G and K only, by their tables; all points of the ballot are brought to affine form together.
 * Variable time on secrets that are used once, on the voter's own device.
 */
public final class RangeProver {
  private final Context context;
  private final String style;
  private final Bytes credential;
  private final PublicKey key;
  private final SecureRandom random;

  /**
   * @param credential the Ed25519 key that the ballot belongs to, 32 bytes
   * @param random draws challenge shares, responses and commitments, branch by branch
   */
  public RangeProver(
      Context context, String style, Bytes credential, PublicKey key, SecureRandom random) {
    this.context = context;
    this.style = style;
    this.credential = credential;
    this.key = key;
    this.random = random;
  }

  /**
   * A number to be encrypted with that randomness and proved to lie in lo…hi. Secret.
   *
   * @param index the place in the question, see {@link RangeStatement}
   */
  public record Witness(
      RangeKind kind, String question, int index, int lo, int hi, int value, Scalar r) {
    public Witness {
      if (value < lo || value > hi) {
        throw new IllegalArgumentException("what is not in the range cannot be proved");
      }
    }

    @Override
    public String toString() {
      return "Witness[redacted]";
    }
  }

  /** A ciphertext and the proof of its range. */
  public record Proven(Ciphertext ciphertext, RangeProof proof) {}

  /** One branch in the making: for the true value c is not known yet, and z holds w. */
  private record Draft(boolean real, Scalar c, Scalar z) {}

  /** ProveRange for each witness, in order. */
  public List<Proven> prove(List<Witness> witnesses) {
    List<List<Draft>> drafts = new ArrayList<>();
    List<Projective> points = new ArrayList<>();
    for (Witness witness : witnesses) {
      points.add(FixedBase.GENERATOR.project(witness.r()));
      points.add(key.projectBeta(witness.value(), witness.r()));
      drafts.add(commit(witness, points));
    }
    Iterator<Element> affine = Projective.normalize(points).iterator();
    List<Proven> proven = new ArrayList<>();
    for (int i = 0; i < witnesses.size(); i++) {
      proven.add(respond(witnesses.get(i), drafts.get(i), affine));
    }
    return proven;
  }

  /** Steps 1 and 2: draws, and adds a and b of every branch to the points. */
  private List<Draft> commit(Witness witness, List<Projective> points) {
    List<Draft> branches = new ArrayList<>();
    for (int value = witness.lo(); value <= witness.hi(); value++) {
      if (value == witness.value()) {
        Scalar w = Scalar.random(random);
        branches.add(new Draft(true, Scalar.ZERO, w));
        points.add(FixedBase.GENERATOR.project(w));
        points.add(key.multiples().project(w));
      } else {
        Scalar c = Scalar.random(random);
        Scalar z = Scalar.random(random);
        branches.add(new Draft(false, c, z));
        Scalar u = z.minus(c.times(witness.r()));
        Scalar v = c.times(Scalar.of((long) value - witness.value()));
        points.add(FixedBase.GENERATOR.project(u));
        points.add(key.multiples().project(u).plus(FixedBase.GENERATOR.project(v)));
      }
    }
    return branches;
  }

  /** Step 3: challenge and the true branch's share and response. */
  private Proven respond(Witness witness, List<Draft> drafts, Iterator<Element> affine) {
    Ciphertext ciphertext = new Ciphertext(affine.next().point(), affine.next().point());
    RangeStatement statement =
        new RangeStatement(
            context,
            witness.kind(),
            style,
            witness.question(),
            credential,
            witness.index(),
            key,
            ciphertext,
            witness.lo(),
            witness.hi());
    List<Ciphertext> commitments = new ArrayList<>();
    Scalar others = Scalar.ZERO;
    for (Draft draft : drafts) {
      commitments.add(new Ciphertext(affine.next().point(), affine.next().point()));
      others = others.plus(draft.c());
    }
    Scalar challenge =
        RangeProof.transcript(statement, commitments.stream().map(Ciphertext::encode).toList())
            .challenge();
    Scalar share = challenge.minus(others);
    List<RangeProof.Branch> branches = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      Draft draft = drafts.get(i);
      Scalar c = draft.real() ? share : draft.c();
      Scalar z = draft.real() ? draft.z().plus(share.times(witness.r())) : draft.z();
      branches.add(
          new RangeProof.Branch(commitments.get(i).alpha(), commitments.get(i).beta(), c, z));
    }
    return new Proven(ciphertext, new RangeProof(branches));
  }
}
