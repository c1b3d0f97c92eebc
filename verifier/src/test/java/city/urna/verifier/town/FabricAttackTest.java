package city.urna.verifier.town;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.chain.Authority;
import city.urna.verifier.chain.ChainMaker;
import city.urna.verifier.chain.ChannelMaker;
import city.urna.verifier.chain.Member;
import city.urna.verifier.chain.Organization;
import city.urna.verifier.chain.Policies;
import city.urna.verifier.chain.Transactions;
import city.urna.verifier.record.Kind;
import city.urna.verifier.report.Finding;
import city.urna.verifier.report.Report;
import city.urna.verifier.report.Status;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.peer.ChaincodeEndorsedAction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Wrong copies of the town's archive on Fabric. Where only whoever stores the blocks lies, hashes
 * or signatures tell; where enough orderers lie too and sign what they like, the recomputation
 * does.
 */
@Tag("slow")
class FabricAttackTest {
  private static FabricTown fabric;

  @TempDir private Path directory;

  @BeforeAll
  static void play() {
    fabric = new FabricTown("fabric-attacks");
  }

  private List<Finding> verify(List<Block> blocks) {
    return fabric.blocks(fabric.files(blocks), directory);
  }

  private static Finding finding(List<Finding> report, String id) {
    return report.stream().filter(f -> f.id().equals(id)).findFirst().orElseThrow();
  }

  /** The first failing check is this one, and it says where. */
  private static void assertNamed(List<Finding> report, String id, String... words) {
    Finding first =
        report.stream()
            .filter(f -> f.status() == Status.FAILED)
            .findFirst()
            .orElseThrow(() -> new AssertionError("valid"));
    assertEquals(id, first.id(), first::toString);
    for (String word : words) {
      assertTrue(first.evidence().contains(word), first::toString);
    }
  }

  private static void assertFails(List<Finding> report, String id, String... words) {
    Finding finding = finding(report, id);
    assertEquals(Status.FAILED, finding.status(), finding::toString);
    for (String word : words) {
      assertTrue(finding.evidence().contains(word), finding::toString);
    }
  }

  // Whoever stores the blocks lies.

  @Test
  void aBlockDropped() {
    List<Block> blocks = new ArrayList<>(fabric.chain().sealed());
    blocks.remove(8);
    assertNamed(verify(blocks), "V2.7", "block 8 of citymsp says that it is block 9");
  }

  @Test
  void aBlockMissing() {
    List<Block> blocks = fabric.chain().sealed();
    Map<String, byte[]> files = fabric.files(blocks);
    files.remove("blocks/citymsp/008");
    files.put("manifest.json", FabricTown.manifest(files));
    assertNamed(fabric.blocks(files, directory), "V2.5", "citymsp lacks block 8");
  }

  @Test
  void twoBlocksSwapped() {
    List<Block> blocks = new ArrayList<>(fabric.chain().sealed());
    blocks.add(9, blocks.remove(10));
    assertNamed(verify(blocks), "V2.7", "block 9 of citymsp", "block 10");
  }

  /** One byte of one transaction, in the copy of one organization. */
  @Test
  void aTransactionsByte() {
    List<Block> blocks = fabric.chain().sealed();
    List<Block> changed = new ArrayList<>(blocks);
    byte[] envelope = blocks.get(7).getData().getData(0).toByteArray();
    envelope[envelope.length / 2] ^= 1;
    changed.set(7, withEnvelope(blocks.get(7), 0, ByteString.copyFrom(envelope)));
    List<Finding> report = fabric.blocks(fabric.files(blocks, changed), directory);
    assertNamed(report, "V2.8", "block 7 of observermsp");
    assertFails(report, "V2.15", "block 7", "observermsp", "citymsp");
  }

  private static Block withEnvelope(Block block, int at, ByteString envelope) {
    Block.Builder changed = block.toBuilder();
    changed.getDataBuilder().setData(at, envelope);
    return changed.build();
  }

