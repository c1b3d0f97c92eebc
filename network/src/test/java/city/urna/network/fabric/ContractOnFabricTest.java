package city.urna.network.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import city.urna.chaincode.Rulings;
import city.urna.chaincode.Rulings.Told;
import city.urna.chaincode.example.SmallCity;
import city.urna.network.launch.AlteredChaincode;
import city.urna.network.launch.FabricNetwork;
import city.urna.network.launch.FabricPrograms;
import city.urna.network.launch.Profile;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.record.SignedRecord;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.SubmittedTransaction;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.peer.TxValidationCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract beside three peers: who must endorse what, and what one and two organizations that
 * cheat can do.
 */
@Tag("fabric")
class ContractOnFabricTest {
  private static final SmallCity CITY = new SmallCity(6, 3);
  private static final String[] ALL = {"CityMSP", "ObserverMSP", "UniversityMSP"};
  private static final String[] TWO = {"CityMSP", "ObserverMSP"};
  private static final String[] ONE = {"CityMSP"};

  @TempDir private Path folder;

  private final List<FabricNetwork> networks = new ArrayList<>();
  private final List<PeerConnection> connections = new ArrayList<>();

  @AfterEach
  void leaveNothing() {
    connections.forEach(PeerConnection::close);
    networks.forEach(FabricNetwork::remove);
  }

  @Test
  void endorsedByWhomItTakesAndByNoFewer() throws GatewayException {
    Path root = FabricPrograms.orSkip();
    FabricNetwork network = FabricNetwork.at(root, folder.resolve("network"), step -> {}).brief();
    networks.add(network);
    network.up(Profile.NATIVE, OptionalInt.empty());
    ConnectionFile file = ConnectionFile.read(network.layout().connection());
    for (ConnectionFile.Organization each : file.organizations()) {
      connections.add(PeerConnection.open(file, each, each.identity("gateway")));
    }

    // The genesis record, decided alike by all three; each then has it in its state.
    assertEquals(TxValidationCode.VALID, putOncePeersKnowEachOther(CITY.genesis, ALL));
    for (PeerConnection each : connections) {
      assertRefused(Refusal.ORDER, ask(each, CITY.genesis));
    }

    // A definition takes all three, the first time already; everything else two.
    assertEquals(TxValidationCode.ENDORSEMENT_POLICY_FAILURE, put(CITY.processRecord, TWO));
    assertEquals(TxValidationCode.VALID, put(CITY.processRecord, ALL));
    for (SignedRecord record : CITY.setup().subList(2, CITY.setup().size())) {
      assertEquals(TxValidationCode.VALID, put(record, TWO));
    }
    assertEquals(TxValidationCode.VALID, put(CITY.freeze, TWO));
    assertEquals(TxValidationCode.ENDORSEMENT_POLICY_FAILURE, put(CITY.ballot(0), ONE));
    assertEquals(TxValidationCode.VALID, put(CITY.ballot(0), TWO));
    assertEquals(TxValidationCode.VALID, put(CITY.phase(3, CITY.freeze), TWO));

    // A ballot after the close. The city's contract takes it: alone, and against the others, in
    // vain.
    SignedRecord late = CITY.ballot(1);
    assertRefused(Refusal.PHASE, ask(connections.getFirst(), late));
    network.replace("chaincode.city", AlteredChaincode.command(root, network, "accept"));
    assertInstanceOf(Told.Accepted.class, ask(connections.getFirst(), late));
    assertRefused(Refusal.PHASE, ask(connections.get(1), late));
    assertThrows(EndorseException.class, () -> put(late, TWO), "they answer unequally");
    assertEquals(TxValidationCode.ENDORSEMENT_POLICY_FAILURE, put(late, ONE));

    // Two that cheat together do get it onto the ledger: there the verifier finds it.
    network.replace("chaincode.observer", AlteredChaincode.command(root, network, "accept"));
    assertEquals(TxValidationCode.VALID, put(late, TWO));
    assertRefused(Refusal.PHASE, ask(connections.get(2), CITY.ballot(2)));
  }

  /** A network just started needs some seconds until its peers have heard of each other. */
  private TxValidationCode putOncePeersKnowEachOther(SignedRecord record, String... endorsers)
      throws GatewayException {
    long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (true) {
      try {
        return put(record, endorsers);
      } catch (EndorseException e) {
        if (e.getStatus().getCode() != Status.Code.UNAVAILABLE || System.nanoTime() > until) {
          throw e;
        }
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      }
    }
  }

  /** Has those organizations endorse a record, and says what became of the transaction. */
  private TxValidationCode put(SignedRecord record, String... endorsers) throws GatewayException {
    Transaction transaction =
        connections
            .getFirst()
            .contract()
            .newProposal(FabricBlock.DECIDE)
            .addArguments(record.bytes().toArray())
            .setEndorsingOrganizations(endorsers)
            .build()
            .endorse();
    SubmittedTransaction submitted = transaction.submitAsync();
    return submitted.getStatus().getCode();
  }

  /** What a peer's contract would rule, on the state that it has. */
  private static Told ask(PeerConnection peer, SignedRecord record) throws GatewayException {
    byte[] answer =
        peer.contract()
            .newProposal(FabricBlock.DECIDE)
            .addArguments(record.bytes().toArray())
            .setEndorsingOrganizations(peer.mspId())
            .build()
            .evaluate();
    return Rulings.parse(Bytes.of(answer), 1).orThrow().told().getFirst();
  }

  private static void assertRefused(Refusal code, Told told) {
    assertEquals(code, assertInstanceOf(Told.Refused.class, told).code());
  }
}
