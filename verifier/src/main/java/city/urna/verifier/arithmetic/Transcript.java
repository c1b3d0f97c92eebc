package city.urna.verifier.arithmetic;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Hashes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes that a hash, a signature or a challenge stands on (spec encoding §4): labelled and
 * length-prefixed, so that no two different statements give one string.
 *
 * <p>Mutable while it is written, used by one thread.
 */
public final class Transcript {
  /** The name of the suite, absorbed first. */
  public static final String SUITE = "URNA-P256-SHA256-v1";

  private static final byte[] CHALLENGE_DST =
      (SUITE + "-challenge").getBytes(StandardCharsets.US_ASCII);

  private byte[] content;
  private int size;

  private Transcript(byte[] content, int size) {
    this.content = content;
    this.size = size;
  }

  /**
   * Starts {@code T(type; process, scope, context)}.
   *
   * @param process id, or empty
   * @param scope id, or empty
   * @param context 32 bytes
   */
  public static Transcript of(String type, String process, String scope, Bytes context) {
    if (context.size() != 32) {
      throw new IllegalArgumentException("a context is 32 bytes");
    }
    return new Transcript(new byte[512], 0)
        .absorb("suite", SUITE)
        .absorb("process", process)
        .absorb("scope", scope)
        .absorb("context", context)
        .absorb("type", type);
  }

  public Transcript absorb(String label, Bytes data) {
    head(label, data.size());
    data.copyInto(content, size);
    size += data.size();
    return this;
  }

  public Transcript absorb(String label, String text) {
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    head(label, data.length);
    System.arraycopy(data, 0, content, size, data.length);
    size += data.length;
    return this;
  }

  /** Absorbs a u32. */
  public Transcript absorb(String label, int value) {
    return absorb(label, Bytes.u32(value));
  }

  /** Absorbs a u64. */
  public Transcript absorbLong(String label, long value) {
    return absorb(label, Bytes.u64(value));
  }

  /** Absorbs the number of elements of a list that follows. */
  public Transcript count(int elements) {
    return absorb("count", elements);
  }

  public Transcript copy() {
    return new Transcript(Arrays.copyOf(content, content.length), size);
  }

  /** The exact bytes so far. */
  public Bytes bytes() {
    return Bytes.of(content, 0, size);
  }

  /** SHA-256 of the whole string. */
  public Bytes hash() {
    return Bytes.of(Hashes.sha256(Arrays.copyOf(content, size)));
  }

  /** The challenge (spec encoding §4.5): 48 bytes of expand_message_xmd, reduced modulo q. */
  public Scalar challenge() {
    byte[] uniform = Expand.xmdSha256(content, size, CHALLENGE_DST, 48);
    return Scalar.reduce(new BigInteger(1, uniform));
  }

  private void head(String label, int length) {
    byte[] name = label.getBytes(StandardCharsets.UTF_8);
    if (name.length == 0 || name.length > 255 || name.length != label.length()) {
      throw new IllegalArgumentException("a label is 1 to 255 bytes of ASCII");
    }
    int needed = Math.addExact(size, Math.addExact(1 + name.length + 4, length));
    if (needed > content.length) {
      content = Arrays.copyOf(content, Math.max(needed, Math.multiplyExact(content.length, 2)));
    }
    content[size++] = (byte) name.length;
    System.arraycopy(name, 0, content, size, name.length);
    size += name.length;
    Bytes.u32(length).copyInto(content, size);
    size += 4;
  }
}
