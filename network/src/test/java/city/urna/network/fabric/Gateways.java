package city.urna.network.fabric;

import city.urna.chaincode.Rulings;
import city.urna.chaincode.Rulings.Told;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.record.SignedRecord;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.hyperledger.fabric.client.CommitStatusException;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** Every peer of a network, and records put to those of them that a test names. */
final class Gateways implements AutoCloseable {
  static final String[] ALL = {"CityMSP", "ObserverMSP", "UniversityMSP"};
  static final String[] TWO = {"CityMSP", "ObserverMSP"};
  static final String[] ONE = {"CityMSP"};

  private final List<PeerConnection> peers = new ArrayList<>();

  Gateways(ConnectionFile file) {
    for (ConnectionFile.Organization each : file.organizations()) {
      peers.add(PeerConnection.open(file, each, each.identity("gateway")));
    }
  }

  /** Every organization's peer, the city's first. */
  List<PeerConnection> peers() {
    return peers;
  }

  /** A network just started needs some seconds until its peers have heard of each other. */
  TxValidationCode putOncePeersKnowEachOther(SignedRecord record) throws EndorseException {
    long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (true) {
      try {
        return put(record, ALL);
      } catch (EndorseException e) {
        if (e.getStatus().getCode() != Status.Code.UNAVAILABLE || System.nanoTime() > until) {
          throw e;
        }
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      }
    }
  }

  /**
   * Has those organizations endorse a record, and says what became of the transaction.
   *
   * @throws EndorseException when they do not, or not alike
   */
  TxValidationCode put(SignedRecord record, String... endorsers) throws EndorseException {
    try {
      return peers
          .getFirst()
          .contract()
          .newProposal(FabricBlock.DECIDE)
          .addArguments(record.bytes().toArray())
          .setEndorsingOrganizations(endorsers)
          .build()
          .endorse()
          .submitAsync()
          .getStatus()
          .getCode();
    } catch (SubmitException | CommitStatusException lost) {
      throw new AssertionError("what became of it is not known", lost);
    }
  }

  /** What a peer's contract would rule, on the state that it has. */
  static Told ask(PeerConnection peer, SignedRecord record) throws GatewayException {
    byte[] answer =
        peer.contract()
            .newProposal(FabricBlock.DECIDE)
            .addArguments(record.bytes().toArray())
            .setEndorsingOrganizations(peer.mspId())
            .build()
            .evaluate();
    return Rulings.parse(Bytes.of(answer), 1).orThrow().told().getFirst();
  }

  @Override
  public void close() {
    peers.forEach(PeerConnection::close);
  }
}
