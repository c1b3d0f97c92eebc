package city.urna.verifier.town;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/** Byte strings, hashes, transcripts and trees for the test writer (spec encoding). */
final class Ink {
  static final byte[] ZERO_32 = new byte[32];

  private Ink() {}

  static byte[] u32(long value) {
    return ByteBuffer.allocate(4).putInt((int) value).array();
  }

  static byte[] u64(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts a transcript: the five fields, then what {@code absorb} adds. */
  static Lines of(String type, String process, String scope, byte[] context) {
    return new Lines()
        .absorb("suite", ascii("URNA-P256-SHA256-v1"))
        .absorb("process", ascii(process))
        .absorb("scope", ascii(scope))
        .absorb("context", context)
        .absorb("type", ascii(type));
  }

  /** A transcript being written. */
  static final class Lines {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Lines absorb(String label, byte[] data) {
      out.write(label.length());
      out.writeBytes(ascii(label));
      out.writeBytes(u32(data.length));
      out.writeBytes(data);
      return this;
    }

    byte[] hash() {
      return sha256(out.toByteArray());
    }

    /** expand_message_xmd to 48 bytes, modulo the order. */
    BigInteger challenge() {
      byte[] tag = ascii("URNA-P256-SHA256-v1-challenge");
      byte[] dst = join(tag, new byte[] {(byte) tag.length});
      byte[] b0 = sha256(new byte[64], out.toByteArray(), new byte[] {0, 48, 0}, dst);
      byte[] b1 = sha256(b0, new byte[] {1}, dst);
      byte[] mixed = new byte[32];
      for (int i = 0; i < 32; i++) {
        mixed[i] = (byte) (b0[i] ^ b1[i]);
      }
      byte[] b2 = sha256(mixed, new byte[] {2}, dst);
      return new BigInteger(1, join(b1, Arrays.copyOf(b2, 16))).mod(Group.Q);
    }
  }

  /** The root of a list (RFC 6962 §2.1), the slow and obvious way. */
  static byte[] root(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return sha256();
    }
    return rootOfHashes(leaves.stream().map(leaf -> sha256(new byte[] {0}, leaf)).toList());
  }

  static byte[] rootOfHashes(List<byte[]> hashes) {
    if (hashes.size() == 1) {
      return hashes.getFirst();
    }
    int split = Integer.highestOneBit(hashes.size() - 1);
    return sha256(
        new byte[] {1},
        rootOfHashes(hashes.subList(0, split)),
        rootOfHashes(hashes.subList(split, hashes.size())));
  }
}
