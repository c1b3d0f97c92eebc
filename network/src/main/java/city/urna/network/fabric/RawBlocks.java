package city.urna.network.fabric;

import city.urna.network.LedgerException;
import city.urna.network.log.BlockFiles;
import city.urna.network.log.LogStore;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.log.TilePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.hyperledger.fabric.protos.common.Block;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The raw blocks of an archive, read anew from the peers of two organizations (spec fabric §5).
 *
 * <p>Block by block, so that the memory needed does not grow with the ledger.
 */
public final class RawBlocks implements BlockFiles {
  private static final Logger LOG = LoggerFactory.getLogger(RawBlocks.class);

  /** How many organizations' copies an archive holds. */
  private static final int COPIES = 2;

  /** How long one peer may take for all of its blocks. */
  private static final long MOST_MINUTES = 60;

  private final LogStore log;
  private final List<PeerConnection> peers;

  RawBlocks(LogStore log, List<PeerConnection> peers) {
    this.log = log;
    this.peers = List.copyOf(peers);
  }

  @Override
  public String ledger() {
    return "fabric";
  }

  /**
   * Writes the blocks as two peers have them.
   *
   * @throws LedgerException when fewer than two organizations' peers give them all
   */
  @Override
  public void write(long size, Sink files) throws IOException {
    long last = log.block(size - 1);
    List<PeerConnection> willing = new ArrayList<>();
    for (PeerConnection peer : peers) {
      if (willing.size() < COPIES && has(peer, last)) {
        willing.add(peer);
      }
    }
    if (willing.size() < COPIES) {
      throw new LedgerException(
          "an archive needs the blocks of two organizations' peers; only %d gave block %d"
              .formatted(willing.size(), last));
    }
    for (PeerConnection peer : willing) {
      copy(peer, last, files);
    }
  }

  /** Whether the peer has got as far as that block. */
  private static boolean has(PeerConnection peer, long number) {
    try (CloseableIterator<Block> blocks = peer.blocks(number, 20, TimeUnit.SECONDS)) {
      return blocks.hasNext();
    } catch (GatewayRuntimeException gone) {
      LOG.warn("the peer of {} gives no block {}: {}", peer.mspId(), number, gone.getStatus());
      return false;
    }
  }

  private static void copy(PeerConnection peer, long last, Sink files) throws IOException {
    String folder = "blocks/" + peer.mspId().toLowerCase(Locale.ROOT) + "/";
    long next = 0;
    try (CloseableIterator<Block> blocks = peer.blocks(0, MOST_MINUTES, TimeUnit.MINUTES)) {
      while (next <= last) {
        Block block = blocks.next();
        if (block.getHeader().getNumber() != next) {
          throw new LedgerException("the peer of " + peer.mspId() + " leaves out block " + next);
        }
        files.put(
            folder + new TilePath(TilePath.ENTRIES, next, TilePath.FULL).number(),
            Bytes.of(block.toByteString()));
        next++;
      }
    } catch (GatewayRuntimeException gone) {
      throw new LedgerException(
          "the peer of " + peer.mspId() + " stopped giving blocks at " + next, gone);
    }
  }
}
