package city.urna.chaincode.consultation;

import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.Write;
import city.urna.chaincode.process.KnownProcess;
import city.urna.chaincode.process.PhaseState.Step;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.consultation.DecisionForm;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Decision;
import java.util.List;
import java.util.Optional;

/** What an office or a clerk says: answers, redactions, withholdings, counts (§6). */
public final class DecisionRule {
  private static final List<Step> STANDING = List.of(Step.ISSUANCE, Step.CASTING, Step.CLOSED);
  private static final List<Step> FROZEN =
      List.of(Step.ISSUANCE, Step.CASTING, Step.CLOSED, Step.VOID);
  private static final List<Step> CLOSED = List.of(Step.CLOSED);

  private DecisionRule() {}

  /**
   * Refuses, in this order: R1 form; R2 unknown process; R3 not signed by the office that it names,
   * or a clerk where it names none; R4 an answer before the freeze or after void, a count before
   * the close; R7 another election; R16 what §6.3 does not allow. Whether its target is there is
   * left to replay.
   */
  public static Verdict<List<Write>> decide(State state, SignedRecord record) {
    return record
        .body(Decision.parser())
        .verdict(Refusal.ENVELOPE)
        .flatMap(
            decision ->
                KnownProcess.read(state, record.process())
                    .flatMap(known -> known.signedByOffice(decision.getOffice(), record))
                    .flatMap(signed -> OpenForum.read(state, record, steps(decision)))
                    .flatMap(phase -> OpenForum.named(phase, decision.getElection()))
                    .flatMap(phase -> formed(decision)))
        .map(
            decision ->
                List.of(
                    new Write(
                        StateKeys.decision(record.process(), record.scope(), record.hash()),
                        record.body())));
  }

  private static List<Step> steps(Decision decision) {
    Optional<DecisionForm.Type> type = DecisionForm.Type.of(decision.getType());
    if (type.isEmpty()) {
      return STANDING;
    }
    return switch (type.get()) {
      case ANSWER -> STANDING;
      case REDACTION, WITHHOLDING -> FROZEN;
      case COUNT -> CLOSED;
    };
  }

  private static Verdict<Decision> formed(Decision decision) {
    return DecisionForm.wrong(decision)
        .<Verdict<Decision>>map(reason -> Verdict.rejected(Refusal.DECISION, reason))
        .orElseGet(() -> Verdict.verified(decision));
  }
}
