package city.urna.network.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import city.urna.chaincode.Rulings.Told;
import city.urna.chaincode.example.SmallCity;
import city.urna.network.launch.AlteredChaincode;
import city.urna.network.launch.FabricNetwork;
import city.urna.network.launch.FabricPrograms;
import city.urna.network.launch.Profile;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.record.SignedRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
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

  @TempDir private Path folder;

  private final List<FabricNetwork> networks = new ArrayList<>();
  private final List<Gateways> opened = new ArrayList<>();

  @AfterEach
  void leaveNothing() {
    opened.forEach(Gateways::close);
    networks.forEach(FabricNetwork::remove);
  }

  @Test
  void endorsedByWhomItTakesAndByNoFewer() throws GatewayException {
    Path root = FabricPrograms.orSkipUnlessAsked();
    FabricNetwork network = FabricNetwork.at(root, folder.resolve("network"), step -> {}).brief();
    networks.add(network);
    network.up(Profile.NATIVE, OptionalInt.empty());
    ConnectionFile file = ConnectionFile.read(network.layout().connection());
    Gateways gateways = new Gateways(file);
    opened.add(gateways);
    List<PeerConnection> connections = gateways.peers();

    // The genesis record, decided alike by all three; each then has it in its state.
    assertEquals(TxValidationCode.VALID, gateways.putOncePeersKnowEachOther(CITY.genesis));
    for (PeerConnection each : connections) {
      assertRefused(Refusal.ORDER, Gateways.ask(each, CITY.genesis));
    }

    // A definition takes all three, the first time already; everything else two.
    assertEquals(
        TxValidationCode.ENDORSEMENT_POLICY_FAILURE,
        gateways.put(CITY.processRecord, Gateways.TWO));
    assertEquals(TxValidationCode.VALID, gateways.put(CITY.processRecord, Gateways.ALL));
    for (SignedRecord record : CITY.setup().subList(2, CITY.setup().size())) {
      assertEquals(TxValidationCode.VALID, gateways.put(record, Gateways.TWO));
    }
    assertEquals(TxValidationCode.VALID, gateways.put(CITY.freeze, Gateways.TWO));
    assertEquals(
        TxValidationCode.ENDORSEMENT_POLICY_FAILURE, gateways.put(CITY.ballot(0), Gateways.ONE));
    assertEquals(TxValidationCode.VALID, gateways.put(CITY.ballot(0), Gateways.TWO));
    assertEquals(TxValidationCode.VALID, gateways.put(CITY.phase(3, CITY.freeze), Gateways.TWO));

    // A ballot after the close. The city's contract takes it: alone, and against the others, in
    // vain.
    SignedRecord late = CITY.ballot(1);
    assertRefused(Refusal.PHASE, Gateways.ask(connections.getFirst(), late));
    network.replace("chaincode.city", AlteredChaincode.command(root, network, "accept"));
    assertInstanceOf(Told.Accepted.class, Gateways.ask(connections.getFirst(), late));
    assertRefused(Refusal.PHASE, Gateways.ask(connections.get(1), late));
    assertThrows(
        EndorseException.class, () -> gateways.put(late, Gateways.TWO), "they answer unequally");
    assertEquals(TxValidationCode.ENDORSEMENT_POLICY_FAILURE, gateways.put(late, Gateways.ONE));

    // Two that cheat together do get it onto the ledger: there the verifier finds it.
    network.replace("chaincode.observer", AlteredChaincode.command(root, network, "accept"));
    assertEquals(TxValidationCode.VALID, gateways.put(late, Gateways.TWO));
    assertRefused(Refusal.PHASE, Gateways.ask(connections.get(2), CITY.ballot(2)));
  }

  private static void assertRefused(Refusal code, Told told) {
    assertEquals(code, assertInstanceOf(Told.Refused.class, told).code());
  }
}
