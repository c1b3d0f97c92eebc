package city.urna.network.fabric;

import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.State;
import city.urna.network.Block;
import city.urna.network.Ledger;
import city.urna.network.LedgerException;
import city.urna.network.Outcome;
import city.urna.network.Tip;
import city.urna.network.derived.DerivedLedger;
import city.urna.network.derived.OrderedBlock;
import city.urna.network.log.BlockFiles;
import city.urna.network.log.LogStore;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger that a network of organizations keeps on Hyperledger Fabric (spec fabric).
 *
 * <p>Commands go through a peer's gateway to two organizations' contracts, then to the orderers.
 * Log and state follow from a peer's blocks and are kept in one file, which is where reading goes
 * on after a restart. The organization's own peer comes first; when it fails, another's.
 */
public final class FabricLedger implements Ledger {
  private static final Logger LOG = LoggerFactory.getLogger(FabricLedger.class);

  /** Commands on their way at a time; a peer's gateway refuses more than 500. */
  private static final int MOST_UNDER_WAY = 100;

  private static final Duration FAREWELL = Duration.ofSeconds(10);

  private final DerivedLedger ledger;
  private final List<PeerConnection> all;
  private final Peers peers;
  private final FabricBlock reading;
  private final Commits commits = new Commits();
  private final Figures figures = new Figures();
  private final List<Consumer<Tip>> listeners = new CopyOnWriteArrayList<>();
  private final Semaphore room = new Semaphore(MOST_UNDER_WAY);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean broken = new AtomicBoolean();
  private final Way way;
  private final BlockFeed feed;

  /** All that a submission needs on its way. */
  record Way(
      Peers peers,
      Endorsing endorsing,
      Commits commits,
      DerivedLedger ledger,
      Contract contract,
      Figures figures,
      BooleanSupplier stopped) {}

  private FabricLedger(
      DerivedLedger ledger, ConnectionFile file, List<PeerConnection> ordered, Contract contract) {
    this.ledger = ledger;
    this.all = List.copyOf(ordered);
    this.peers = new Peers(ordered);
    this.reading = new FabricBlock(file.chaincode());
    List<String> organizations =
        file.organizations().stream().map(ConnectionFile.Organization::mspId).toList();
    this.way =
        new Way(
            peers,
            new Endorsing(peers, organizations, figures),
            commits,
            ledger,
            contract,
            figures,
            closed::get);
    this.feed = new BlockFeed(peers, () -> ledger.tip().height(), this::take, figures);
  }

  /**
   * Opens the ledger, with what is known of it in this file.
   *
   * @param mspId the organization whose gateway identity this is
   * @throws LedgerException when the file is in use or another network's, or an identity is missing
   */
  public static FabricLedger open(
      Path file, ConnectionFile network, String mspId, Contract contract) {
    ConnectionFile.Identity identity = network.organization(mspId).identity("gateway");
    DerivedLedger ledger = DerivedLedger.open(file, Optional.empty());
    List<PeerConnection> ordered = new ArrayList<>();
    boolean opened = false;
    try {
      requireSame(ledger, network, file);
      for (ConnectionFile.Organization organization : ownFirst(network, mspId)) {
        ordered.add(PeerConnection.open(network, organization, identity));
      }
      FabricLedger open = new FabricLedger(ledger, network, ordered, contract);
      opened = true;
      return open;
    } finally {
      if (!opened) {
        ordered.forEach(PeerConnection::close);
        ledger.close();
      }
    }
  }

  /** A copy belongs to one network for ever. */
  static void requireSame(DerivedLedger ledger, ConnectionFile network, Path file) {
    Digest genesis = ChannelGenesis.read(network.genesisBlock()).hash();
    if (!ledger.network().stream().allMatch(genesis::equals)) {
      throw new LedgerException(file + " is the copy of another network");
    }
  }

  /** The network's organizations, this one before the others. */
  static List<ConnectionFile.Organization> ownFirst(ConnectionFile network, String mspId) {
    List<ConnectionFile.Organization> ordered = new ArrayList<>(network.organizations());
    ConnectionFile.Organization own = network.organization(mspId);
    ordered.remove(own);
    ordered.addFirst(own);
    return ordered;
  }

