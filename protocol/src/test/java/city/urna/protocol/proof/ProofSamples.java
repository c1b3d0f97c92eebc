package city.urna.protocol.proof;

import city.urna.protocol.Seeded;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.elgamal.PublicKey;
import city.urna.protocol.group.FixedBase;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.transcript.Context;
import java.security.SecureRandom;
import java.util.List;

/** Honest range proofs of one credential. */
final class ProofSamples {
  private final SecureRandom random;
  private final Context context;
  private final Bytes credential;
  private final PublicKey key;

  /** A statement and its proof. */
  record Made(RangeStatement statement, RangeProof proof) {}

  ProofSamples(SecureRandom random) {
    this.random = random;
    this.context = new Context("city", "council", new Digest(Seeded.bytes(random, 32)));
    this.credential = Seeded.bytes(random, 32);
    this.key = new PublicKey(FixedBase.GENERATOR.times(Scalar.random(random)).point());
  }

  Context context() {
    return context;
  }

  Made make(RangeKind kind, int index, int lo, int hi, int value) {
    RangeProver.Proven proven =
        new RangeProver(context, "north", credential, key, random)
            .prove(
                List.of(
                    new RangeProver.Witness(
                        kind, "mayor", index, lo, hi, value, Scalar.random(random))))
            .getFirst();
    RangeStatement statement =
        new RangeStatement(
            context, kind, "north", "mayor", credential, index, key, proven.ciphertext(), lo, hi);
    return new Made(statement, proven.proof());
  }
}