  @Test
  void aBlockMadeAnewWithoutItsOrderers() {
    ChainMaker chain = fabric.chain();
    chain.plans.get(7).signers = List.of();
    assertNamed(verify(chain.sealed()), "V2.9", "block 7", "signed by 0 of 4");
  }

  @Test
  void aQuorumOneShort() {
    ChainMaker chain = fabric.chain();
    chain.plans.get(7).signers = List.of(0, 3);
    assertNamed(
        verify(chain.sealed()), "V2.9", "block 7 of citymsp", "signed by 2 of 4", "3 are needed");
  }

  @Test
  void oneOrderersSignatureTwice() {
    ChainMaker chain = fabric.chain();
    chain.plans.get(7).signers = List.of(0, 3, 3, 0);
    assertNamed(verify(chain.sealed()), "V2.9", "block 7", "signed by 2 of 4");
  }

  @Test
  void aSignatureOfNoOrderer() {
    ChainMaker chain = fabric.chain();
    ChannelMaker others = new ChannelMaker(FabricTown.CHANNEL);
    List<Block> blocks = new ArrayList<>(chain.sealed());
    Block.Builder changed = blocks.get(9).toBuilder();
    changed
        .getMetadataBuilder()
        .setMetadata(
            0,
            new ChainMaker(others)
                .signatures(blocks.get(9).getHeader(), List.of(0, 1, 2), FabricTown.CONFIGURATION));
    blocks.set(9, changed.build());
    assertNamed(verify(blocks), "V2.9", "block 9", "signed by 0 of 4");
  }

  /** Three orderers' signatures suffice; another one from outside is refused all the same. */
  @Test
  void aSurplusSignatureFromOutside() throws InvalidProtocolBufferException {
    List<Block> blocks = new ArrayList<>(fabric.chain().sealed());
    ByteString outside =
        new ChainMaker(new ChannelMaker(FabricTown.CHANNEL))
            .signatures(blocks.get(9).getHeader(), List.of(3), FabricTown.CONFIGURATION);
    Block.Builder changed = blocks.get(9).toBuilder();
    Metadata own = Metadata.parseFrom(changed.getMetadata().getMetadata(0));
    changed
        .getMetadataBuilder()
        .setMetadata(
            0,
            own.toBuilder()
                .addAllSignatures(Metadata.parseFrom(outside).getSignaturesList())
                .build()
                .toByteString());
    blocks.set(9, changed.build());
    assertNamed(verify(blocks), "V2.9", "block 9 of citymsp", "of its 4 signatures only 3");
  }

  @Test
  void metadataThatNoPeerWrites() {
    List<Block> blocks = new ArrayList<>(fabric.chain().sealed());
    Block.Builder changed = blocks.get(9).toBuilder();
    changed.getMetadataBuilder().setMetadata(3, ByteString.copyFromUtf8("x"));
    blocks.set(9, changed.build());
    assertNamed(verify(blocks), "V2.5", "block 9 of citymsp", "metadata");
  }

  @Test
  void aPeerWithAnotherState() {
    List<Block> blocks = new ArrayList<>();
    for (Block block : fabric.chain().sealed()) {
      blocks.add(block.getHeader().getNumber() == 0 ? block : state(block, (byte) 1));
    }
    List<Block> other = new ArrayList<>(blocks);
    other.set(11, state(blocks.get(11), (byte) 2));
    assertNamed(
        fabric.blocks(fabric.files(blocks, other), directory),
        "V2.14",
        "block 11: the peer of observermsp came to another state");
  }

  private static Block state(Block block, byte content) {
    byte[] hash = new byte[32];
    hash[0] = content;
    Block.Builder changed = block.toBuilder();
    changed
        .getMetadataBuilder()
        .setMetadata(
            4, Metadata.newBuilder().setValue(ByteString.copyFrom(hash)).build().toByteString());
    return changed.build();
  }

