package city.urna.verifier.record;

import city.urna.verifier.bytes.Bytes;

/**
 * One signature of an envelope, as stored and unchecked.
 *
 * @param key 32 bytes for Ed25519, 33 for ECDSA P-256
 * @param value 64 bytes
 */
public record RecordSignature(Bytes key, Bytes value) {}
