package city.urna.protocol.proof;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.group.Scalar;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The weights of a batch's equations: 128 bits each, from one hash over all that the provers chose
 * (spec proofs §5.2–5.3).
 *
 * <p>A prover who changes anything changes every weight, so false equations that cancel are found
 * with probability 2⁻¹²⁸ only.
 */
final class BatchWeights {
  private static final Bytes TAG = Bytes.ofUtf8("urna-batch-weight");
  private static final int WEIGHT = 16;

  private final Bytes seed;
  private long next;

  private BatchWeights(Bytes seed) {
    this.seed = seed;
  }

  static BatchWeights of(List<Claim> claims, Optional<SecureRandom> random) {
    long equations = claims.stream().mapToLong(claim -> claim.equations().size()).sum();
    List<Bytes> parts = new ArrayList<>();
    parts.add(Wire.u64(equations));
    for (Claim claim : claims) {
      parts.add(claim.transcript().value());
      claim.shares().forEach(share -> parts.add(share.encode()));
      claim.responses().forEach(response -> parts.add(response.encode()));
    }
    random.ifPresent(
        own -> {
          byte[] drawn = new byte[32];
          own.nextBytes(drawn);
          parts.add(Bytes.of(drawn));
        });
    return new BatchWeights(Digest.sha256(parts.toArray(Bytes[]::new)).value());
  }

  /** The next equation's weight, 1 to 2¹²⁸−1. */
  Scalar next() {
    Digest hash = Digest.sha256(TAG, seed, Wire.u64(next++));
    BigInteger weight = new BigInteger(1, hash.value().slice(0, WEIGHT).toArray());
    return weight.signum() == 0 ? Scalar.ONE : Scalar.of(weight);
  }
}
