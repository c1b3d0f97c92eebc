package city.urna.verifier.block.msp;

import city.urna.verifier.bytes.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Signature verification by this Java platform, for keys and algorithms named by certificates. */
final class PublicKeys {
  private static final Map<String, String> ALGORITHMS =
      Map.of(
          "1.2.840.10045.4.3.2", "SHA256withECDSA",
          "1.2.840.10045.4.3.3", "SHA384withECDSA",
          "1.2.840.10045.4.3.4", "SHA512withECDSA",
          "1.2.840.113549.1.1.11", "SHA256withRSA",
          "1.2.840.113549.1.1.12", "SHA384withRSA",
          "1.2.840.113549.1.1.13", "SHA512withRSA",
          "1.3.101.112", "Ed25519");
  private static final List<String> ECDSA =
      List.of("1.2.840.10045.4.3.2", "1.2.840.10045.4.3.3", "1.2.840.10045.4.3.4");

  private PublicKeys() {}

  static boolean isEcdsa(String algorithm) {
    return ECDSA.contains(algorithm);
  }

  /** Reads a SubjectPublicKeyInfo; nothing where this platform does not know its kind or curve. */
  static Optional<PublicKey> read(Bytes info, KeyAlgorithm algorithm) {
    String name =
        switch (algorithm) {
          case ECDSA -> "EC";
          case ED25519 -> "Ed25519";
          case CERTIFIES_ONLY -> "RSA";
          case UNKNOWN -> "";
        };
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          KeyFactory.getInstance(name).generatePublic(new X509EncodedKeySpec(info.toArray())));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The order of an ECDSA key's group. */
  static Optional<BigInteger> order(PublicKey key) {
    return key instanceof ECPublicKey point
        ? Optional.of(point.getParams().getOrder())
        : Optional.empty();
  }

  /** Whether a signature of the algorithm with this object identifier is the key's. */
  static boolean verifies(PublicKey key, String algorithm, Bytes message, Bytes signature) {
    String name = ALGORITHMS.get(algorithm);
    if (name == null) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(name);
      verifier.initVerify(key);
      verifier.update(message.toArray());
      return verifier.verify(signature.toArray());
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /** As a member signs (Fabric's rule): ECDSA over SHA-256 with low s, or Ed25519. */
  static boolean verifiesOfMember(
      PublicKey key, KeyAlgorithm algorithm, Bytes message, Bytes signature) {
    return switch (algorithm) {
      case ECDSA -> {
        Optional<EcdsaValue> value = EcdsaValue.read(signature);
        BigInteger half = order(key).orElse(BigInteger.ZERO).shiftRight(1);
        yield value.isPresent()
            && value.get().s().compareTo(half) <= 0
            && verifies(key, ECDSA.getFirst(), message, value.get().der());
      }
      case ED25519 -> verifies(key, "1.3.101.112", message, signature);
      case CERTIFIES_ONLY, UNKNOWN -> false;
    };
  }
}
