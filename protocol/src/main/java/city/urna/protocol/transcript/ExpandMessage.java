package city.urna.protocol.transcript;

import city.urna.protocol.bytes.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** {@code expand_message_xmd} with SHA-256 (RFC 9380 §5.3.1). Variable time: lengths only. */
final class ExpandMessage {
  private static final int HASH = 32;
  private static final byte[] BLOCK_OF_ZEROS = new byte[64];

  private ExpandMessage() {}

  /**
   * Expands the first {@code size} bytes of a message.
   *
   * @param tag the domain separation tag, ASCII, 1 to 255 bytes
   * @param length bytes wanted, 1 to 255·32
   */
  static byte[] xmd(byte[] message, int size, String tag, int length) {
    byte[] dst = tag.getBytes(StandardCharsets.US_ASCII);
    int blocks = (length + HASH - 1) / HASH;
    if (dst.length == 0 || dst.length > 255 || length < 1 || blocks > 255) {
      throw new IllegalArgumentException("tag or length out of range");
    }
    byte[] dstPrime = Arrays.copyOf(dst, dst.length + 1);
    dstPrime[dst.length] = (byte) dst.length;

    MessageDigest sha256 = Sha256.start();
    sha256.update(BLOCK_OF_ZEROS);
    sha256.update(message, 0, size);
    sha256.update(new byte[] {(byte) (length >>> 8), (byte) length, 0});
    byte[] first = sha256.digest(dstPrime);

    byte[] out = new byte[blocks * HASH];
    byte[] previous = new byte[HASH];
    for (int i = 1; i <= blocks; i++) {
      for (int j = 0; j < HASH; j++) {
        previous[j] ^= first[j];
      }
      sha256.update(previous);
      sha256.update((byte) i);
      previous = sha256.digest(dstPrime);
      System.arraycopy(previous, 0, out, (i - 1) * HASH, HASH);
    }
    return Arrays.copyOf(out, length);
  }
}
