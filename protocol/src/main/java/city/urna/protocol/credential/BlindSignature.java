package city.urna.protocol.credential;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import java.security.SecureRandom;

/**
 * {@code RSABSSA-SHA384-PSS-Randomized} (RFC 9474) over credential messages, 3,072 bits: the
 * device's side and everybody's check. The issuer's side is {@link IssuerPrivateKey#blindSign}.
 */
public final class BlindSignature {
  private static final BlindVariant VARIANT = BlindVariant.PSS_RANDOMIZED;

  private BlindSignature() {}

  /** Prepares and blinds a message for one issuer (§4.1, §4.2). */
  public static Blinded blind(IssuerPublicKey key, Digest message, SecureRandom random) {
    byte[] fresh = new byte[VARIANT.prefixSize()];
    random.nextBytes(fresh);
    Bytes prefix = Bytes.of(fresh);
    BlindRsa.BlindResult result =
        BlindRsa.blind(
            key.rsa(), VARIANT.saltSize(), Bytes.concat(prefix, message.value()), random);
    return new Blinded(result.blinded(), prefix, result.inverse());
  }

  /** Takes the blind off the issuer's answer and verifies the signature (§4.4). */
  public static Parsed<CredentialSignature> finish(
      IssuerPublicKey key, Digest message, Blinded state, Bytes blindSignature) {
    Bytes prepared = Bytes.concat(state.prefix(), message.value());
    return BlindRsa.finish(key.rsa(), VARIANT, prepared, blindSignature, state.inverse())
        .map(value -> new CredentialSignature(state.prefix(), value));
  }

  /** Whether the issuer signed this message (§4.5). Variable time: public inputs only. */
  public static boolean verify(IssuerPublicKey key, Digest message, CredentialSignature signature) {
    return signature.prefix().size() == VARIANT.prefixSize()
        && key.rsa()
            .verify(
                Bytes.concat(signature.prefix(), message.value()),
                signature.value(),
                VARIANT.saltSize());
  }
}
