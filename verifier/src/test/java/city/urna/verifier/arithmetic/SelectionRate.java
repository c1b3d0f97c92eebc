package city.urna.verifier.arithmetic;

import city.urna.verifier.bytes.Parsed;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Measures how long a selection takes to verify, decoding and hashing included; a program, not a
 * test. Arguments: how many selections a batch, how many rounds. Run it with {@code
 * -XX:ActiveProcessorCount=1}: it takes the processor time of one thread, which other people's load
 * on the machine disturbs less than the clock.
 */
final class SelectionRate {
  private SelectionRate() {}

  public static void main(String[] args) {
    int size = Integer.parseInt(args[0]);
    int rounds = Integer.parseInt(args[1]);
    Prover prover = new Prover(1);
    List<RangeClaim> claims =
        IntStream.range(0, size).mapToObj(i -> prover.selection(i % 2, i)).toList();
    ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
    SecureRandom random = new SecureRandom();
    List<Double> micros = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      long start = cpu.getCurrentThreadCpuTime();
      for (RangeClaim claim : claims) {
        if (Ciphertext.decode(claim.ciphertext().encode()) instanceof Parsed.Malformed) {
          throw new IllegalStateException("ciphertext refused");
        }
      }
      if (!ProofBatch.check(claims, random).rejected().isEmpty()) {
        throw new IllegalStateException("proof refused");
      }
      micros.add((cpu.getCurrentThreadCpuTime() - start) / 1e3 / size);
    }
    List<Double> warm = micros.subList(rounds / 2, rounds).stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "%d selections a batch: best %.1f, median %.1f microseconds of processor time each%n",
        size,
        warm.getFirst(),
        warm.get(warm.size() / 2));
  }
}
