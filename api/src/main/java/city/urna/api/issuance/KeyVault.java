package city.urna.api.issuance;

import city.urna.network.LedgerException;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.credential.IssuerPrivateKey;
import city.urna.protocol.signature.PartyKeys;
import city.urna.protocol.signature.SecretAccess;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * Seals signing keys for the store: AES-256-GCM under HKDF-SHA256 of the identity key's seed, which
 * itself lies under the passphrase. Without key file and passphrase the store's keys are noise.
 */
final class KeyVault {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random;

  KeyVault(PartyKeys keys, SecureRandom random) {
    // Access: the seed is stretched into the sealing key and goes nowhere else.
    byte[] seed = keys.signing().seed(SecretAccess.granted()).toArray();
    HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
    hkdf.init(new HKDFParameters(seed, new byte[0], Bytes.ofUtf8("urna-issuer-store").toArray()));
    byte[] derived = new byte[32];
    hkdf.generateBytes(derived, 0, derived.length);
    this.key = new SecretKeySpec(derived, "AES");
    this.random = random;
  }

  Bytes seal(IssuerPrivateKey secret) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    // Access: sealed at once.
    byte[] plain = secret.encode(SecretAccess.granted()).toArray();
    return Bytes.concat(Bytes.of(nonce), run(Cipher.ENCRYPT_MODE, nonce, plain));
  }

  IssuerPrivateKey open(Bytes sealed) {
    byte[] nonce = sealed.slice(0, NONCE).toArray();
    Bytes plain = run(Cipher.DECRYPT_MODE, nonce, sealed.slice(NONCE, sealed.size()).toArray());
    return IssuerPrivateKey.decode(plain).orThrow();
  }

  private Bytes run(int mode, byte[] nonce, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      return Bytes.of(cipher.doFinal(input));
    } catch (GeneralSecurityException e) {
      throw new LedgerException("the issuer's store holds keys of another identity", e);
    }
  }
}
