package city.urna.verifier.town;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.block.fabric.FabricChecks;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.chain.ChainMaker;
import city.urna.verifier.chain.ChannelMaker;
import city.urna.verifier.chain.Hashes;
import city.urna.verifier.chain.Member;
import city.urna.verifier.chain.Organization;
import city.urna.verifier.chain.Policies;
import city.urna.verifier.chain.Transactions;
import city.urna.verifier.check.Progress;
import city.urna.verifier.check.Verification;
import city.urna.verifier.record.Kind;
import city.urna.verifier.records.Genesis;
import city.urna.verifier.report.Finding;
import city.urna.verifier.report.Report;
import city.urna.verifier.town.Town.Line;
import city.urna.verifier.trust.TrustFile;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.orderer.BatchSize;

/**
 * The town's vote on a Fabric channel: three approvals and a definition, one command a transaction,
 * some transactions that do not count, a change of the configuration in between.
 */
final class FabricTown {
  static final String CHANNEL = "urna-2026";
  static final String CHAINCODE = "urna";
  static final int VALID = 0;
  static final int ENDORSEMENT_POLICY_FAILURE = 10;
  static final int MVCC_READ_CONFLICT = 11;

  /** Blocks of the usual chain, by what they hold. */
  static final int APPROVALS = 1;

  static final int DEFINITION = 2;
  static final int FIRST_RECORDS = 3;
  static final int CONFIGURATION = 6;

  /** Holds all commands that are left. */
  static final int LAST = 13;

  final ChannelMaker channel = new ChannelMaker(CHANNEL);
  final Play play;
  final Shelves shelves;

  FabricTown(String seed) {
    this(seed, town -> {});
  }

  /**
   * @param bent what is bent before anything is written
   */
  FabricTown(String seed, Consumer<Town> bent) {
    ByteString genesis = ChainMaker.hash(new ChainMaker(channel).sealed().getFirst().getHeader());
    play = new Play(seed);
    play.town.bend(Kind.GENESIS, 0, Genesis.class, g -> g.toBuilder().setNonce(genesis).build());
    bent.accept(play.town);
    play.whole();
    shelves = new Shelves(play.town);
  }

  Member peer(int organization) {
    return channel.members.get(organization).peer;
  }

  Member client() {
    return channel.members.getFirst().client;
  }

  Transactions transaction() {
    return new Transactions(CHANNEL, CHAINCODE, client());
  }

  /** A command that two organizations endorsed, all of it accepted. */
  Transactions command(List<byte[]> records) {
    return transaction().decide(records, records.size()).endorsedBy(peer(0), peer(1));
  }

  /** The usual chain, planned; what a test bends of it is signed with the rest. */
  ChainMaker chain() {
    ChainMaker chain = new ChainMaker(channel);
    List<ByteString> approvals = new ArrayList<>();
    for (Organization organization : channel.members) {
      approvals.add(
          new Transactions(CHANNEL, "_lifecycle", organization.admin)
              .call("ApproveChaincodeDefinitionForMyOrg")
              .writesPrivately("_implicit_org_" + organization.mspId, new byte[32], key(1))
              .endorsedBy(organization.peer)
              .envelope());
    }
    chain.block(approvals.toArray(ByteString[]::new));
    chain.block(
        new Transactions(CHANNEL, "_lifecycle", channel.members.getFirst().admin)
            .call("CommitChaincodeDefinition")
            .readsNothing("namespaces/fields/urna/Sequence")
            .defines(CHAINCODE, "vscc", Policies.peers(2, channel.members))
            .endorsedBy(peer(0), peer(2))
            .envelope());
    List<List<byte[]>> commands = commands();
    for (int at = 0; at < commands.size(); at++) {
      if (chain.plans.size() == CONFIGURATION) {
        batches(
            chain,
            60,
            channel.orderers.get(0).admin,
            channel.orderers.get(1).admin,
            channel.orderers.get(3).admin);
      }
      Transactions next =
          command(commands.get(at)).writes("record-" + at, ByteString.copyFromUtf8("x"));
      if (at == 0) {
        next.policy("genesis", Policies.peers(3, channel.members)).writes("genesis");
      }
      if (chain.plans.size() > LAST) {
        chain.plans.getLast().add(next.envelope(), VALID);
        continue;
      }
      ChainMaker.Plan plan = chain.block(next.envelope());
      if (at == 1) {
        plan.add(
            transaction().decide(commands.get(2), 1).endorsedBy(peer(0)).envelope(),
            ENDORSEMENT_POLICY_FAILURE);
        plan.add(command(commands.get(2)).readsNothing("record-0").envelope(), MVCC_READ_CONFLICT);
        plan.add(command(commands.get(++at)).envelope(), VALID);
      }
    }
    return chain;
  }

