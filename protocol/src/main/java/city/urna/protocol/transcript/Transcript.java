package city.urna.protocol.transcript;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Sha256;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.group.Scalar;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A statement as one injective byte string, and the hash or challenge of it (spec encoding §4).
 *
 * <p>Fields are absorbed in the order that the text gives, each as {@code u8(|label|) ‖ label ‖
 * u32(|data|) ‖ data}. Labels are ASCII of 1 to 255 bytes. Not for several threads at once.
 */
public final class Transcript {
  /** The suite's name, the first field of every transcript. */
  public static final String SUITE = "URNA-P256-SHA256-v1";

  private static final String CHALLENGE_TAG = SUITE + "-challenge";
  private static final int CHALLENGE_BYTES = 48;

  private byte[] bytes;
  private int size;

  private Transcript(byte[] bytes, int size) {
    this.bytes = bytes;
    this.size = size;
  }

  /** Begins {@code T(type; process, scope, context)}. */
  public static Transcript of(String type, Context context) {
    return new Transcript(new byte[512], 0)
        .absorb("suite", SUITE)
        .absorb("process", context.process())
        .absorb("scope", context.scope())
        .absorb("context", context.hash().value())
        .absorb("type", type);
  }

  /** Adds one field of bytes. */
  public Transcript absorb(String label, Bytes data) {
    return field(label, data.toArray());
  }

  /** Adds one field of 32 bytes. */
  public Transcript absorb(String label, Digest data) {
    return absorb(label, data.value());
  }

  /** Adds one field of text; ids are ASCII, which UTF-8 leaves as it is. */
  public Transcript absorb(String label, String text) {
    return field(label, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds one field that holds a {@code u32}. */
  public Transcript absorb(String label, int u32) {
    return absorb(label, Wire.u32(u32));
  }

  /** Adds one field that holds a {@code u64}. */
  public Transcript absorbLong(String label, long u64) {
    return absorb(label, Wire.u64(u64));
  }

  /** Says how many elements the list has that follows (spec encoding §4.3). */
  public Transcript count(int elements) {
    return absorb("count", elements);
  }

  /** SHA-256 of the whole string. */
  public Digest hash() {
    MessageDigest sha256 = Sha256.start();
    sha256.update(bytes, 0, size);
    return new Digest(Bytes.of(sha256.digest()));
  }

  /** The whole string expanded to 48 bytes and reduced modulo the group's order. */
  public Scalar challenge() {
    byte[] expanded = ExpandMessage.xmd(bytes, size, CHALLENGE_TAG, CHALLENGE_BYTES);
    return Scalar.of(new BigInteger(1, expanded));
  }

  /** A second transcript that begins with the same fields and goes its own way. */
  public Transcript copy() {
    return new Transcript(Arrays.copyOf(bytes, Math.max(size + 512, bytes.length)), size);
  }

  /** The string itself, for whoever compares it with another program's. */
  public Bytes bytes() {
    return Bytes.of(Arrays.copyOf(bytes, size));
  }

  private Transcript field(String label, byte[] data) {
    byte[] name = label.getBytes(StandardCharsets.UTF_8);
    if (name.length == 0 || name.length > 255 || name.length != label.length()) {
      throw new IllegalArgumentException("a label is ASCII of 1 to 255 bytes");
    }
    int end = size + 1 + name.length + 4 + data.length;
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
    }
    bytes[size] = (byte) name.length;
    System.arraycopy(name, 0, bytes, size + 1, name.length);
    int at = size + 1 + name.length;
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (data.length >>> 24 - 8 * i);
    }
    System.arraycopy(data, 0, bytes, at + 4, data.length);
    size = end;
    return this;
  }
}
