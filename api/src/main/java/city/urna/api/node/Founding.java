package city.urna.api.node;

import city.urna.api.console.Endorsements;
import city.urna.api.http.Problem;
import city.urna.chaincode.Command;
import city.urna.network.Ledger;
import city.urna.network.Outcome;
import city.urna.network.RecordOutcome;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.records.Organization;
import city.urna.protocol.transcript.Transcript;
import java.util.List;

/** The first record of a ledger: made by the operator, endorsed by every organization. */
final class Founding {
  private Founding() {}

  /**
   * Puts the genesis record on an empty ledger.
   *
   * @param nonce 32 bytes that make it the only one of its kind
   * @throws StartException when an organization does not endorse it, with its reason
   */
  static void found(
      Ledger ledger,
      LedgerFile file,
      Bytes logKey,
      Bytes ordererKey,
      Bytes nonce,
      Endorsements endorsements) {
    Genesis.Builder genesis =
        Genesis.newBuilder()
            .setSuite(Transcript.SUITE)
            .setOrigin(file.origin())
            .setLogKey(logKey.toByteString())
            .setOperator(file.operator())
            .setOrdererKey(ordererKey.toByteString())
            .setQuorum(file.quorum())
            .setNonce(nonce.toByteString());
    for (LedgerFile.Member member : file.organizations()) {
      genesis.addOrganizations(
          Organization.newBuilder()
              .setId(member.id())
              .setName(member.name())
              .setOperator(member.operator())
              .setLedgerKey(member.ledgerKey().toByteString())
              .setCosignerKey(member.cosignerKey().toByteString()));
    }
    Bytes body = Bytes.of(genesis.build().toByteString());
    SignedRecord unsigned = SignedRecord.sign(Kind.GENESIS, "", "", body, List.of());
    SignedRecord endorsed;
    try {
      endorsed = endorsements.gather(unsigned);
    } catch (Problem problem) {
      throw new StartException(
          "the ledger cannot be founded: "
              + problem.getMessage()
              + ". Start every organization (`urna organization serve`), then start again");
    }
    Outcome outcome = ledger.submit(Command.of(endorsed.bytes())).join();
    if (outcome instanceof Outcome.Decided(List<RecordOutcome> records)
        && records.getFirst() instanceof RecordOutcome.Refused refused) {
      throw new StartException("the genesis record is refused: " + refused.reason());
    }
  }
}
