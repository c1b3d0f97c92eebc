package city.urna.protocol.credential;

import city.urna.protocol.bytes.Bytes;

/**
 * One issuer's signature on a credential, as the ballot carries it (spec credentials §4).
 *
 * <p>Shapes: prefix 32 bytes, value 384. Made of received bytes without looking; {@link
 * BlindSignature#verify} looks.
 */
public record CredentialSignature(Bytes prefix, Bytes value) {}
