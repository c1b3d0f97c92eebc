package city.urna.verifier.signature;

import city.urna.verifier.bytes.Bytes;

/** Signatures of records, whose algorithm the key's length tells (spec records §3.1). */
public final class Signatures {
  private Signatures() {}

  /** Ed25519 for keys of 32 bytes, ECDSA for 33; other lengths verify nothing. */
  public static boolean verifies(Bytes key, Bytes message, Bytes signature) {
    return switch (key.size()) {
      case 32 -> Ed25519.verifies(key, message, signature);
      case 33 -> EcdsaP256.verifies(key, message, signature);
      default -> false;
    };
  }
}
