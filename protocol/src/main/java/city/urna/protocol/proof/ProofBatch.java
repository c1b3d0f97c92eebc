package city.urna.protocol.proof;

import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.group.Element;
import city.urna.protocol.group.MultiScalar;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.group.Workers;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Checks many proofs at once (spec proofs §5), and names the guilty where a batch fails.
 *
 * <p>Proofs come in groups, one for each ballot or share, that stand or fall together. Every
 * challenge is compared by itself first; the equations of all groups that are left become one
 * weighted sum. A sum that is not the identity is halved until single groups are found, and these
 * until single proofs are, which are then checked exactly. Innocent groups are verified whatever
 * their neighbours are. Variable time: public inputs only.
 */
public final class ProofBatch {
  private final Optional<SecureRandom> random;
  private final Workers workers;

  private ProofBatch(Optional<SecureRandom> random, Workers workers) {
    this.random = random;
    this.workers = workers;
  }

  /** All that has to be proved of one subject. */
  public record Group<T>(T subject, List<Claim> claims) {
    public Group {
      claims = List.copyOf(claims);
    }
  }

  /**
   * Checks the groups.
   *
   * @param random the verifier's own, mixed into the weights; none in contract code, where every
   *     endorser must do the same
   * @return for each group its subject, or the first proof that fails
   */
  public static <T> List<Verdict<T>> check(
      List<Group<T>> groups, Optional<SecureRandom> random, Workers workers) {
    return new ProofBatch(random, workers).verdicts(groups);
  }

  /** Checks one claim by itself, exactly. */
  public static <T> Verdict<T> check(T subject, Claim claim) {
    return claim.holds() ? Verdict.verified(subject) : rejected(claim);
  }

  private <T> List<Verdict<T>> verdicts(List<Group<T>> groups) {
    List<Verdict<T>> verdicts = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      Group<T> group = groups.get(i);
      Optional<Claim> wrong =
          group.claims().stream().filter(claim -> !claim.consistent()).findFirst();
      verdicts.add(
          wrong
              .<Verdict<T>>map(ProofBatch::rejected)
              .orElseGet(() -> Verdict.verified(group.subject())));
      if (wrong.isEmpty()) {
        open.add(i);
      }
    }
    List<List<Claim>> claims = open.stream().map(i -> groups.get(i).claims()).toList();
    for (int guilty : guilty(claims)) {
      Claim first = claims.get(guilty).get(guiltyClaims(claims.get(guilty)).getFirst());
      verdicts.set(open.get(guilty), rejected(first));
    }
    return verdicts;
  }

  private static <T> Verdict<T> rejected(Claim claim) {
    return Verdict.rejected(Refusal.PROOF, claim.place());
  }

  /** The places of the groups that do not hold, ascending. */
  private List<Integer> guilty(List<List<Claim>> groups) {
    List<Claim> all = groups.stream().flatMap(List::stream).toList();
    if (weightedSumIsIdentity(all)) {
      return List.of();
    }
    if (groups.size() == 1) {
      return List.of(0);
    }
    int half = groups.size() / 2;
    return halves(
        guilty(groups.subList(0, half)), guilty(groups.subList(half, groups.size())), half);
  }

  /** The places of the claims that do not hold, ascending, at least one. */
  private List<Integer> guiltyClaims(List<Claim> claims) {
    List<List<Claim>> each = claims.stream().map(List::of).toList();
    List<Integer> found = guilty(each).stream().filter(i -> !claims.get(i).holds()).toList();
    // A sum that failed although each of its parts holds: with 2^-128 only. Then all of it is
    // named.
    return found.isEmpty() ? IntStream.range(0, claims.size()).boxed().toList() : found;
  }

  private static List<Integer> halves(List<Integer> left, List<Integer> right, int offset) {
    List<Integer> all = new ArrayList<>(left);
    right.forEach(i -> all.add(i + offset));
    return all;
  }

  private boolean weightedSumIsIdentity(List<Claim> claims) {
    BatchWeights weights = BatchWeights.of(claims, random);
    Map<Element, Scalar> sum = new LinkedHashMap<>();
    for (Claim claim : claims) {
      for (Equation equation : claim.equations()) {
        Scalar weight = weights.next();
        for (Equation.Term term : equation.terms()) {
          sum.merge(term.element(), weight.times(term.coefficient()), Scalar::plus);
        }
      }
    }
    return MultiScalar.sum(List.copyOf(sum.values()), List.copyOf(sum.keySet()), workers)
        .isIdentity();
  }
}
