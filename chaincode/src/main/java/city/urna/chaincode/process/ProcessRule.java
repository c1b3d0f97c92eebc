package city.urna.chaincode.process;

import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.Write;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.record.Definitions;
import city.urna.protocol.record.Endorsement;
import city.urna.protocol.record.RecordSignatures;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.records.Process;
import java.util.List;
import java.util.Optional;

/** A new process: what is asked, and whose keys it stands on (spec records §2, §7.2). */
public final class ProcessRule {
  private ProcessRule() {}

  /**
   * Refuses, in this order: R1 form; R2 no genesis record or another one, id taken; R3 not signed
   * by a clerk that it names and every organization; R5 contradictions.
   */
  public static Verdict<List<Write>> decide(
      State state, SignedRecord record, Endorsement endorsement) {
    return record
        .body(Process.parser())
        .verdict(Refusal.ENVELOPE)
        .flatMap(
            process ->
                genesis(state, record, process)
                    .flatMap(
                        genesis ->
                            signed(record, process, genesis, endorsement)
                                .flatMap(signed -> Definitions.process(process, genesis))))
        .map(
            process ->
                List.of(
                    new Write(StateKeys.process(record.process()), record.bytes()),
                    new Write(StateKeys.DEFINITIONS, record.hash().value())));
  }

  private static Verdict<Genesis> genesis(State state, SignedRecord record, Process process) {
    Optional<Bytes> genesis = state.get(StateKeys.GENESIS);
    if (genesis.isEmpty()) {
      return Verdict.rejected(Refusal.ORDER, "the genesis record comes first");
    }
    if (state.get(StateKeys.process(record.process())).isPresent()) {
      return Verdict.rejected(Refusal.ORDER, "the process id is taken");
    }
    SignedRecord known = SignedRecord.parse(genesis.get()).orThrow();
    return known.hash().value().equals(Bytes.of(process.getGenesis()))
        ? Verdict.verified(known.body(Genesis.parser()).orThrow())
        : Verdict.rejected(Refusal.ORDER, "the process names another genesis record");
  }

  private static Verdict<RecordSignatures> signed(
      SignedRecord record, Process process, Genesis genesis, Endorsement endorsement) {
    return RecordSignatures.checkAnyOf(
        record,
        KnownProcess.keys(process.getClerksList()),
        KnownProcess.ledgerKeys(genesis),
        endorsement);
  }
}
