package city.urna.network.fabric;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.chaincode.Contract;
import city.urna.chaincode.Elections;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallCity;
import city.urna.network.Rechecks;
import city.urna.network.launch.AlteredChaincode;
import city.urna.network.launch.FabricNetwork;
import city.urna.network.launch.FabricPrograms;
import city.urna.network.launch.Profile;
import city.urna.network.log.ArchiveWriter;
import city.urna.network.log.ClosedSetReplay;
import city.urna.network.log.LogStore;
import city.urna.protocol.log.Checkpoint;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.log.Cosignature;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.ClosedSet;
import city.urna.protocol.records.DecryptionShare;
import city.urna.verifier.Main;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two of three organizations cheat together on a live network: their contracts take a ballot with a
 * false proof, and one after the close, and they cosign what came of it. The whole election goes on
 * to its certificate. The third organization's copy stops at the first bad block, and the verifier,
 * on the archive of that very network, names both ballots.
 */
@Tag("fabric")
class CollusionTest {
  private static final List<Integer> HONEST = List.of(0, 1, 2);
  private static final int FORGER = 3;
  private static final int LATE = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private FabricNetwork network;
  private SmallCity city;
  private Gateways gateways;

  @AfterEach
  void leaveNothing() {
    if (gateways != null) {
      gateways.close();
    }
    if (network != null) {
      network.remove();
    }
  }

  @Test
  void whatTwoOrganizationsForgeTogetherTheVerifierFinds() throws Exception {
    Path root = FabricPrograms.orSkipUnlessAsked();
    network = FabricNetwork.at(root, folder.resolve("network"), step -> {}).brief();
    network.up(Profile.NATIVE, OptionalInt.empty());
    ConnectionFile file = ConnectionFile.read(network.layout().connection());
    ChannelGenesis channel = ChannelGenesis.read(file.genesisBlock());
    city = new SmallCity(31, 6, channel.hash());
    gateways = new Gateways(file);
    try (FabricLedger ledger =
            FabricLedger.open(folder.resolve("city.db"), file, "CityMSP", contract());
        FabricFollower third =
            FabricFollower.open(
                folder.resolve("third.db"),
                file,
                "UniversityMSP",
                "node",
                contract(),
                Rechecks.ALL)) {
      openCasting();
      HONEST.forEach(voter -> put(city.ballot(voter)));

      // Two contracts exchanged for ones that take every ballot. One alone would get nothing
      // recorded: ContractOnFabricTest.
      for (String cheating : List.of("chaincode.city", "chaincode.observer")) {
        network.replace(cheating, AlteredChaincode.command(root, network, "accept"));
      }
      SignedRecord forged = put(city.ballotWithFalseProof(FORGER));
      put(city.phase(3, city.freeze));
      SignedRecord late = put(city.ballot(LATE));
      tally(ledger);

      // The honest third goes no further than the block before the forged ballot.
      LogStore log = ledger.log();
      third.await(log.size(), PATIENCE);
      long forgedAt = log.find(forged.hash()).orElseThrow().position();
      assertEquals(forgedAt, third.log().size());
      String alarm = third.alarm().orElse("");
      assertTrue(alarm.startsWith("block " + log.block(forgedAt) + ": "), alarm);
      assertTrue(alarm.contains("accepted, but here R9 proof"), alarm);

      Path archive = folder.resolve("archive");
      SignedNote checkpoint = cosignedByTwo(log);
      ArchiveWriter.write(log, ledger.blockFiles(), checkpoint, archive);
      JsonNode report = verify(archive, new SmallCityTrust(city, file, channel).json());
      long lateAt = log.find(late.hash()).orElseThrow().position();
      assertFound(report, "V6.5", forgedAt, forged);
      assertFound(report, "V7.2", lateAt, late);
      // The ledger itself is whole: nothing but what two organizations said is wrong.
      assertEquals(
          List.of(),
          failed(report).filter(each -> each.path("id").asText().matches("V[1-5]\\..*")).toList());
    }
  }

  private void openCasting() throws Exception {
    gateways.putOncePeersKnowEachOther(city.genesis);
    assertEquals(TxValidationCode.VALID, gateways.put(city.processRecord, Gateways.ALL));
    city.setup().subList(2, city.setup().size()).forEach(this::put);
    put(city.freeze);
  }

  /** Has the city and the observers endorse a record, and sees it recorded. */
  private SignedRecord put(SignedRecord record) {
    TxValidationCode code =
        assertDoesNotThrow(() -> gateways.put(record, Gateways.TWO), record.toString());
    assertEquals(TxValidationCode.VALID, code, record.toString());
    return record;
  }

  /** From the close to the certificate, as if nothing had been. */
  private void tally(FabricLedger ledger) throws InterruptedException {
    List<Integer> voters = IntStream.range(0, city.voters.size()).boxed().toList();
    Parties.ISSUERS.forEach(issuer -> put(city.publish(city.issuances(issuer, voters))));
    ledger.catchUp(PATIENCE);
    ClosedSet set =
        ClosedSetReplay.compute(
                ledger.log(), ledger.state(), new Elections(), Parties.PROCESS, Parties.SCOPE)
            .orElseThrow();
    assertEquals(HONEST.size() + 1, set.getCounted(), "the forged ballot counts");
    put(city.closedSet(0, set));
    put(city.closedSet(1, set));
    List<DecryptionShare> shares = List.of(city.share(1, set), city.share(3, set));
    shares.forEach(share -> put(city.post(share)));
    put(city.certify(city.certificate(set, shares).build()));
    ledger.catchUp(PATIENCE);
  }

  private SignedNote cosignedByTwo(LogStore log) {
    Checkpoint checkpoint =
        new Checkpoint(city.parties.genesis().getOrigin(), log.size(), log.root(log.size()));
    SignedNote note = checkpoint.sign(city.parties.log);
    for (int i = 0; i < 2; i++) {
      String name = CheckpointTrust.cosignerName(checkpoint.origin(), Parties.ORGANIZATIONS.get(i));
      note =
          note.with(
              Cosignature.sign(checkpoint, name, 1_767_225_600L, city.parties.cosigners.get(i)));
    }
    return note;
  }

  private JsonNode verify(Path archive, String trust) throws IOException {
    Path trustFile = Files.writeString(folder.resolve("trust.json"), trust);
    Path json = folder.resolve("verdict.json");
    int status =
        Main.commandLine()
            .execute(
                "verify",
                archive.toString(),
                "--trust",
                trustFile.toString(),
                "--json",
                json.toString(),
                "--quiet");
    assertEquals(1, status, "invalid");
    return new ObjectMapper().readTree(json.toFile());
  }

  private static Stream<JsonNode> failed(JsonNode report) {
    return StreamSupport.stream(report.path("checks").spliterator(), false)
        .filter(check -> check.path("status").asText().equals("failed"));
  }

  private static void assertFound(
      JsonNode report, String check, long position, SignedRecord record) {
    String place = "position " + position + " (record " + record.hash().hex() + ")";
    assertTrue(
        failed(report)
            .filter(each -> each.path("id").asText().equals(check))
            .anyMatch(each -> each.path("evidence").asText().contains(place)),
        () -> check + " does not name " + place + ": " + report.path("checks"));
  }

  private static Contract contract() {
    return new Contract(new Elections());
  }
}
