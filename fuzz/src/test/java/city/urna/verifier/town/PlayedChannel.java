package city.urna.verifier.town;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.block.channel.ChannelConfig;
import city.urna.verifier.block.fabric.FabricChecks;
import city.urna.verifier.block.fabric.FabricFiles;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.chain.Organization;
import city.urna.verifier.report.Finding;
import city.urna.verifier.report.Status;
import city.urna.verifier.trust.FabricTrust;
import city.urna.verifier.trust.TrustFile;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;
import org.hyperledger.fabric.protos.peer.ChaincodeActionPayload;
import org.hyperledger.fabric.protos.peer.ProposalResponsePayload;
import org.hyperledger.fabric.protos.peer.Transaction;

/** The town's vote on a Fabric channel, for the fuzz targets. */
public final class PlayedChannel {
  private static final String COPY = "blocks/citymsp/";

  private final FabricTown town = new FabricTown("fuzz");
  private final List<Block> blocks = town.chain().sealed();
  private final Map<String, byte[]> files = town.files(blocks);
  private final List<String> names =
      files.keySet().stream().filter(name -> name.startsWith(COPY)).sorted().toList();
  private final Optional<FabricTrust> trust =
      TrustFile.parse(Bytes.ofUtf8(town.trust().toString())).orThrow().fabric();
  private final ChannelConfig first =
      FabricFiles.configuration(Bytes.of(blocks.getFirst().toByteArray()), FabricTown.CHANNEL);
  private final Path folder;

  /** Plays it and writes its archive. */
  public PlayedChannel() {
    try {
      folder = Files.createTempDirectory("channel");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Shelves.write(files, folder);
  }

  public List<byte[]> blocks() {
    return blocks.stream().map(Block::toByteArray).toList();
  }

  public Optional<String> block(Bytes raw) {
    return FabricFiles.block(raw, FabricTown.CHANNEL);
  }

  /** A copy's blocks, each behind its place. */
  public List<byte[]> placed() {
    List<byte[]> placed = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      placed.add(Ink.join(new byte[] {(byte) i}, files.get(names.get(i))));
    }
    return placed;
  }

  /** Why the chain is refused when one block of a copy, by the first byte, is the rest. */
  public Optional<String> chain(byte[] input) throws IOException {
    if (input.length == 0) {
      return Optional.of("no block");
    }
    String name = names.get(Math.floorMod(input[0], names.size()));
    byte[] block = Arrays.copyOfRange(input, 1, input.length);
    Files.write(folder.resolve(name), block);
    try {
      List<Finding> findings = new FabricChecks(Archive.open(folder).orThrow(), trust).run();
      Optional<Finding> failed =
          findings.stream().filter(f -> f.status() == Status.FAILED).findFirst();
      if (failed.isEmpty() && !Arrays.equals(block, files.get(name))) {
        throw new AssertionError("a chain with another block " + name + " is in order");
      }
      return failed.map(Finding::id);
    } finally {
      Files.write(folder.resolve(name), files.get(name));
    }
  }

  /** What a client signs of a transaction: header and endorsed action. */
  public List<byte[]> payloads() {
    return transactions().stream().map(envelope -> envelope.getPayload().toByteArray()).toList();
  }

  /** What becomes of a payload that the client signs, whatever it holds. */
  public Optional<String> transaction(byte[] payload) {
    ByteString signed = ByteString.copyFrom(payload);
    Envelope envelope =
        Envelope.newBuilder().setPayload(signed).setSignature(town.client().sign(signed)).build();
    return FabricFiles.transaction(first, Bytes.of(envelope.toByteArray()));
  }

  /** The read and write sets of the transactions. */
  public List<byte[]> sets() {
    return transactions().stream().map(PlayedChannel::set).toList();
  }

  public List<byte[]> certificates() {
    return List.of(
        encoded(town.peer(0)), encoded(town.client()), encoded(town.channel.orderers.get(0).admin));
  }

  public List<byte[]> msps() {
    return town.channel.members.stream()
        .map(Organization::definition)
        .map(ByteString::toByteArray)
        .toList();
  }

  private List<Envelope> transactions() {
    List<Envelope> envelopes = new ArrayList<>();
    for (int block :
        List.of(FabricTown.APPROVALS, FabricTown.DEFINITION, FabricTown.FIRST_RECORDS)) {
      for (ByteString raw : blocks.get(block).getData().getDataList()) {
        try {
          envelopes.add(Envelope.parseFrom(raw));
        } catch (InvalidProtocolBufferException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return envelopes;
  }

  private static byte[] set(Envelope envelope) {
    try {
      Transaction transaction =
          Transaction.parseFrom(Payload.parseFrom(envelope.getPayload()).getData());
      ChaincodeActionPayload action =
          ChaincodeActionPayload.parseFrom(transaction.getActions(0).getPayload());
      return ChaincodeAction.parseFrom(
              ProposalResponsePayload.parseFrom(action.getAction().getProposalResponsePayload())
                  .getExtension())
          .getResults()
          .toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] encoded(city.urna.verifier.chain.Member member) {
    try {
      return member.certificate().getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
