package city.urna.verifier.block.channel;

import city.urna.verifier.bytes.Bytes;

/**
 * An orderer that may sign blocks.
 *
 * @param number by which block signatures name it
 * @param identity its serialized identity
 */
public record Orderer(int number, String mspId, Bytes identity) {}
