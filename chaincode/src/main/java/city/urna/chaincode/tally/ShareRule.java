package city.urna.chaincode.tally;

import city.urna.chaincode.Elections;
import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.Write;
import city.urna.chaincode.process.KnownProcess;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.DecryptionShare;
import city.urna.protocol.tally.CheckedShare;
import city.urna.protocol.tally.DecryptionShares;
import java.util.List;

/** A trustee's share of the decryption (spec tally §2). */
public final class ShareRule {
  private ShareRule() {}

  /**
   * Refuses, in this order: R1 form; R2 unknown process; R3 not signed by the trustee that it
   * names; R4 before the close; R11 no closed set is fixed, or another than the named one; R12 the
   * trustee's second share, one that is not active, another shape; R9 points, scalars and proofs,
   * which cannot be asked about before the others hold.
   */
  public static Verdict<List<Write>> decide(State state, Elections elections, SignedRecord record) {
    return record
        .body(DecryptionShare.parser())
        .verdict(Refusal.ENVELOPE)
        .flatMap(
            share ->
                closed(state, elections, record, share).flatMap(closed -> check(closed, share)))
        .map(
            share ->
                List.of(
                    new Write(
                        StateKeys.share(record.process(), record.scope(), share.trustee()),
                        record.body())));
  }

  private static Verdict<ClosedScope> closed(
      State state, Elections elections, SignedRecord record, DecryptionShare share) {
    return KnownProcess.read(state, record.process())
        .flatMap(
            known ->
                known
                    .signedByTrustee(share.getTrustee(), record)
                    .flatMap(signed -> ClosedScope.read(state, elections, known, record.scope())));
  }

  private static Verdict<CheckedShare> check(ClosedScope closed, DecryptionShare share) {
    return closed
        .requireFixed(Bytes.of(share.getClosedSet()))
        .flatMap(
            fixed ->
                closed.share(fixed, share.getTrustee()).isPresent()
                    ? Verdict.rejected(Refusal.SHARE, "the trustee has posted its share already")
                    : DecryptionShares.check(fixed, share));
  }
}
