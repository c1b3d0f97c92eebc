package city.urna.network.fabric;

import city.urna.network.LedgerException;
import io.grpc.Status;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.hyperledger.fabric.protos.common.Block;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Peers' blocks one after the other, from wherever the reader is; when a peer ends or fails it goes
 * on at the next.
 */
final class BlockFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BlockFeed.class);
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final Peers peers;
  private final LongSupplier next;
  private final Predicate<Block> reader;
  private final Figures figures;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /** Whose peers have failed since the last block. */
  private final Set<String> silent = new HashSet<>();

  private Optional<CloseableIterator<Block>> open = Optional.empty();

  /**
   * @param next the number of the block that is due
   * @param reader takes a block; says whether it wants more
   */
  BlockFeed(Peers peers, LongSupplier next, Predicate<Block> reader, Figures figures) {
    this.peers = peers;
    this.next = next;
    this.reader = reader;
    this.figures = figures;
    this.thread = Thread.ofPlatform().daemon(true).name("fabric-blocks").start(this::run);
  }

  private void run() {
    try {
      while (isOpen() && follow()) {
        if (closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads one peer to its end; whether more is wanted. */
  private boolean follow() {
    PeerConnection peer = peers.current();
    try (CloseableIterator<Block> blocks = opened(peer.blocks(next.getAsLong()))) {
      while (isOpen() && blocks.hasNext()) {
        silent.clear();
        if (!reader.test(blocks.next())) {
          return false;
        }
      }
    } catch (GatewayRuntimeException gone) {
      if (isOpen()) {
        figures.reconnects().increment();
        tell(peer, gone.getStatus());
      }
    } catch (LedgerException broken) {
      // The store of this side, which may have room again: the peer is as good as before.
      LOG.error("a block could not be stored; it is tried again", broken);
      return true;
    }
    peers.failed(peer);
    return true;
  }

  /** Once for each peer, until blocks come again. */
  private void tell(PeerConnection peer, Status status) {
    if (silent.add(peer.mspId())) {
      LOG.warn(
          "the peer of {} gives no blocks ({}: {}); asked again until one does",
          peer.mspId(),
          status.getCode(),
          status.getDescription());
    }
  }

  private synchronized CloseableIterator<Block> opened(CloseableIterator<Block> blocks) {
    open = Optional.of(blocks);
    return blocks;
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  @Override
  public void close() {
    closed.countDown();
    synchronized (this) {
      open.ifPresent(CloseableIterator::close);
    }
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
