package city.urna.client.publication;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.signature.EcdsaPrivateKey;
import city.urna.protocol.signature.Ed25519PrivateKey;
import city.urna.protocol.signature.SecretAccess;
import city.urna.protocol.transcript.Context;
import city.urna.protocol.transcript.Transcript;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.util.BigIntegers;

/**
 * The P-256 key with which a clerk signs documents (spec exports §2). It follows from the clerk's
 * record key, so that there is nothing more to keep; the record key attests it, so that whoever has
 * the record can tell whose it is. It signs no record.
 */
final class DocumentKey {
  private static final BigInteger ORDER = CustomNamedCurves.getByName("P-256").getN();

  private final EcdsaPrivateKey key;
  private final Bytes attestation;

  private DocumentKey(EcdsaPrivateKey key, Bytes attestation) {
    this.key = key;
    this.attestation = attestation;
  }

  /**
   * The document key of a clerk for one election.
   *
   * @param clerk the clerk's id
   */
  static DocumentKey of(Ed25519PrivateKey record, String clerk, CertifiedResult result) {
    // Access: the seed goes into a key derivation and nowhere else.
    byte[] seed = record.seed(SecretAccess.granted()).toArray();
    String info = Transcript.SUITE + "/document-key/" + result.process() + "/" + clerk;
    HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
    hkdf.init(new HKDFParameters(seed, new byte[0], info.getBytes(StandardCharsets.US_ASCII)));
    byte[] wide = new byte[48];
    hkdf.generateBytes(wide, 0, wide.length);
    BigInteger scalar =
        new BigInteger(1, wide).mod(ORDER.subtract(BigInteger.ONE)).add(BigInteger.ONE);
    Arrays.fill(seed, (byte) 0);
    Arrays.fill(wide, (byte) 0);
    EcdsaPrivateKey key =
        EcdsaPrivateKey.decode(Bytes.of(BigIntegers.asUnsignedByteArray(32, scalar))).orThrow();
    Digest statement =
        Transcript.of(
                "document-key", new Context(result.process(), result.scope(), result.election()))
            .absorb("clerk", clerk)
            .absorb("key", key.publicKey())
            .hash();
    return new DocumentKey(key, record.sign(statement.value()));
  }

  /** Compressed, 33 bytes. */
  Bytes publicKey() {
    return key.publicKey();
  }

  /** The clerk's Ed25519 signature on this key. */
  Bytes attestation() {
    return attestation;
  }

  /** The 64 bytes r ‖ s of a signature over the SHA-256 of this message. */
  Bytes sign(byte[] message) {
    return key.sign(Bytes.of(message));
  }

  /** A detached JWS over a payload (RFC 7515 appendix F), ES256. */
  String jws(byte[] payload, String keyId) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    byte[] header =
        ("{\"alg\":\"ES256\",\"kid\":\"" + keyId + "\"}").getBytes(StandardCharsets.US_ASCII);
    String first = base64.encodeToString(header);
    String input = first + "." + base64.encodeToString(payload);
    byte[] signature = sign(input.getBytes(StandardCharsets.US_ASCII)).toArray();
    return first + ".." + base64.encodeToString(signature);
  }

  @Override
  public String toString() {
    return "DocumentKey[redacted]";
  }
}
