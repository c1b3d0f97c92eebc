package city.urna.protocol.credential;

import city.urna.protocol.bytes.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** EMSA-PSS with SHA-384 for hash and mask (RFC 8017 §9.1). Variable time in nothing secret. */
final class Pss {
  private static final int HASH = 48;
  private static final int TRAILER = 0xbc;

  private Pss() {}

  /** EMSA-PSS-ENCODE (§9.1.1) to a string of {@code bits} bits, with this salt. */
  static Bytes encode(Bytes message, int bits, Bytes salt) {
    int size = (bits + 7) / 8;
    if (size < HASH + salt.size() + 2) {
      throw new IllegalArgumentException("the modulus is too small for this salt");
    }
    byte[] hash = hash(new byte[8], sha384(message), salt.toArray());
    byte[] block = new byte[size - HASH - 1];
    block[block.length - salt.size() - 1] = 1;
    System.arraycopy(salt.toArray(), 0, block, block.length - salt.size(), salt.size());
    mask(block, hash);
    block[0] &= (byte) (0xff >>> 8 * size - bits);
    byte[] encoded = Arrays.copyOf(block, size);
    System.arraycopy(hash, 0, encoded, block.length, HASH);
    encoded[size - 1] = (byte) TRAILER;
    return Bytes.of(encoded);
  }

  /** EMSA-PSS-VERIFY (§9.1.2) of a string of {@code bits} bits, for salts of exactly this size. */
  static boolean verify(Bytes message, int bits, Bytes encoded, int saltSize) {
    int size = (bits + 7) / 8;
    if (encoded.size() != size
        || size < HASH + saltSize + 2
        || encoded.at(size - 1) != TRAILER
        || encoded.at(0) >>> 8 - (8 * size - bits) != 0) {
      return false;
    }
    byte[] block = encoded.slice(0, size - HASH - 1).toArray();
    byte[] hash = encoded.slice(block.length, size - 1).toArray();
    mask(block, hash);
    block[0] &= (byte) (0xff >>> 8 * size - bits);
    int one = block.length - saltSize - 1;
    for (int i = 0; i < one; i++) {
      if (block[i] != 0) {
        return false;
      }
    }
    if (block[one] != 1) {
      return false;
    }
    byte[] salt = Arrays.copyOfRange(block, one + 1, block.length);
    return MessageDigest.isEqual(hash, hash(new byte[8], sha384(message), salt));
  }

  /** Exclusive or with MGF1 of the hash (§B.2.1). */
  private static void mask(byte[] block, byte[] hash) {
    byte[] counter = new byte[4];
    for (int at = 0; at < block.length; at += HASH) {
      int round = at / HASH;
      counter[3] = (byte) round;
      counter[2] = (byte) (round >>> 8);
      byte[] mask = hash(hash, counter);
      for (int i = 0; i < HASH && at + i < block.length; i++) {
        block[at + i] ^= mask[i];
      }
    }
  }

  private static byte[] sha384(Bytes message) {
    MessageDigest sha384 = start();
    message.updateInto(sha384);
    return sha384.digest();
  }

  private static byte[] hash(byte[]... parts) {
    MessageDigest sha384 = start();
    for (byte[] part : parts) {
      sha384.update(part);
    }
    return sha384.digest();
  }

  private static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-384");
    } catch (NoSuchAlgorithmException absent) {
      throw new AssertionError("every Java platform has SHA-384", absent);
    }
  }
}
