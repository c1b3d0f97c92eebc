package city.urna.network;

/**
 * Where a record stands: its block and its position on the log (spec log §1, §5).
 *
 * @param block number of the block, from 0
 * @param position index of its leaf, from 0; the genesis record has position 0
 */
public record Place(long block, long position) {}
