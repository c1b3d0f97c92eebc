package city.urna.network;

/**
 * The end of a ledger.
 *
 * @param height how many blocks there are
 * @param size how many records they hold
 */
public record Tip(long height, long size) {}