  @Test
  void anotherLastConfigurationIsNamed() {
    ChainMaker chain = fabric.chain();
    List<Block> blocks = new ArrayList<>(chain.sealed());
    Block.Builder changed = blocks.get(9).toBuilder();
    changed
        .getMetadataBuilder()
        .setMetadata(0, chain.signatures(blocks.get(9).getHeader(), List.of(0, 1, 2), 0));
    blocks.set(9, changed.build());
    assertNamed(verify(blocks), "V2.9", "block 9", "last configuration than block 6");
  }

  @Test
  void aFlagFlipped() {
    ChainMaker chain = fabric.chain();
    chain.plans.get(4).flags.set(0, FabricTown.ENDORSEMENT_POLICY_FAILURE);
    assertNamed(
        verify(chain.sealed()), "V2.14", "block 4, transaction 0", "it is valid", "citymsp");
  }

  @Test
  void aFlagFlippedForWhatIsUnderEndorsed() {
    List<Block> honest = fabric.chain().sealed();
    ChainMaker chain = fabric.chain();
    chain.plans.get(4).flags.set(1, FabricTown.VALID);
    List<Block> lying = new ArrayList<>(honest);
    lying.set(
        4, honest.get(4).toBuilder().setMetadata(chain.sealed().get(4).getMetadata()).build());
    Block.Builder one = honest.get(4).toBuilder();
    one.getMetadataBuilder().setMetadata(2, ByteString.copyFrom(new byte[] {0, 0, 11, 0}));
    lying.set(4, one.build());
    List<Finding> report = fabric.blocks(fabric.files(honest, lying), directory);
    assertNamed(report, "V2.12", "block 4, transaction 1", "lacks the endorsements that urna");
    assertFails(report, "V2.14", "block 4, transaction 1", "observermsp");
  }

  @Test
  void flagsMissing() {
    ChainMaker chain = fabric.chain();
    chain.plans.get(9).flags.clear();
    assertNamed(verify(chain.sealed()), "V2.14", "block 9", "0 flags for 1");
  }

  /** Two organizations hold different blocks, each signed by a quorum of orderers. */
  @Test
  void aForkBetweenTwoCopies() {
    ChainMaker chain = fabric.chain();
    List<Block> one = chain.sealed();
    ChainMaker.Plan plan = chain.plans.get(12);
    plan.envelopes.set(0, fabric.transaction().call("x").envelope());
    plan.flags.set(0, FabricTown.ENDORSEMENT_POLICY_FAILURE);
    plan.signers = List.of(1, 2, 3);
    List<Finding> report = fabric.blocks(fabric.files(one, chain.sealed()), directory);
    assertNamed(report, "V2.15", "fork: block 12 of observermsp");
  }

  @Test
  void truncationBelowACosignedCheckpoint() {
    List<Block> blocks = fabric.chain().sealed();
    List<Finding> report = verify(blocks.subList(0, FabricTown.LAST));
    assertNamed(report, "V2.16", "record 10 is on the log", "the last in block 12");
  }

  @Test
  void oneCopyTruncated() {
    List<Block> blocks = fabric.chain().sealed();
    List<Finding> report =
        fabric.blocks(fabric.files(blocks, blocks.subList(0, blocks.size() - 1)), directory);
    assertNamed(report, "V2.5", "observermsp ends after block " + (blocks.size() - 2));
  }

  @Test
  void blocksBeyondTheLog() {
    ChainMaker chain = fabric.chain();
    chain.block(fabric.transaction().call("x").endorsedBy().envelope()).flags.set(0, 10);
    assertNamed(
        verify(chain.sealed()),
        "V2.16",
        "the last record stands in block " + (chain.plans.size() - 2));
  }

  @Test
  void aBlockOfAnotherChannel() {
    ChainMaker other = new ChainMaker(fabric.channel);
    while (other.plans.size() < 10) {
      other.block(fabric.transaction().call("x").envelope());
    }
    List<Block> blocks = new ArrayList<>(fabric.chain().sealed());
    blocks.set(9, other.sealed().get(9));
    assertNamed(verify(blocks), "V2.7", "block 9 of citymsp does not follow");
  }

