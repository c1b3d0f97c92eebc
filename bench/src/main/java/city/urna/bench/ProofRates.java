package city.urna.bench;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.elgamal.Ciphertext;
import city.urna.protocol.elgamal.PublicKey;
import city.urna.protocol.group.FixedBase;
import city.urna.protocol.group.Point;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.group.Workers;
import city.urna.protocol.proof.Claim;
import city.urna.protocol.proof.ProofBatch;
import city.urna.protocol.proof.RangeKind;
import city.urna.protocol.proof.RangeProof;
import city.urna.protocol.proof.RangeProver;
import city.urna.protocol.proof.RangeStatement;
import city.urna.protocol.transcript.Context;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECCurve;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures how long one thread takes to encrypt and prove a selection, and to check one in batches
 * of several sizes, decoding and hashing included.
 *
 * <p>Processor time of the thread, the best of several rounds. Beside it stands the time in which
 * Bouncy Castle decodes a point: some 8 µs on a quiet core of 2.8 GHz. Where it is more, the
 * machine was busy, and all figures are too high by about the same factor.
 */
@Command(
    name = "proofs",
    description = "Encrypt, prove and check selections, one thread.",
    mixinStandardHelpOptions = true)
final class ProofRates implements Runnable {
  private static final int BALLOT = 24;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Spec private CommandSpec spec;

  @Option(
      names = "--batches",
      split = ",",
      defaultValue = "5,24,60,500,2000",
      description = "Selections checked at once (default: ${DEFAULT-VALUE}).")
  private List<Integer> batches;

  @Option(
      names = "--rounds",
      defaultValue = "8",
      description = "Rounds, of which the best counts (default: ${DEFAULT-VALUE}).")
  private int rounds;

  private final SecureRandom random = new SecureRandom();
  private final Context context =
      new Context("city", "council", Digest.sha256(Bytes.ofUtf8("election")));
  private final Bytes credential = Bytes.zero(32);
  private final PublicKey key =
      new PublicKey(FixedBase.GENERATOR.times(Scalar.random(random)).point());

  /** A selection as it comes in. */
  private record Encoded(Bytes ciphertext, Bytes proof) {}

  /**
   * Microseconds of one thread's processor time a selection: to encrypt and prove, and to check so
   * many at once. Each the best of some rounds.
   */
  static double[] measure(int rounds, int batch) {
    ProofRates rates = new ProofRates();
    rates.rounds = rounds;
    int most = Math.max(batch, BALLOT);
    List<Encoded> selections = new ArrayList<>();
    rates.key.multiples();
    double prove =
        rates.best(
            most,
            () -> {
              selections.clear();
              for (int from = 0; from < most; from += BALLOT) {
                selections.addAll(rates.prove(from, Math.min(most, from + BALLOT)));
              }
            });
    int repeats = Math.max(1, 1000 / batch);
    double check =
        rates.best(
            batch * repeats,
            () -> {
              for (int i = 0; i < repeats; i++) {
                rates.check(selections.subList(0, batch));
              }
            });
    return new double[] {prove, check};
  }

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    int most = batches.stream().mapToInt(Integer::intValue).max().orElse(BALLOT);
    List<Encoded> selections = new ArrayList<>();
    key.multiples();
    double prove =
        best(
            most,
            () -> {
              selections.clear();
              for (int from = 0; from < most; from += BALLOT) {
                selections.addAll(prove(from, Math.min(most, from + BALLOT)));
              }
            });
    out.printf("encrypt and prove, ballots of %d: %.1f us a selection%n", BALLOT, prove);
    for (int batch : batches) {
      int repeats = Math.max(1, 1000 / batch);
      double check =
          best(
              batch * repeats,
              () -> {
                for (int i = 0; i < repeats; i++) {
                  check(selections.subList(0, batch));
                }
              });
      out.printf("decode, hash and check, %d at once: %.1f us a selection%n", batch, check);
    }
    out.printf("a point decoded by us: %.1f us, by Bouncy Castle: %.1f us%n", ours(), theirs());
    out.flush();
  }

  private List<Encoded> prove(int from, int to) {
    List<RangeProver.Witness> witnesses = new ArrayList<>();
    for (int i = from; i < to; i++) {
      witnesses.add(
          new RangeProver.Witness(
              RangeKind.SELECTION, "mayor", i, 0, 1, i % 2, Scalar.random(random)));
    }
    return new RangeProver(context, "north", credential, key, random)
        .prove(witnesses).stream()
            .map(one -> new Encoded(one.ciphertext().encode(), one.proof().encode()))
            .toList();
  }

  private void check(List<Encoded> selections) {
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < selections.size(); i++) {
      Ciphertext ciphertext = Ciphertext.decode(selections.get(i).ciphertext()).orThrow();
      RangeProof proof = RangeProof.decode(selections.get(i).proof(), 2).orThrow();
      claims.add(
          proof.claim(
              new RangeStatement(
                  context,
                  RangeKind.SELECTION,
                  "north",
                  "mayor",
                  credential,
                  i,
                  key,
                  ciphertext,
                  0,
                  1)));
    }
    Verdict<String> verdict =
        ProofBatch.check(
                List.of(new ProofBatch.Group<>("all", claims)), Optional.empty(), Workers.CALLER)
            .getFirst();
    verdict.orThrow();
  }

  private double ours() {
    Bytes encoded = key.encode();
    return best(1000, () -> repeat(() -> Point.decode(encoded).orThrow()));
  }

  private double theirs() {
    ECCurve curve = CustomNamedCurves.getByName("secp256r1").getCurve();
    byte[] encoded = key.encode().toArray();
    return best(1000, () -> repeat(() -> curve.decodePoint(encoded)));
  }

  private static void repeat(Runnable one) {
    for (int i = 0; i < 1000; i++) {
      one.run();
    }
  }

  /** Microseconds of processor time for each of so many units, in the best round. */
  private double best(int units, Runnable round) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < rounds; i++) {
      long from = THREADS.getCurrentThreadCpuTime();
      round.run();
      best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - from) / 1e3 / units);
    }
    return best;
  }
}
