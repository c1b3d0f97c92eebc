package city.urna.verifier.arithmetic;

import city.urna.verifier.bytes.Hashes;
import java.util.Arrays;

/** expand_message_xmd over SHA-256 (RFC 9380 §5.3.1). */
final class Expand {
  private static final int BLOCK = 64;
  private static final int OUTPUT = 32;

  private Expand() {}

  /**
   * Expands the first {@code size} bytes of a message.
   *
   * @param dst 1 to 255 bytes
   * @param length 1 to 255·32 bytes
   */
  static byte[] xmdSha256(byte[] message, int size, byte[] dst, int length) {
    int blocks = (length + OUTPUT - 1) / OUTPUT;
    if (dst.length == 0 || dst.length > 255 || length < 1 || blocks > 255) {
      throw new IllegalArgumentException("expand_message_xmd: length or tag out of range");
    }
    // Whole strings are hashed at once: that is much less for the compiler than piece by piece.
    byte[] tag = Arrays.copyOf(dst, dst.length + 1);
    tag[dst.length] = (byte) dst.length;
    byte[] whole = new byte[BLOCK + size + 3 + tag.length]; // begins with a block of zeroes
    System.arraycopy(message, 0, whole, BLOCK, size);
    whole[BLOCK + size] = (byte) (length >>> 8);
    whole[BLOCK + size + 1] = (byte) length;
    System.arraycopy(tag, 0, whole, BLOCK + size + 3, tag.length);
    byte[] first = Hashes.sha256(whole);

    byte[] out = new byte[length];
    byte[] last = new byte[OUTPUT + 1 + tag.length];
    System.arraycopy(tag, 0, last, OUTPUT + 1, tag.length);
    for (int i = 1; i <= blocks; i++) {
      for (int j = 0; j < OUTPUT; j++) {
        last[j] ^= first[j];
      }
      last[OUTPUT] = (byte) i;
      byte[] block = Hashes.sha256(last);
      System.arraycopy(block, 0, last, 0, OUTPUT);
      int at = (i - 1) * OUTPUT;
      System.arraycopy(block, 0, out, at, Math.min(OUTPUT, length - at));
    }
    return out;
  }
}