  @Test
  void aTransactionOfAnotherChannel() {
    ChainMaker chain = fabric.chain();
    chain
        .plans
        .get(9)
        .envelopes
        .set(
            0,
            new Transactions("elsewhere", FabricTown.CHAINCODE, fabric.client())
                .decide(List.of(new byte[1]), 1)
                .endorsedBy(fabric.peer(0), fabric.peer(1))
                .envelope());
    assertNamed(
        verify(chain.sealed()), "V2.11", "block 9, transaction 0", "another channel, elsewhere");
  }

  @Test
  void anotherGenesisBlock() {
    ChainMaker other = new ChainMaker(new ChannelMaker(FabricTown.CHANNEL));
    List<Finding> report = verify(other.sealed());
    assertFails(report, "V2.6", "block 0 of citymsp is not the trusted one", "its hash is");
    assertFails(report, "V2.16", "not run");
  }

  @Test
  void oneOrganizationsCopyTwiceIsOne() {
    Map<String, byte[]> files = fabric.files(fabric.chain().sealed());
    files.keySet().removeIf(name -> name.startsWith("blocks/observermsp"));
    files.put("manifest.json", FabricTown.manifest(files));
    assertNamed(fabric.blocks(files, directory), "V2.5", "copies of 1 organizations");
  }

  @Test
  void aCopyOfAnOrganizationWithoutPeers() {
    Map<String, byte[]> files = fabric.files(fabric.chain().sealed());
    FabricTown.put(files, "orderer1msp", fabric.chain().sealed());
    files.put("manifest.json", FabricTown.manifest(files));
    assertFails(fabric.blocks(files, directory), "V2.5", "orderer1msp is of no organization");
  }

  @Test
  void theEmbeddedLedgersBlocksInsteadOfFabrics() {
    Report report = fabric.verify(fabric.shelves.files(), directory);
    assertNamed(report.findings(), "V2.1", "the trust file names a Fabric channel");
  }

  @Test
  void aTrustFileWithoutTheChannel() {
    ObjectNode trust = fabric.trust();
    trust.remove("fabric");
    List<Finding> report = fabric.blocks(fabric.files(fabric.chain().sealed()), trust, directory);
    assertFails(report, "V2.6", "names no Fabric channel");
  }

  @Test
  void aRootThatTheAuditorDoesNotKnow() {
    ObjectNode trust = fabric.trust();
    ((ArrayNode) trust.path("fabric").path("organizations").path(1).path("roots"))
        .set(0, trust.path("electionHash"));
    List<Finding> report = fabric.blocks(fabric.files(fabric.chain().sealed()), trust, directory);
    assertNamed(report, "V2.6", "ObserverMSP has a root that the trust file does not name");
  }

  // Enough orderers lie, and sign blocks that hold something wrong.

  /** Puts one transaction in place of that of block 9, flagged as valid. */
  private List<Finding> instead(ByteString envelope) {
    ChainMaker chain = fabric.chain();
    chain.plans.get(9).envelopes.set(0, envelope);
    return verify(chain.sealed());
  }

  private static List<byte[]> record9() {
    return List.of(fabric.play.town.lines.get(6).raw());
  }

  @Test
  void anEndorsementRemoved() {
    List<Finding> report =
        instead(
            fabric
                .command(record9())
                .bendEndorsed(action -> action.removeEndorsements(1))
                .envelope());
    assertNamed(report, "V2.12", "block 9, transaction 0", "lacks the endorsements");
    assertFails(report, "V2.14", "block 9, transaction 0");
  }

  @Test
  void oneEndorsementTwice() {
    List<Finding> report =
        instead(fabric.command(record9()).endorsedBy(fabric.peer(1), fabric.peer(1)).envelope());
    assertNamed(report, "V2.12", "block 9, transaction 0");
  }

  @Test
  void anEndorsementFromOutside() {
    Organization outside = new Organization("CityMSP");
    List<Finding> report =
        instead(fabric.command(record9()).endorsedBy(fabric.peer(1), outside.peer).envelope());
    assertNamed(report, "V2.12", "block 9, transaction 0");
  }

