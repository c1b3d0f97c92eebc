package city.urna.network.fabric;

import city.urna.chaincode.Contract;
import city.urna.chaincode.Elections;
import city.urna.network.LedgerException;
import city.urna.network.Rechecks;
import city.urna.network.log.ArchiveWriter;
import city.urna.protocol.log.Checkpoint;
import city.urna.protocol.log.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An archive that a reader of the channel makes: its log follows from the blocks of the reader's
 * own organization's peer, decided again on the way (spec fabric §5).
 */
public final class FabricExport {
  private FabricExport() {}

  /**
   * Writes the archive of a checkpoint.
   *
   * @param mspId whose identity {@code reader} reads the peers
   * @param directory must not exist yet
   * @return how many records it holds
   * @throws LedgerException when the peers do not give as much, or give what may not be followed
   * @throws IllegalArgumentException when the checkpoint is none of this log's
   */
  public static long write(
      ConnectionFile network, String mspId, SignedNote checkpoint, Path directory, Duration most)
      throws IOException, InterruptedException {
    long size = Checkpoint.parse(checkpoint.text()).orThrow().size();
    Path work = Files.createTempDirectory("urna-export");
    List<PeerConnection> peers = new ArrayList<>();
    try (FabricFollower follower =
        FabricFollower.open(
            work.resolve("log.db"),
            network,
            mspId,
            "reader",
            new Contract(new Elections()),
            Rechecks.ALL)) {
      follower.await(size, most);
      if (follower.alarm().isPresent()) {
        throw new LedgerException(follower.alarm().get());
      }
      if (follower.log().size() < size) {
        throw new LedgerException("the peer of " + mspId + " has not got as far as the checkpoint");
      }
      ConnectionFile.Identity reader = network.organization(mspId).identity("reader");
      for (ConnectionFile.Organization organization : FabricLedger.ownFirst(network, mspId)) {
        peers.add(PeerConnection.open(network, organization, reader));
      }
      ArchiveWriter.write(
          follower.log(), new RawBlocks(follower.log(), peers), checkpoint, directory);
      return size;
    } finally {
      peers.forEach(PeerConnection::close);
      try (Stream<Path> files = Files.walk(work)) {
        for (Path file : files.toList().reversed()) {
          Files.delete(file);
        }
      }
    }
  }
}
