package city.urna.verifier.block.fabric;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.block.channel.ChannelConfig;
import city.urna.verifier.block.channel.ConfigUpdates;
import city.urna.verifier.block.fabric.Judgement.Beyond;
import city.urna.verifier.block.fabric.Judgement.Configuration;
import city.urna.verifier.block.fabric.Judgement.Invalid;
import city.urna.verifier.block.fabric.Judgement.Valid;
import city.urna.verifier.block.msp.Msp;
import city.urna.verifier.report.Finding;
import city.urna.verifier.trust.FabricTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/**
 * Blocks of a network that really ran, in {@code DIR/blocks/MSP/NUMBER}: what this program says of
 * each transaction beside what each peer says.
 *
 * <p>The trust in them is made from their own first block: this compares rules and proves nothing.
 */
final class JudgedBlocks {
  /** A transaction, this program's code for it and a peer's. */
  record Line(String copy, long block, int transaction, String own, String reason, String peer) {
    boolean agrees() {
      return own.equals(peer);
    }
  }

  private final Archive archive;
  private final Copies copies;
  private final ChannelConfig first;
  private final FabricTrust trust;

  private JudgedBlocks(Archive archive, Copies copies, ChannelConfig first, FabricTrust trust) {
    this.archive = archive;
    this.copies = copies;
    this.first = first;
    this.trust = trust;
  }

  static JudgedBlocks open(Path directory, String channel, String chaincode) throws IOException {
    Path manifest = directory.resolve("manifest.json");
    if (!Files.exists(manifest)) {
      Files.writeString(
          manifest, "{\"files\":[],\"format\":\"urna-archive/v1\",\"ledger\":\"fabric\"}\n");
    }
    Archive archive = Archive.open(directory).orThrow();
    Copies copies = Copies.of(archive);
    FabricBlock genesis = copies.block(copies.names().getFirst(), 0).orThrow();
    ChannelConfig first = Genesis.configuration(genesis, channel).orThrow();
    List<FabricTrust.Organization> organizations = new ArrayList<>();
    for (Msp msp : first.msps().each()) {
      organizations.add(new FabricTrust.Organization(msp.name(), "somebody", msp.rootHashes()));
    }
    return new JudgedBlocks(
        archive, copies, first, new FabricTrust(channel, chaincode, genesis.hash(), organizations));
  }

  List<Finding> findings() {
    return new FabricChecks(archive, Optional.of(trust)).run();
  }

  /** Every transaction after block 0, in every copy. */
  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    BlockJudge judge = new BlockJudge();
    ChannelConfig channel = first;
    for (long number = 0; number < copies.height(); number++) {
      FabricBlock block = copies.block(copies.names().getFirst(), number).orThrow();
      if (number == 0) {
        judge.genesis(block);
        continue;
      }
      List<Judgement> judgements = judge.judge(block, channel);
      if (Envelopes.isConfiguration(block.envelopes())) {
        channel =
            ConfigUpdates.apply(channel, Genesis.stated(block).orThrow().envelope()).orThrow();
      }
      for (String copy : copies.names()) {
        if (copies.has(copy, number)) {
          FabricBlock held = copies.block(copy, number).orThrow();
          for (int i = 0; i < judgements.size(); i++) {
            lines.add(line(copy, number, i, judgements.get(i), held.flags().at(i)));
          }
        }
      }
    }
    return lines;
  }

  private static Line line(String copy, long number, int i, Judgement own, int flag) {
    TxValidationCode code = TxValidationCode.forNumber(flag);
    String peer = code == null ? "code " + flag : code.name();
    return switch (own) {
      case Valid _, Configuration _ -> new Line(copy, number, i, "VALID", "", peer);
      case Invalid(TxValidationCode ours, String reason) ->
          new Line(copy, number, i, ours.name(), reason, peer);
      case Beyond(Judgement.Stage stage, String reason) ->
          new Line(copy, number, i, "BEYOND " + stage, reason, peer);
    };
  }

  /** Prints it all: {@code JudgedBlocks DIR CHANNEL CHAINCODE}. */
  public static void main(String[] arguments) throws IOException {
    JudgedBlocks judged = open(Path.of(arguments[0]), arguments[1], arguments[2]);
    for (Finding f : judged.findings()) {
      System.out.println(f.id() + " " + f.status() + " " + f.count() + " " + f.evidence());
    }
    judged.lines().forEach(l -> System.out.println((l.agrees() ? "same " : "DIFF ") + l));
  }
}
