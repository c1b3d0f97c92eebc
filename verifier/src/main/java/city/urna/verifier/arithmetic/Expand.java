package city.urna.verifier.arithmetic;

import city.urna.verifier.bytes.Hashes;
import java.security.MessageDigest;

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
    MessageDigest sha = Hashes.sha256();
    sha.update(new byte[BLOCK]);
    sha.update(message, 0, size);
    sha.update((byte) (length >>> 8));
    sha.update((byte) length);
    sha.update((byte) 0);
    tag(sha, dst);
    byte[] first = sha.digest();

    byte[] out = new byte[length];
    byte[] last = new byte[OUTPUT];
    for (int i = 1; i <= blocks; i++) {
      for (int j = 0; j < OUTPUT; j++) {
        last[j] ^= first[j];
      }
      sha.update(last);
      sha.update((byte) i);
      tag(sha, dst);
      last = sha.digest();
      int at = (i - 1) * OUTPUT;
      System.arraycopy(last, 0, out, at, Math.min(OUTPUT, length - at));
    }
    return out;
  }

  private static void tag(MessageDigest sha, byte[] dst) {
    sha.update(dst);
    sha.update((byte) dst.length);
  }
}
