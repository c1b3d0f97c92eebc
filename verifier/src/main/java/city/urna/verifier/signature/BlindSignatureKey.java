package city.urna.verifier.signature;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Hashes;
import city.urna.verifier.bytes.Parsed;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * An issuer's key for one style (spec credentials §3.1): RSA, 3,072 bits, e = 65,537; verifies
 * {@code RSABSSA-SHA384-PSS-Randomized} (RFC 9474).
 *
 * <p>EMSA-PSS-VERIFY as in RFC 8017 §9.1.2, with SHA-384, MGF1 over it and 48 bytes of salt.
 */
public final class BlindSignatureKey {
  /** Bytes of a modulus, a blinded message and a signature. */
  public static final int SIZE = 384;

  /** Bytes of the prefix that randomizes a message. */
  public static final int PREFIX = 32;

  private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
  private static final int HASH = 48;

  private final BigInteger modulus;
  private final int size;

  private BlindSignatureKey(BigInteger modulus) {
    this.modulus = modulus;
    this.size = (modulus.bitLength() + 7) / 8;
  }

  /** Reads a modulus: 384 bytes, top bit set, odd. */
  public static Parsed<BlindSignatureKey> of(Bytes modulus) {
    if (modulus.size() != SIZE) {
      return Parsed.malformed("a modulus is 384 bytes");
    }
    if (modulus.at(0) < 0x80 || modulus.at(SIZE - 1) % 2 == 0) {
      return Parsed.malformed("a modulus has its top bit set and is odd");
    }
    return Parsed.ok(new BlindSignatureKey(new BigInteger(1, modulus.toArray())));
  }

  /** A key of another size, for public test vectors. */
  static BlindSignatureKey ofAnySize(BigInteger modulus) {
    return new BlindSignatureKey(modulus);
  }

  /** Whether the signature is one of prefix ‖ message. */
  public boolean verifies(Bytes prefix, Bytes message, Bytes signature) {
    return prefix.size() == PREFIX && verifies(Bytes.concat(prefix, message), signature);
  }

  /** RSASSA-PSS-VERIFY of a prepared message. */
  boolean verifies(Bytes prepared, Bytes signature) {
    BigInteger s = new BigInteger(1, signature.toArray());
    if (signature.size() != size || s.compareTo(modulus) >= 0) {
      return false;
    }
    int bits = modulus.bitLength() - 1;
    byte[] encoded = fixed(s.modPow(EXPONENT, modulus), (bits + 7) / 8);
    return encoded.length > 0 && verifiesPss(prepared, encoded, bits);
  }

  /**
   * Whether the blind signature, raised to e, gives the blinded message; both 384 bytes and below
   * the modulus.
   */
  public boolean verifiesBlinded(Bytes blinded, Bytes blindSignature) {
    BigInteger m = new BigInteger(1, blinded.toArray());
    BigInteger s = new BigInteger(1, blindSignature.toArray());
    return blinded.size() == size
        && blindSignature.size() == size
        && m.compareTo(modulus) < 0
        && s.compareTo(modulus) < 0
        && s.modPow(EXPONENT, modulus).equals(m);
  }

  /** RFC 8017 §9.1.2, steps 2 to 14; emBits = bits. */
  private static boolean verifiesPss(Bytes message, byte[] encoded, int bits) {
    int block = encoded.length - HASH - 1;
    if (block < HASH + 1 || (encoded[encoded.length - 1] & 0xff) != 0xbc) {
      return false;
    }
    byte[] h = Arrays.copyOfRange(encoded, block, block + HASH);
    int spare = 8 * encoded.length - bits;
    if ((encoded[0] & 0xff) >>> (8 - spare) != 0) {
      return false;
    }
    byte[] db = unmask(encoded, h, block);
    db[0] &= (byte) (0xff >>> spare);
    int zeroes = block - HASH - 1;
    if (!Arrays.equals(db, 0, zeroes, new byte[zeroes], 0, zeroes) || db[zeroes] != 1) {
      return false;
    }
    byte[] salted = new byte[8 + 2 * HASH];
    System.arraycopy(Hashes.sha384(message.toArray()), 0, salted, 8, HASH);
    System.arraycopy(db, zeroes + 1, salted, 8 + HASH, HASH);
    return Arrays.equals(Hashes.sha384(salted), h);
  }

  /** So many bytes from the first on, exclusive-or MGF1 of the seed. */
  private static byte[] unmask(byte[] masked, byte[] seed, int length) {
    byte[] out = mask(seed, length);
    for (int i = 0; i < length; i++) {
      out[i] ^= masked[i];
    }
    return out;
  }

  /** MGF1 over SHA-384 (RFC 8017 §B.2.1). */
  private static byte[] mask(byte[] seed, int length) {
    byte[] out = new byte[length];
    byte[] numbered = Arrays.copyOf(seed, seed.length + 4);
    for (int i = 0, at = 0; at < length; i++, at += HASH) {
      Bytes.u32(i).copyInto(numbered, seed.length);
      System.arraycopy(Hashes.sha384(numbered), 0, out, at, Math.min(HASH, length - at));
    }
    return out;
  }

  /** Big-endian in exactly so many bytes; empty when it needs more. */
  private static byte[] fixed(BigInteger value, int length) {
    if (value.bitLength() > 8 * length) {
      return new byte[0];
    }
    byte[] out = new byte[length];
    byte[] magnitude = value.toByteArray();
    int skip = magnitude.length > length ? magnitude.length - length : 0;
    System.arraycopy(
        magnitude, skip, out, length - magnitude.length + skip, magnitude.length - skip);
    return out;
  }
}
