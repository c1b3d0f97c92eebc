package city.urna.network.fabric;

import city.urna.chaincode.Contract;
import city.urna.chaincode.State;
import city.urna.network.LedgerCopy;
import city.urna.network.LedgerException;
import city.urna.network.Rechecks;
import city.urna.network.derived.DerivedLedger;
import city.urna.network.derived.OrderedBlock;
import city.urna.network.log.LogStore;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An organization's own copy of the network's ledger: follows its own peer under its own identity
 * and decides every command again with its own contract (spec fabric §4). At the first block on
 * which they differ it alarms and stands still for good.
 */
public final class FabricFollower implements LedgerCopy {
  private static final Logger LOG = LoggerFactory.getLogger(FabricFollower.class);

  private final DerivedLedger ledger;
  private final Digest genesis;
  private final FabricBlock reading;
  private final Peers peers;
  private final BlockFeed feed;
  private Optional<String> alarm = Optional.empty();

  private FabricFollower(
      DerivedLedger ledger, ConnectionFile file, Digest genesis, PeerConnection peer) {
    this.ledger = ledger;
    this.genesis = genesis;
    this.reading = new FabricBlock(file.chaincode());
    this.peers = new Peers(List.of(peer));
    this.feed = new BlockFeed(peers, () -> ledger.tip().height(), this::take, new Figures());
  }

  /**
   * Opens the copy in this file and follows the organization's peer.
   *
   * @param identity the name of the identity under which the peer is read
   * @param rechecks of how many ballots the proofs are checked again
   * @throws LedgerException when the file is in use or another network's, or the identity is
   *     missing
   */
  public static FabricFollower open(
      Path file,
      ConnectionFile network,
      String mspId,
      String identity,
      Contract contract,
      Rechecks rechecks) {
    ConnectionFile.Organization own = network.organization(mspId);
    DerivedLedger ledger = DerivedLedger.open(file, Optional.of(contract), rechecks);
    boolean opened = false;
    try {
      FabricLedger.requireSame(ledger, network, file);
      FabricFollower follower =
          new FabricFollower(
              ledger,
              network,
              ChannelGenesis.read(network.genesisBlock()).hash(),
              PeerConnection.open(network, own, own.identity(identity)));
      opened = true;
      return follower;
    } finally {
      if (!opened) {
        ledger.close();
      }
    }
  }

  private boolean take(Block block) {
    DerivedLedger.Outcome outcome =
        switch (reading.read(block)) {
          case Parsed.Ok<OrderedBlock>(OrderedBlock ordered) when isAnotherNetwork(ordered) ->
              new DerivedLedger.Outcome.Diverged("another network's genesis block");
          case Parsed.Ok<OrderedBlock>(OrderedBlock ordered) -> ledger.apply(ordered);
          case Parsed.Malformed<OrderedBlock>(String reason) ->
              new DerivedLedger.Outcome.Diverged(reason);
        };
    return switch (outcome) {
      case DerivedLedger.Outcome.Appended appended -> {
        synchronized (this) {
          notifyAll();
        }
        yield true;
      }
      case DerivedLedger.Outcome.OutOfTurn turn -> true;
      case DerivedLedger.Outcome.Diverged(String reason) -> {
        String what = "block " + block.getHeader().getNumber() + ": " + reason;
        LOG.error("ALARM: {}; nothing is signed any more", what);
        synchronized (this) {
          alarm = Optional.of(what);
          notifyAll();
        }
        yield false;
      }
    };
  }

  private boolean isAnotherNetwork(OrderedBlock block) {
    return block.number() == 0 && !block.hash().equals(genesis);
  }

  /** Waits until the copy has so many records, it stands still, or the time is over. */
  public synchronized void await(long size, Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (ledger.log().size() < size && alarm.isEmpty()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }

  /** Why this copy stands still, if it does. */
  public synchronized Optional<String> alarm() {
    return alarm;
  }

  /** Hash of the channel's block 0. */
  public Digest genesisBlock() {
    return genesis;
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
  public void close() {
    feed.close();
    peers.close();
    ledger.close();
  }
}