  /** Stores a block and tells of it; whether the next one is wanted. */
  private boolean take(org.hyperledger.fabric.protos.common.Block block) {
    if (closed.get()) {
      return false;
    }
    boolean done = false;
    try {
      done = apply(block);
    } finally {
      broken.set(!done);
    }
    return done;
  }

  private boolean apply(org.hyperledger.fabric.protos.common.Block block) {
    Parsed<OrderedBlock> read = reading.read(block);
    DerivedLedger.Outcome outcome =
        switch (read) {
          case Parsed.Ok<OrderedBlock>(OrderedBlock ordered) -> ledger.apply(ordered);
          case Parsed.Malformed<OrderedBlock>(String reason) ->
              new DerivedLedger.Outcome.Diverged(reason);
        };
    return switch (outcome) {
      case DerivedLedger.Outcome.Appended appended -> {
        listeners.forEach(listener -> listener.accept(appended.tip()));
        commits.tell(read.orThrow().transactions(), appended.records());
        yield true;
      }
      // A peer that repeats itself; the feed asks again from where this copy is.
      case DerivedLedger.Outcome.OutOfTurn turn -> true;
      case DerivedLedger.Outcome.Diverged(String reason) -> {
        LOG.error("ALARM: block {} cannot be followed: {}", block.getHeader().getNumber(), reason);
        yield false;
      }
    };
  }

  @Override
  public CompletableFuture<Outcome> submit(Command command) {
    if (!isOpen()) {
      return CompletableFuture.failedFuture(new LedgerException("the ledger is closed"));
    }
    return CompletableFuture.supplyAsync(() -> decide(command), threads);
  }

  private Outcome decide(Command command) {
    try {
      room.acquire();
      try {
        return new Submission(way, command).run();
      } finally {
        room.release();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new CompletionException(new LedgerException("interrupted", stop));
    }
  }

  /** What is counted on the way to the network and back. */
  public Figures figures() {
    return figures;
  }

  /** How many commands are on their way. */
  public int underWay() {
    return MOST_UNDER_WAY - room.availablePermits();
  }

  @Override
  public State state() {
    return ledger.state();
  }

  @Override
  public LogStore log() {
    return ledger.log();
  }

  @Override
  public boolean isOpen() {
    return !closed.get() && !broken.get();
  }

  @Override
  public long height() {
    return ledger.tip().height();
  }

  @Override
  public BlockFiles blockFiles() {
    return new RawBlocks(ledger.log(), all);
  }

  /**
   * Waits until everything that a peer has is here.
   *
   * @throws LedgerException when no peer answers, or it takes longer than that
   */
  public void catchUp(Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (System.nanoTime() < deadline) {
      PeerConnection peer = peers.current();
      try {
        long height = peer.height();
        while (ledger.tip().height() < height && System.nanoTime() < deadline && isOpen()) {
          Thread.sleep(20);
        }
        if (ledger.tip().height() >= height) {
          return;
        }
      } catch (GatewayException | GatewayRuntimeException | InvalidProtocolBufferException gone) {
        LOG.warn("the peer of {} does not say how far it is: {}", peer.mspId(), gone.getMessage());
        peers.failed(peer);
        Thread.sleep(500);
      }
    }
    throw new LedgerException("the network's blocks are not here: does a peer run?");
  }

  @Override
  public boolean isFollowed() {
    return true;
  }

  @Override
  public List<Block> blocks(long from, int limit) {
    return List.of();
  }

  @Override
  public Runnable listen(Consumer<Tip> listener) {
    Consumer<Tip> own = listener::accept;
    listeners.add(own);
    return () -> listeners.remove(own);
  }

  /** Commands under way have a little time to end; what they become shows in the blocks. */
  @Override
  public void close() {
    try {
      if (!room.tryAcquire(MOST_UNDER_WAY, FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("closed with commands under way; the blocks show what became of them");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    closed.set(true);
    feed.close();
    threads.shutdownNow();
    peers.close();
    ledger.close();
  }
}
