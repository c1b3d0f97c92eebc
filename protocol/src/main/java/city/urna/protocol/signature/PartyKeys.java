package city.urna.protocol.signature;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The keys of one party of a process, as its key file holds them: an Ed25519 key, and for a trustee
 * (sealing key) or an organization (ledger key) a P-256 key too.
 *
 * <p>Encoding: the 32-byte Ed25519 seed, then the 32-byte scalar where there is one.
 */
public record PartyKeys(Ed25519PrivateKey signing, Optional<EcdsaPrivateKey> point) {

  /** Fresh keys. */
  public static PartyKeys generate(boolean withPoint, SecureRandom random) {
    return new PartyKeys(
        Ed25519PrivateKey.generate(random),
        withPoint ? Optional.of(EcdsaPrivateKey.generate(random)) : Optional.empty());
  }

  /** The keys of an encoding of 32 or 64 bytes. */
  public static Parsed<PartyKeys> decode(Bytes encoded) {
    int seed = Ed25519PrivateKey.SEED_SIZE;
    return switch (encoded.size()) {
      case 32 ->
          new Parsed.Ok<>(new PartyKeys(Ed25519PrivateKey.fromSeed(encoded), Optional.empty()));
      case 64 ->
          EcdsaPrivateKey.decode(encoded.slice(seed, 64))
              .map(
                  point ->
                      new PartyKeys(
                          Ed25519PrivateKey.fromSeed(encoded.slice(0, seed)), Optional.of(point)));
      default -> new Parsed.Malformed<>("keys have 32 or 64 bytes");
    };
  }

  /** The encoding, for a key file. */
  public Bytes encode(SecretAccess access) {
    Bytes seed = signing.seed(access);
    return point.map(p -> Bytes.concat(seed, p.encode(access))).orElse(seed);
  }

  @Override
  public String toString() {
    return "PartyKeys[redacted]";
  }
}