  @Test
  void anEndorsementByAMemberThatIsNoPeer() {
    List<Finding> report =
        instead(fabric.command(record9()).endorsedBy(fabric.peer(1), fabric.client()).envelope());
    assertNamed(report, "V2.12", "block 9, transaction 0");
  }

  @Test
  void anEndorsementOfSomethingElse() {
    List<Finding> report =
        instead(
            fabric
                .command(record9())
                .bendEndorsed(
                    action ->
                        ChaincodeEndorsedAction.newBuilder(action.build())
                            .setEndorsements(
                                1,
                                action.getEndorsements(1).toBuilder()
                                    .setSignature(
                                        fabric.peer(1).sign(ByteString.copyFromUtf8("other")))))
                .envelope());
    assertNamed(report, "V2.12", "block 9, transaction 0");
  }

  @Test
  void aCreatorFromOutside() {
    Member outside = new Organization("CityMSP").client;
    List<Finding> report =
        instead(
            new Transactions(FabricTown.CHANNEL, FabricTown.CHAINCODE, outside)
                .decide(record9(), 1)
                .endorsedBy(fabric.peer(0), fabric.peer(1))
                .envelope());
    assertNamed(report, "V2.11", "block 9, transaction 0", "certified by no organization");
  }

  @Test
  void aCreatorsSignatureWithHighS() {
    List<Finding> report = instead(fabric.command(record9()).signedHighS().envelope());
    assertNamed(report, "V2.11", "block 9, transaction 0", "did not sign it");
  }

  @Test
  void aMemberOfTwoRoles() {
    Member both =
        fabric
            .channel
            .members
            .getFirst()
            .root
            .member("both", List.of("client", "peer"), Authority.FROM, Authority.UNTIL);
    List<Finding> report =
        instead(
            new Transactions(FabricTown.CHANNEL, FabricTown.CHAINCODE, both)
                .decide(record9(), 1)
                .endorsedBy(fabric.peer(0), fabric.peer(1))
                .envelope());
    assertNamed(report, "V2.11", "block 9, transaction 0", "2 roles");
  }

  @Test
  void anExpiredCertificateCountsAndIsAReservation() {
    Member expired =
        fabric
            .channel
            .members
            .getFirst()
            .root
            .member(
                "expired",
                List.of("client"),
                Authority.FROM,
                Instant.parse("2026-02-01T00:00:00Z"));
    ChainMaker chain = fabric.chain();
    chain
        .plans
        .get(9)
        .add(
            new Transactions(FabricTown.CHANNEL, FabricTown.CHAINCODE, expired)
                .decide(record9(), 0)
                .endorsedBy(fabric.peer(0), fabric.peer(1))
                .envelope(),
            FabricTown.VALID);
    List<Finding> report = verify(chain.sealed());
    assertTrue(report.stream().noneMatch(f -> f.status() == Status.FAILED), report::toString);
    Finding creators = finding(report, "V2.11");
    assertEquals(Status.RESERVED, creators.status());
    assertTrue(creators.evidence().contains("block 9, transaction 1"), creators::toString);
  }

  @Test
  void aTransactionIdTwice() {
    ChainMaker chain = fabric.chain();
    ByteString again = chain.plans.get(8).envelopes.getFirst();
    chain.plans.get(9).add(again, FabricTown.VALID);
    assertNamed(verify(chain.sealed()), "V2.11", "block 9, transaction 1", "stands already");
  }

  @Test
  void aTransactionIdTwiceInOneBlock() {
    ChainMaker chain = fabric.chain();
    chain.plans.get(9).add(chain.plans.get(9).envelopes.getFirst(), FabricTown.VALID);
    assertNamed(verify(chain.sealed()), "V2.11", "block 9, transaction 1", "stands already");
  }

