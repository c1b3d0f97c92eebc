package city.urna.verifier.block.channel;

import city.urna.verifier.bytes.Bytes;

/**
 * A signature to be counted by a policy.
 *
 * @param message what was signed
 * @param identity a serialized identity, as claimed
 */
public record SignedMessage(Bytes message, Bytes identity, Bytes signature) {}
