package city.urna.network.derived;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import java.util.List;

/**
 * A block as a peer gave it: its header and what its transactions come to.
 *
 * @param previous hash of the block before; zero in block 0
 * @param data what the header says that the data's hash is
 * @param header the bytes that are hashed
 * @param computed the data's hash, computed
 */
public record OrderedBlock(
    long number,
    Digest previous,
    Digest data,
    Bytes header,
    Digest computed,
    List<OrderedTransaction> transactions) {
  public OrderedBlock {
    transactions = List.copyOf(transactions);
  }

  /** The header's hash, by which the next block names this one. */
  public Digest hash() {
    return Digest.sha256(header);
  }
}
