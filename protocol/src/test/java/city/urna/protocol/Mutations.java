package city.urna.protocol;

import city.urna.protocol.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Damages good inputs in the ways in which attackers and networks do, the same way in every run.
 */
public final class Mutations {
  private static final int[] TELLING = {0, 1, 0x0a, 0x20, 0x2b, 0x3d, 0x7f, 0x80, 0xfe, 0xff};

  private final Random random;
  private final List<Bytes> samples;

  public Mutations(long seed, List<Bytes> samples) {
    this.random = new Random(seed);
    this.samples = samples;
  }

  /** One of the samples after one to four changes. */
  public Bytes next() {
    List<Byte> bytes = boxed(samples.get(random.nextInt(samples.size())));
    for (int i = random.nextInt(4); i >= 0; i--) {
      change(bytes);
    }
    byte[] out = new byte[bytes.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = bytes.get(i);
    }
    return Bytes.of(out);
  }

  private void change(List<Byte> bytes) {
    int size = bytes.size();
    int at = random.nextInt(size + 1);
    int end = at + random.nextInt(Math.min(16, size - at) + 1);
    switch (random.nextInt(8)) {
      case 0 -> set(bytes, at, i -> i ^ 1 << random.nextInt(8));
      case 1 -> set(bytes, at, i -> TELLING[random.nextInt(TELLING.length)]);
      case 2 -> set(bytes, at, i -> random.nextInt(256));
      case 3 -> bytes.subList(at, end).clear();
      case 4 -> bytes.addAll(at, new ArrayList<>(bytes.subList(at, end)));
      case 5 -> bytes.subList(at, size).clear();
      case 6 -> bytes.add(at, (byte) random.nextInt(256));
      default -> {
        List<Byte> other = boxed(samples.get(random.nextInt(samples.size())));
        int from = random.nextInt(other.size() + 1);
        bytes.subList(at, size).clear();
        bytes.addAll(other.subList(from, other.size()));
      }
    }
  }

  private static void set(List<Byte> bytes, int at, java.util.function.IntUnaryOperator change) {
    if (at < bytes.size()) {
      bytes.set(at, (byte) change.applyAsInt(bytes.get(at)));
    }
  }

  private static List<Byte> boxed(Bytes bytes) {
    List<Byte> boxed = new ArrayList<>();
    for (byte one : bytes.toArray()) {
      boxed.add(one);
    }
    return boxed;
  }
}