  @Test
  void anIdThatIsNotItsOwn() {
    List<Finding> report =
        instead(fabric.command(record9()).bendHeader(h -> h.setTxId("00".repeat(32))).envelope());
    assertNamed(report, "V2.11", "block 9, transaction 0", "its id");
  }

  @Test
  void aReadOfAnotherVersion() {
    List<Finding> report = instead(fabric.command(record9()).reads("record-0", 2, 0).envelope());
    assertNamed(report, "V2.13", "block 9, transaction 0", "urna/record-0", "another version");
  }

  @Test
  void aReadThatTheBlockItselfChanged() {
    ChainMaker chain = fabric.chain();
    chain
        .plans
        .get(9)
        .add(
            fabric
                .transaction()
                .decide(record9(), 0)
                .readsNothing("record-6")
                .endorsedBy(fabric.peer(0), fabric.peer(1))
                .envelope(),
            FabricTown.VALID);
    assertNamed(
        verify(chain.sealed()), "V2.13", "block 9, transaction 1", "before it in the block");
  }

  @Test
  void aRangeReadIsRefusedByName() {
    List<Finding> report = instead(fabric.command(record9()).readsRange("a", "b").envelope());
    assertNamed(report, "V2.13", "block 9, transaction 0", "a range of keys");
  }

  @Test
  void aKeysOwnPolicyStandsInPlaceOfTheContracts() {
    List<Finding> report = instead(fabric.command(record9()).writes("genesis").envelope());
    assertNamed(report, "V2.12", "block 9, transaction 0", "key urna/genesis");
  }

  @Test
  void aKeysPolicySetInTheSameBlock() {
    ChainMaker chain = fabric.chain();
    chain
        .plans
        .get(9)
        .add(
            fabric
                .command(record9())
                .policy("fresh", Policies.peers(1, fabric.channel.members))
                .envelope(),
            FabricTown.VALID);
    chain.plans.get(9).add(fabric.command(record9()).writes("fresh").envelope(), FabricTown.VALID);
    assertNamed(
        verify(chain.sealed()), "V2.12", "block 9, transaction 2", "earlier in the same block");
  }

  @Test
  void aChaincodeThatNobodyDefined() {
    List<Finding> report =
        instead(
            new Transactions(FabricTown.CHANNEL, "other", fabric.client())
                .call("x")
                .writes("k")
                .endorsedBy(fabric.peer(0), fabric.peer(1))
                .envelope());
    assertNamed(report, "V2.12", "block 9, transaction 0", "no chaincode other is defined");
  }

  @Test
  void aDefinitionThatOneOrganizationCommits() {
    ChainMaker chain = fabric.chain();
    chain
        .plans
        .get(FabricTown.DEFINITION)
        .envelopes
        .set(
            0,
            new Transactions(FabricTown.CHANNEL, "_lifecycle", fabric.client())
                .defines(FabricTown.CHAINCODE, "vscc", Policies.peers(1, fabric.channel.members))
                .endorsedBy(fabric.peer(0))
                .envelope());
    assertNamed(
        verify(chain.sealed()), "V2.12", "block 2, transaction 0", "that _lifecycle asks for");
  }

  @Test
  void aPluginOfItsOwnIsRefusedByName() {
    ChainMaker chain = fabric.chain();
    chain
        .plans
        .get(FabricTown.DEFINITION)
        .envelopes
        .set(
            0,
            new Transactions(FabricTown.CHANNEL, "_lifecycle", fabric.client())
                .defines(FabricTown.CHAINCODE, "lax", Policies.peers(2, fabric.channel.members))
                .endorsedBy(fabric.peer(0), fabric.peer(1))
                .envelope());
    assertNamed(verify(chain.sealed()), "V2.12", "block 3, transaction 0", "plugin", "lax");
  }

  @Test
  void anApprovalForAnotherOrganization() {
    ChainMaker chain = fabric.chain();
    chain
        .plans
        .get(FabricTown.APPROVALS)
        .envelopes
        .set(
            1,
            new Transactions(FabricTown.CHANNEL, "_lifecycle", fabric.client())
                .writesPrivately("_implicit_org_ObserverMSP", new byte[32], new byte[] {1})
                .endorsedBy(fabric.peer(0))
                .envelope());
    assertNamed(verify(chain.sealed()), "V2.12", "block 1, transaction 1");
  }

