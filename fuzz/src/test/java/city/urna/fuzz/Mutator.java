package city.urna.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Breaks good inputs as attackers, editors and networks do, the same way in every run. */
final class Mutator {
  private static final List<String> TELLING =
      List.of(
          "",
          "\0",
          "\n",
          "\r\n",
          " ",
          "\t",
          "\"",
          "'",
          ":",
          ";",
          ",",
          "-",
          "--- ",
          "{",
          "}",
          "[",
          "]",
          "[[[[[[[[",
          "{a: {a: ",
          "&a ",
          "*a",
          "!!x ",
          "!<",
          "? ",
          "| ",
          "> ",
          "%",
          "#",
          "\\",
          "\\u0000",
          "\\ud800",
          "null",
          "true",
          "~",
          "0",
          "-1",
          "1e999",
          "NaN",
          ".inf",
          "0x10",
          "99999999999999999999",
          "4294967296",
          "2147483648",
          "\u00e9",
          "\uD83D\uDDF3",
          "\uFEFF");

  private final Random random;
  private final List<byte[]> samples;

  Mutator(long seed, List<byte[]> samples) {
    this.random = new Random(seed);
    this.samples = samples;
  }

  /** One of the samples after one to four changes. */
  byte[] next() {
    byte[] input = sample();
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      input = changed(input);
    }
    return input;
  }

  private byte[] sample() {
    return samples.get(random.nextInt(samples.size()));
  }

  private byte[] changed(byte[] input) {
    int at = random.nextInt(input.length + 1);
    int end = at + random.nextInt(Math.min(24, input.length - at) + 1);
    byte[] part = Arrays.copyOfRange(input, at, end);
    byte[] telling = TELLING.get(random.nextInt(TELLING.size())).getBytes(StandardCharsets.UTF_8);
    return switch (random.nextInt(9)) {
      case 0 -> flipped(input, at, 1 << random.nextInt(8));
      case 1 -> flipped(input, at, random.nextInt(256));
      case 2 -> joined(input, at, telling, at);
      case 3 -> joined(input, at, telling, end);
      case 4 -> joined(input, at, new byte[0], end);
      case 5 -> joined(input, at, part, at);
      case 6 -> joined(input, random.nextInt(input.length + 1), part, -1);
      case 7 -> Arrays.copyOf(input, at);
      default -> spliced(input, at);
    };
  }

  private byte[] spliced(byte[] input, int at) {
    byte[] other = sample();
    int from = random.nextInt(other.length + 1);
    return joined(input, at, Arrays.copyOfRange(other, from, other.length), input.length);
  }

  private static byte[] flipped(byte[] input, int at, int by) {
    byte[] out = input.clone();
    if (at < out.length) {
      out[at] ^= (byte) by;
    }
    return out;
  }

  /** The input up to {@code at}, the middle, the input from {@code from} (−1: from at) on. */
  private static byte[] joined(byte[] input, int at, byte[] middle, int from) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(input, 0, at);
    out.writeBytes(middle);
    int rest = from < 0 ? at : from;
    out.write(input, rest, input.length - rest);
    return out.toByteArray();
  }
}
