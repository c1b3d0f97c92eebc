package city.urna.protocol.signature;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;

/**
 * Verifies a signature by the kind of its key (spec records §3.1). Variable time: public inputs.
 */
public final class Signatures {
  private Signatures() {}

  /**
   * Whether this is the key's signature over the message: a 32-byte key by the strict Ed25519 rule,
   * a 33-byte key by ECDSA with low s. A key that is none verifies nothing.
   */
  public static boolean verify(Bytes key, Bytes message, Bytes signature) {
    return switch (key.size()) {
      case Ed25519PublicKey.SIZE ->
          switch (Ed25519PublicKey.decode(key)) {
            case Parsed.Ok<Ed25519PublicKey>(Ed25519PublicKey decoded) ->
                verify(decoded, message, signature);
            case Parsed.Malformed<Ed25519PublicKey> malformed -> false;
          };
      case EcdsaPublicKey.SIZE ->
          switch (EcdsaPublicKey.decode(key)) {
            case Parsed.Ok<EcdsaPublicKey>(EcdsaPublicKey decoded) ->
                verify(decoded, message, signature);
            case Parsed.Malformed<EcdsaPublicKey> malformed -> false;
          };
      default -> false;
    };
  }

  /** Whether this is the key's signature, 64 bytes, by the strict rule of spec encoding §1.7. */
  public static boolean verify(Ed25519PublicKey key, Bytes message, Bytes signature) {
    return Ed25519Signature.verify(key, message, signature);
  }

  /** Whether this is the key's signature, r ‖ s with low s, by spec encoding §1.8. */
  public static boolean verify(EcdsaPublicKey key, Bytes message, Bytes signature) {
    return key.verify(message, signature);
  }

  /** Whether these bytes are a key that records may name: Ed25519 or ECDSA, fully valid. */
  public static boolean isKey(Bytes key) {
    return switch (key.size()) {
      case Ed25519PublicKey.SIZE -> Ed25519PublicKey.decode(key) instanceof Parsed.Ok;
      case EcdsaPublicKey.SIZE -> EcdsaPublicKey.decode(key) instanceof Parsed.Ok;
      default -> false;
    };
  }
}
