package city.urna.verifier.block.fabric;

import city.urna.verifier.bytes.Bytes;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import org.hyperledger.fabric.protos.peer.ChaincodeAction;

/**
 * What an endorsed transaction asks of the ledger.
 *
 * @param time as its creator states it
 * @param chaincode the one that was invoked
 * @param proposal the exact bytes of {@code ChaincodeProposalPayload}: the arguments
 * @param response the exact bytes that endorsements sign, with their endorser behind
 * @param result status, payload and more that the endorsers agree on
 */
record Action(
    String txId,
    Instant time,
    String chaincode,
    ByteString proposal,
    Bytes response,
    ChaincodeAction result,
    ReadWriteSet set,
    List<Endorsement> endorsements) {
  /** One organization's signature, as claimed. */
  record Endorsement(Bytes endorser, Bytes signature) {}

  Action {
    endorsements = List.copyOf(endorsements);
  }
}
