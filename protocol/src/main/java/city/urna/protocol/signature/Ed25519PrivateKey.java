package city.urna.protocol.signature;

import city.urna.protocol.bytes.Bytes;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 private key: the 32-byte seed of RFC 8032. Secret: no equality, no text form.
 *
 * <p>Signing is deterministic.
 */
public final class Ed25519PrivateKey implements SigningKey {
  /** The seed's length in bytes. */
  public static final int SEED_SIZE = Ed25519.SECRET_KEY_SIZE;

  private final byte[] seed;
  private final Bytes publicKey;
  private boolean closed;

  private Ed25519PrivateKey(byte[] seed) {
    this.seed = seed;
    byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(seed, 0, key, 0);
    this.publicKey = Bytes.of(key);
  }

  /** The key of a 32-byte seed. */
  public static Ed25519PrivateKey fromSeed(Bytes seed) {
    if (seed.size() != SEED_SIZE) {
      throw new IllegalArgumentException("a seed has 32 bytes, not " + seed.size());
    }
    return new Ed25519PrivateKey(seed.toArray());
  }

  /** A fresh key. */
  public static Ed25519PrivateKey generate(SecureRandom random) {
    byte[] seed = new byte[SEED_SIZE];
    random.nextBytes(seed);
    return new Ed25519PrivateKey(seed);
  }

  @Override
  public Bytes publicKey() {
    return publicKey;
  }

  @Override
  public synchronized Bytes sign(Bytes message) {
    requireOpen();
    byte[] m = message.toArray();
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(seed, 0, publicKey.toArray(), 0, m, 0, m.length, signature, 0);
    return Bytes.of(signature);
  }

  /** The seed, for a key store. */
  public synchronized Bytes seed(SecretAccess access) {
    requireOpen();
    return Bytes.of(seed);
  }

  @Override
  public synchronized void close() {
    Arrays.fill(seed, (byte) 0);
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalArgumentException("the key is closed");
    }
  }

  @Override
  public String toString() {
    return "Ed25519PrivateKey[redacted]";
  }
}
