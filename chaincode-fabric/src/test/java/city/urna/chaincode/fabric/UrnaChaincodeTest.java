package city.urna.chaincode.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import city.urna.chaincode.Contract;
import city.urna.chaincode.Elections;
import city.urna.chaincode.Rulings;
import city.urna.chaincode.Rulings.Told;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.example.SmallCity;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.record.SignedRecord;
import com.google.protobuf.InvalidProtocolBufferException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;
import org.hyperledger.fabric.shim.Chaincode.Response;
import org.hyperledger.fabric.shim.ChaincodeStub;
import org.junit.jupiter.api.Test;

class UrnaChaincodeTest {
  private static final SmallCity CITY = new SmallCity(6, 3);
  private static final Endorsers THREE = Endorsers.parse("CityMSP,ObserverMSP,UniversityMSP");

  private final UrnaChaincode chaincode =
      new UrnaChaincode(new Contract(new Elections())::decide, THREE, 1);
  private final Peer peer = new Peer();

  @Test
  void aGenesisRecordIsWrittenAndGuarded() {
    Response response = invoke(UrnaChaincode.DECIDE, CITY.genesis.bytes());
    assertEquals(200, response.getStatusCode());
    assertEquals(List.of(new Told.Accepted()), told(response, 1));
    assertEquals(
        Map.of(
            StateKeys.GENESIS,
            CITY.genesis.bytes(),
            StateKeys.DEFINITIONS,
            CITY.genesis.hash().value()),
        peer.written);
    assertEquals(Set.of(StateKeys.GENESIS, StateKeys.DEFINITIONS), peer.guarded.keySet());
  }

  @Test
  void aProcessRecordNeedsEverybodyByTheGuardAndIsGuardedItself() {
    commit(CITY.genesis);
    commit(CITY.processRecord);
    String key = StateKeys.process(CITY.processRecord.process());
    assertEquals(Set.of(key, StateKeys.DEFINITIONS), peer.written.keySet());
    assertEquals(Set.of(key), peer.guarded.keySet());
    assertEquals(CITY.processRecord.hash().value(), peer.written.get(StateKeys.DEFINITIONS));
  }

  @Test
  void anItemIsWrittenAndNotGuarded() {
    commit(CITY.genesis);
    commit(CITY.processRecord);
    commit(CITY.items.getFirst());
    assertNotEquals(Map.of(), peer.written);
    assertEquals(Map.of(), peer.guarded);
  }

  @Test
  void aRefusedRecordIsARulingAndWritesNothing() {
    Response early = invoke(UrnaChaincode.DECIDE, CITY.processRecord.bytes());
    assertEquals(200, early.getStatusCode());
    assertEquals(
        List.of(new Told.Refused(Refusal.ORDER, "the genesis record comes first")), told(early, 1));
    Response junk = invoke(UrnaChaincode.DECIDE, Bytes.zero(3), Bytes.EMPTY);
    assertEquals(200, junk.getStatusCode());
    assertEquals(2, told(junk, 2).size());
    assertEquals(Map.of(), peer.written);
    assertEquals(Map.of(), peer.guarded);
  }

  @Test
  void whatIsNoCommandIsAnError() {
    Bytes[] tooMany = new Bytes[502];
    Arrays.fill(tooMany, Bytes.zero(1));
    tooMany[0] = UrnaChaincode.DECIDE;
    for (Bytes[] arguments :
        List.of(
            new Bytes[0],
            new Bytes[] {UrnaChaincode.DECIDE},
            new Bytes[] {Bytes.ofUtf8("Decide"), CITY.genesis.bytes()},
            new Bytes[] {Bytes.EMPTY, CITY.genesis.bytes()},
            tooMany)) {
      assertEquals(500, invoke(arguments).getStatusCode());
    }
    assertEquals(500, chaincode.init(peer.stub(List.of())).getStatusCode());
    assertEquals(Map.of(), peer.written);
  }

  @Test
  void thePolicyAsksAPeerOfEach() throws InvalidProtocolBufferException {
    SignaturePolicyEnvelope policy = SignaturePolicyEnvelope.parseFrom(THREE.all());
    assertEquals(3, policy.getRule().getNOutOf().getN());
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      assertEquals(i, policy.getRule().getNOutOf().getRules(i).getSignedBy());
      MSPRole role = MSPRole.parseFrom(policy.getIdentities(i).getPrincipal());
      assertEquals(MSPRole.MSPRoleType.PEER, role.getRole());
      asked.add(role.getMspIdentifier());
    }
    assertEquals(THREE.mspIds(), asked);
  }

  private Response invoke(Bytes... arguments) {
    return chaincode.invoke(peer.stub(List.of(arguments)));
  }

  /** Puts an acceptable record and lets the block come. */
  private void commit(SignedRecord record) {
    peer.commit();
    assertEquals(
        List.of(new Told.Accepted()), told(invoke(UrnaChaincode.DECIDE, record.bytes()), 1));
  }

  private static List<Told> told(Response response, int records) {
    return Rulings.parse(Bytes.of(response.getPayload()), records).orThrow().told();
  }

  /** What a peer keeps, and what the transaction at hand would write. */
  private static final class Peer {
    private final Map<String, Bytes> committed = new HashMap<>();
    private final Map<String, Bytes> written = new HashMap<>();
    private final Map<String, Bytes> guarded = new HashMap<>();

    void commit() {
      committed.putAll(written);
      written.clear();
      guarded.clear();
    }

    ChaincodeStub stub(List<Bytes> arguments) {
      return (ChaincodeStub)
          Proxy.newProxyInstance(
              ChaincodeStub.class.getClassLoader(),
              new Class<?>[] {ChaincodeStub.class},
              (proxy, method, given) -> answer(arguments, method.getName(), given));
    }

    /** The four calls that the contract makes, and no other. */
    private Object answer(List<Bytes> arguments, String call, Object[] given) {
      return switch (call) {
        case "getArgs" -> arguments.stream().map(Bytes::toArray).toList();
        case "getState" -> committed.getOrDefault((String) given[0], Bytes.EMPTY).toArray();
        case "putState" -> written.put((String) given[0], Bytes.of((byte[]) given[1]));
        case "setStateValidationParameter" ->
            guarded.put((String) given[0], Bytes.of((byte[]) given[1]));
        default -> throw new IllegalArgumentException("asks for " + call);
      };
    }
  }
}