  private static byte[] key(int content) {
    byte[] key = new byte[32];
    key[0] = (byte) content;
    return key;
  }

  /** Orderers may put so many into a block. */
  void batches(ChainMaker chain, int most, Member... signers) {
    batches(chain, most, root -> {}, signers);
  }

  /** The same, with something else stated besides. */
  void batches(
      ChainMaker chain, int most, Consumer<ConfigGroup.Builder> besides, Member... signers) {
    ConfigValue value =
        ConfigValue.newBuilder()
            .setVersion(1)
            .setModPolicy("Admins")
            .setValue(BatchSize.newBuilder().setMaxMessageCount(most).build().toByteString())
            .build();
    chain.configure(
        ConfigGroup.newBuilder().putGroups("Orderer", ConfigGroup.getDefaultInstance()).build(),
        ConfigGroup.newBuilder()
            .putGroups("Orderer", ConfigGroup.newBuilder().putValues("BatchSize", value).build())
            .build(),
        root -> {
          root.putGroups(
              "Orderer",
              root.getGroupsOrThrow("Orderer").toBuilder().putValues("BatchSize", value).build());
          besides.accept(root);
        },
        signers);
  }

  /** Ballots of one scope two by two, every other record alone. */
  private List<List<byte[]>> commands() {
    List<List<byte[]>> commands = new ArrayList<>();
    boolean open = false;
    for (Line line : play.town.lines) {
      boolean ballot = line.kind() == Kind.BALLOT;
      if (ballot && open && commands.getLast().size() < 2) {
        commands.getLast().add(line.raw());
      } else {
        commands.add(new ArrayList<>(List.of(line.raw())));
      }
      open = ballot;
    }
    return commands;
  }

  /** The archive with the same blocks from two organizations' peers. */
  Map<String, byte[]> files(List<Block> blocks) {
    return files(blocks, blocks);
  }

  Map<String, byte[]> files(List<Block> city, List<Block> observer) {
    Map<String, byte[]> files = new TreeMap<>(shelves.files());
    files.remove("headers");
    put(files, "citymsp", city);
    put(files, "observermsp", observer);
    files.put("manifest.json", manifest(files));
    return files;
  }

  static void put(Map<String, byte[]> files, String copy, List<Block> blocks) {
    for (int i = 0; i < blocks.size(); i++) {
      files.put("blocks/" + copy + "/" + String.format("%03d", i), blocks.get(i).toByteArray());
    }
  }

  static byte[] manifest(Map<String, byte[]> files) {
    return new String(Shelves.manifest(files), StandardCharsets.US_ASCII)
        .replace("\"ledger\":\"embedded\"", "\"ledger\":\"fabric\"")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** What an observer who knows everybody's keys and roots would write. */
  ObjectNode trust() {
    ObjectNode trust = shelves.trust();
    ObjectNode fabric = trust.putObject("fabric");
    fabric.put("channel", CHANNEL).put("chaincode", CHAINCODE);
    fabric.put(
        "genesisBlock",
        HexFormat.of()
            .formatHex(
                ChainMaker.hash(new ChainMaker(channel).sealed().getFirst().getHeader())
                    .toByteArray()));
    ArrayNode organizations = fabric.putArray("organizations");
    for (List<Organization> list : List.of(channel.members, channel.orderers)) {
      for (Organization organization : list) {
        organizations
            .addObject()
            .put("mspId", organization.mspId)
            .put("operator", "Operator of " + organization.mspId.toLowerCase(Locale.ROOT))
            .putArray("roots")
            .add(
                HexFormat.of()
                    .formatHex(Hashes.sha256(ByteString.copyFrom(organization.root.der()))));
      }
    }
    return trust;
  }

  /** The checks of the blocks alone, V2.5 and on. */
  List<Finding> blocks(Map<String, byte[]> files, Path directory) {
    return blocks(files, trust(), directory);
  }

  List<Finding> blocks(Map<String, byte[]> files, ObjectNode trust, Path directory) {
    Shelves.write(files, directory);
    return new FabricChecks(
            Archive.open(directory).orThrow(),
            TrustFile.parse(Bytes.ofUtf8(trust.toString())).orThrow().fabric())
        .run();
  }

  Report verify(Map<String, byte[]> files, Path directory) {
    return verify(files, trust(), directory);
  }

  Report verify(Map<String, byte[]> files, ObjectNode trust, Path directory) {
    Shelves.write(files, directory);
    Archive archive = Archive.open(directory).orThrow();
    return new Verification(
            TrustFile.parse(Bytes.ofUtf8(trust.toString())).orThrow(), false, Progress.NONE)
        .verify(archive, Optional.empty());
  }
}
