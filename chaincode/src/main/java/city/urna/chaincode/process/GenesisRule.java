package city.urna.chaincode.process;

import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.Write;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.record.Definitions;
import city.urna.protocol.record.Endorsement;
import city.urna.protocol.record.RecordSignatures;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Genesis;
import java.util.List;

/** The first record: who the organizations are, and who orders (spec records §2, §7.1). */
public final class GenesisRule {
  private GenesisRule() {}

  /** Refuses, in this order: R1 form, R2 a second one, R3 signatures, R5 contradictions. */
  public static Verdict<List<Write>> decide(
      State state, SignedRecord record, Endorsement endorsement) {
    return record
        .body(Genesis.parser())
        .verdict(Refusal.ENVELOPE)
        .flatMap(genesis -> first(state, genesis))
        .flatMap(
            genesis ->
                RecordSignatures.check(
                        record, List.of(), KnownProcess.ledgerKeys(genesis), endorsement)
                    .flatMap(signed -> Definitions.genesis(genesis)))
        .map(
            genesis ->
                List.of(
                    new Write(StateKeys.GENESIS, record.bytes()),
                    new Write(StateKeys.DEFINITIONS, record.hash().value())));
  }

  private static Verdict<Genesis> first(State state, Genesis genesis) {
    return state.get(StateKeys.GENESIS).isPresent()
        ? Verdict.rejected(Refusal.ORDER, "there is a genesis record already")
        : Verdict.verified(genesis);
  }
}
