package city.urna.protocol.credential;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.signature.Ed25519PrivateKey;
import city.urna.protocol.signature.SecretAccess;
import city.urna.protocol.transcript.Transcript;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * The key by which a voter stands on the roll, made from the voter code (spec credentials §1.3).
 */
public final class RollKey {
  private RollKey() {}

  /** HKDF-SHA256 (RFC 5869) of the code for one process, scope and registrar. */
  public static Ed25519PrivateKey derive(
      VoterCode code, String process, String scope, String registrar) {
    byte[] material = code.characters(SecretAccess.granted()).getBytes(StandardCharsets.US_ASCII);
    String info = Transcript.SUITE + "/roll-key/" + process + "/" + scope + "/" + registrar;
    HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
    hkdf.init(new HKDFParameters(material, new byte[0], info.getBytes(StandardCharsets.US_ASCII)));
    byte[] seed = new byte[Ed25519PrivateKey.SEED_SIZE];
    hkdf.generateBytes(seed, 0, seed.length);
    Ed25519PrivateKey key = Ed25519PrivateKey.fromSeed(Bytes.of(seed));
    Arrays.fill(seed, (byte) 0);
    Arrays.fill(material, (byte) 0);
    return key;
  }
}
