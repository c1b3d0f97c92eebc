package city.urna.chaincode.fabric;

import com.google.protobuf.ByteString;
import java.util.List;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;

/**
 * The organizations whose peers endorse, by their MSP ids, in ascending order.
 *
 * <p>Every organization's contract must be given the same ones, else its endorsements of
 * definitions differ from the others' and are of no use.
 */
record Endorsers(List<String> mspIds) {
  /** {@code CityMSP} and the like: what Fabric allows as an MSP id. */
  private static final String ID = "[A-Za-z0-9][A-Za-z0-9.-]*";

  Endorsers {
    mspIds = List.copyOf(mspIds);
    if (mspIds.isEmpty()
        || !mspIds.stream().sorted().distinct().toList().equals(mspIds)
        || !mspIds.stream().allMatch(id -> id.matches(ID))) {
      throw new IllegalArgumentException("MSP ids, each once and in ascending order: " + mspIds);
    }
  }

  /** Reads {@code CityMSP,ObserverMSP}. */
  static Endorsers parse(String list) {
    return new Endorsers(List.of(list.split(",", -1)));
  }

  /**
   * A key-level endorsement policy: a peer of each of them (spec fabric §2).
   *
   * <p>A signature policy as Fabric's {@code policies.proto} has it: all of n, the i-th signed by
   * the i-th identity, each a {@code PEER} of its MSP.
   */
  byte[] all() {
    SignaturePolicy.NOutOf.Builder rule = SignaturePolicy.NOutOf.newBuilder().setN(mspIds.size());
    SignaturePolicyEnvelope.Builder envelope = SignaturePolicyEnvelope.newBuilder();
    for (int i = 0; i < mspIds.size(); i++) {
      rule.addRules(SignaturePolicy.newBuilder().setSignedBy(i));
      envelope.addIdentities(
          MSPPrincipal.newBuilder()
              .setPrincipalClassification(MSPPrincipal.Classification.ROLE)
              .setPrincipal(peer(mspIds.get(i))));
    }
    return envelope.setRule(SignaturePolicy.newBuilder().setNOutOf(rule)).build().toByteArray();
  }

  private static ByteString peer(String mspId) {
    return MSPRole.newBuilder()
        .setMspIdentifier(mspId)
        .setRole(MSPRole.MSPRoleType.PEER)
        .build()
        .toByteString();
  }
}