  @Test
  void whatIsNoCommandOfTheContract() {
    assertNamed(
        instead(fabric.command(record9()).payload(new byte[3]).envelope()),
        "V2.16",
        "block 9, transaction 0",
        "no rulings");
    assertNamed(
        instead(fabric.command(record9()).status(500).envelope()),
        "V2.16",
        "block 9, transaction 0",
        "status is 500");
    assertNamed(
        instead(
            fabric.transaction().call("x").endorsedBy(fabric.peer(0), fabric.peer(1)).envelope()),
        "V2.16",
        "block 9, transaction 0",
        "another function");
  }

  /** A record is accepted by the blocks that the log does not have, or the other way round. */
  @Test
  void theLogIsNotWhatTheBlocksAccept() {
    assertNamed(
        instead(
            fabric
                .transaction()
                .decide(record9(), 0)
                .endorsedBy(fabric.peer(0), fabric.peer(1))
                .envelope()),
        "V2.16",
        "is not the one that");
  }

  /** Two of three organizations may have accepted what they like; then the record itself tells. */
  @Test
  void twoColludingOrganizationsAreSeenByTheRecord() {
    FabricTown lying =
        new FabricTown(
            "fabric-lies", town -> town.bendSigners(Kind.BALLOT, 1, signers -> List.of()));
    Report report = lying.verify(lying.files(lying.chain().sealed()), directory);
    assertNamed(report.findings(), "V6.4");
  }

  // Configurations.

  @Test
  void aConfigurationSignedByTooFew() {
    ChainMaker chain = new ChainMaker(fabric.channel);
    ChainMaker usual = fabric.chain();
    for (int i = 1; i < usual.plans.size(); i++) {
      if (i == FabricTown.CONFIGURATION) {
        fabric.batches(chain, 60, fabric.channel.orderers.get(0).admin, fabric.client());
      } else {
        chain.plans.add(usual.plans.get(i));
      }
    }
    assertNamed(verify(chain.sealed()), "V2.10", "block 6", "BatchSize", "policy Admins");
  }

  @Test
  void aConfigurationForged() {
    ChainMaker usual = fabric.chain();
    ChainMaker chain = new ChainMaker(fabric.channel);
    for (int i = 1; i < usual.plans.size(); i++) {
      if (i == FabricTown.CONFIGURATION) {
        // The update changes the batch size; what is stated lets one orderer's root go elsewhere.
        fabric.batches(
            chain,
            60,
            root ->
                root.putGroups(
                    "Application",
                    root.getGroupsOrThrow("Application").toBuilder()
                        .removeGroups("UniversityMSP")
                        .build()),
            fabric.channel.orderers.get(0).admin,
            fabric.channel.orderers.get(1).admin,
            fabric.channel.orderers.get(3).admin);
      } else {
        chain.plans.add(usual.plans.get(i));
      }
    }
    assertNamed(verify(chain.sealed()), "V2.10", "block 6", "not the one that the update gives");
  }

  @Test
  void aConfigurationThatOrderersDidNotSign() {
    ChainMaker chain = fabric.chain();
    chain.plans.get(FabricTown.CONFIGURATION).signers = List.of(2);
    assertNamed(verify(chain.sealed()), "V2.9", "block 6", "signed by 1 of 4");
  }

  @Test
  void aConfigurationBesideOtherTransactions() {
    ChainMaker chain = fabric.chain();
    ChainMaker.Plan plan = chain.plans.remove(FabricTown.CONFIGURATION);
    chain.plans.get(FabricTown.CONFIGURATION - 1).add(plan.envelopes.getFirst(), FabricTown.VALID);
    assertNamed(verify(chain.sealed()), "V2.11", "block 5, transaction 1", "beside");
  }
}
