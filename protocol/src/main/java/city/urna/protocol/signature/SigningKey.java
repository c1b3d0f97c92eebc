package city.urna.protocol.signature;

import city.urna.protocol.bytes.Bytes;

/** A private key that signs records: a person's Ed25519 key or an organization's ECDSA key. */
public sealed interface SigningKey extends AutoCloseable
    permits Ed25519PrivateKey, EcdsaPrivateKey {
  /** 32 bytes for Ed25519, 33 for ECDSA P-256. */
  Bytes publicKey();

  /** The 64 bytes of a signature over this message. */
  Bytes sign(Bytes message);

  /** Forgets the key as far as the language allows; signing is a programmer's error after it. */
  @Override
  void close();
}
