package city.urna.chaincode.consultation;

import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.Write;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.consultation.CosignedTime;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.record.Endorsement;
import city.urna.protocol.record.RecordSignatures;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.records.RecordedCheckpoint;
import java.util.List;
import java.util.Optional;

/** A cosigned checkpoint on the log, from which records get their time (spec consultation §7). */
public final class CheckpointRule {
  private CheckpointRule() {}

  /**
   * Refuses, in this order: R1 form; R2 before the genesis record; R3 not signed by the log key;
   * R17 a note that the quorum did not sign, or that covers nothing but checkpoints. Whether its
   * root is the log's is for whoever holds the log.
   */
  public static Verdict<List<Write>> decide(State state, SignedRecord record) {
    return record
        .body(RecordedCheckpoint.parser())
        .verdict(Refusal.ENVELOPE)
        .flatMap(
            checkpoint ->
                genesis(state)
                    .flatMap(genesis -> signed(record, genesis))
                    .flatMap(genesis -> next(state, genesis, checkpoint)))
        .map(time -> List.of(new Write(StateKeys.CHECKPOINT, time.encode())));
  }

  private static Verdict<Genesis> genesis(State state) {
    Optional<Bytes> genesis = state.get(StateKeys.GENESIS);
    return genesis
        .map(
            bytes ->
                Verdict.verified(
                    SignedRecord.parse(bytes).orThrow().body(Genesis.parser()).orThrow()))
        .orElseGet(() -> Verdict.rejected(Refusal.ORDER, "the genesis record comes first"));
  }

  private static Verdict<Genesis> signed(SignedRecord record, Genesis genesis) {
    return RecordSignatures.check(
            record, List.of(Bytes.of(genesis.getLogKey())), List.of(), Endorsement.NONE)
        .map(signed -> genesis);
  }

  private static Verdict<CosignedTime> next(
      State state, Genesis genesis, RecordedCheckpoint checkpoint) {
    Optional<CosignedTime> last =
        state.get(StateKeys.CHECKPOINT).map(bytes -> CosignedTime.decode(bytes).orThrow());
    return CosignedTime.after(last, checkpoint, CheckpointTrust.of(genesis).orThrow());
  }
}
