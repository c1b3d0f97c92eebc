package city.urna.verifier.arithmetic;

import city.urna.verifier.arithmetic.Equations.Equation;
import city.urna.verifier.arithmetic.Equations.Product;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Checks many proofs at once (spec proofs §5): each challenge by itself, then one weighted sum of
 * all equations, bisected to the guilty when it is not the identity.
 *
 * <p>The weights stand on the whole batch and on the verifier's own randomness, so that no set of
 * false proofs cancels but with probability 2⁻¹²⁸. The more proofs share a sum the less each costs,
 * so that only what is more than enough for one is divided among the cores.
 */
public final class ProofBatch {
  private static final int MOST_IN_ONE_SUM = 2_000;
  private static final Bytes WEIGHT = Bytes.ofUtf8("urna-batch-weight");

  private ProofBatch() {}

  /**
   * How a batch came out.
   *
   * @param checked how many claims there were
   * @param rejected those that do not hold, ascending by index; all others are verified
   */
  public record Outcome(int checked, List<Rejected> rejected) {}

  /** A claim that does not hold. */
  public record Rejected(int index, String reason) {}

  /** A claim whose challenge holds, waiting for its equations to be checked. */
  private record Pending(int index, Equations equations) {}

  /** Checks every claim; the order of claims does not matter. */
  public static Outcome check(List<? extends Claim> claims, SecureRandom random) {
    int groups = Math.ceilDiv(claims.size(), MOST_IN_ONE_SUM);
    Bytes own = ownRandomness(random);
    List<Rejected> rejected =
        IntStream.range(0, groups)
            .parallel()
            .mapToObj(
                group -> {
                  int from = (int) ((long) claims.size() * group / groups);
                  int to = (int) ((long) claims.size() * (group + 1) / groups);
                  return checkGroup(claims, from, to, own);
                })
            .flatMap(List::stream)
            .sorted(Comparator.comparingInt(Rejected::index))
            .toList();
    return new Outcome(claims.size(), rejected);
  }

  /** Checks one claim by spec proofs §2–4, without weights. */
  public static Outcome checkOne(Claim claim) {
    List<Rejected> rejected = new ArrayList<>();
    List<Pending> pending = new ArrayList<>();
    prepare(claim, 0, pending, rejected);
    pending.forEach(each -> checkAlone(each, rejected));
    return new Outcome(1, List.copyOf(rejected));
  }

  private static List<Rejected> checkGroup(
      List<? extends Claim> claims, int from, int to, Bytes own) {
    List<Rejected> rejected = new ArrayList<>();
    List<Pending> pending = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      prepare(claims.get(i), i, pending, rejected);
    }
    bisect(pending, own, rejected);
    return rejected;
  }

  private static void prepare(
      Claim claim, int index, List<Pending> pending, List<Rejected> rejected) {
    switch (claim.equations()) {
      case Parsed.Ok<Equations>(Equations equations) -> pending.add(new Pending(index, equations));
      case Parsed.Malformed<Equations>(String reason) -> rejected.add(new Rejected(index, reason));
    }
  }

  private static void bisect(List<Pending> batch, Bytes own, List<Rejected> rejected) {
    if (batch.isEmpty()) {
      return;
    }
    if (batch.size() == 1) {
      checkAlone(batch.getFirst(), rejected);
      return;
    }
    if (weightedSum(batch, own) instanceof Identity) {
      return;
    }
    int middle = batch.size() / 2;
    bisect(batch.subList(0, middle), own, rejected);
    bisect(batch.subList(middle, batch.size()), own, rejected);
  }

  private static void checkAlone(Pending pending, List<Rejected> rejected) {
    if (!pending.equations().holdOneByOne()) {
      rejected.add(new Rejected(pending.index(), "the proof's equations do not hold"));
    }
  }

  /** Σ weight · (right − left), which is the identity when all equations hold. */
  private static Element weightedSum(List<Pending> batch, Bytes own) {
    Bytes seed = seed(batch, own);
    Map<Point, BigInteger> factors = new IdentityHashMap<>();
    long number = 0;
    for (Pending pending : batch) {
      for (Equation equation : pending.equations().equations()) {
        BigInteger weight = weight(seed, number++);
        for (Product product : equation.products()) {
          collect(factors, product, weight);
        }
      }
    }
    MultiScalar sum = new MultiScalar();
    factors.forEach(
        (point, factor) ->
            sum.add(
                factor.signum() < 0 || factor.bitLength() > 128 ? factor.mod(Scalar.ORDER) : factor,
                point));
    return sum.sum();
  }

  private static void collect(Map<Point, BigInteger> factors, Product product, BigInteger weight) {
    if (product.element() instanceof Point point) {
      BigInteger factor = product.factor().value().multiply(weight);
      BigInteger signed =
          switch (product.side()) {
            case LEFT -> factor.negate();
            case RIGHT -> factor;
          };
      factors.merge(point, signed, BigInteger::add);
    }
  }

  private static Bytes seed(List<Pending> batch, Bytes own) {
    long equations = 0;
    List<Bytes> parts = new ArrayList<>(batch.size() + 2);
    for (Pending pending : batch) {
      equations += pending.equations().equations().size();
      parts.add(pending.equations().bound());
    }
    parts.addFirst(Bytes.u64(equations));
    parts.add(own);
    return Bytes.sha256(parts.toArray(Bytes[]::new));
  }

  private static BigInteger weight(Bytes seed, long number) {
    byte[] hash = Bytes.sha256(WEIGHT, seed, Bytes.u64(number)).toArray();
    BigInteger weight = new BigInteger(1, hash, 0, 16);
    return weight.signum() == 0 ? BigInteger.ONE : weight;
  }

  private static Bytes ownRandomness(SecureRandom random) {
    byte[] own = new byte[32];
    random.nextBytes(own);
    return Bytes.of(own);
  }
}
