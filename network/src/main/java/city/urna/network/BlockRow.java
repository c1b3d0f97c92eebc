package city.urna.network;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;

/**
 * A block as the log's store keeps it, without its records.
 *
 * @param header as the kind of ledger writes it
 * @param hash by which the next block names this one
 */
public record BlockRow(long number, Bytes header, Digest hash) {}
