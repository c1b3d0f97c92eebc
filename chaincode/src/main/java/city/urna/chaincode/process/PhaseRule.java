package city.urna.chaincode.process;

import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.Write;
import city.urna.chaincode.process.PhaseState.Step;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.record.Endorsement;
import city.urna.protocol.record.Identifiers;
import city.urna.protocol.record.PhaseStep;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Phase;
import java.util.List;
import java.util.Optional;

/** A phase record: freezes, opens, closes, or records somebody absent (spec records §6). */
public final class PhaseRule {
  private PhaseRule() {}

  /**
   * Refuses, in this order: R1 form, unknown step; R2 unknown process; R3 not signed by a clerk and
   * a majority; R4 a step that the phase does not allow, another record before it than the last; R5
   * fields of other steps, unknown scope, a definition that does not agree with the records; R6 a
   * restart that ceremony §6 does not allow.
   */
  public static Verdict<List<Write>> decide(
      State state, SignedRecord record, Endorsement endorsement) {
    return record
        .body(Phase.parser())
        .verdict(Refusal.ENVELOPE)
        .flatMap(
            phase ->
                PhaseStep.of(phase.getStep())
                    .map(step -> signed(state, record, phase, step, endorsement))
                    .orElseGet(() -> Verdict.rejected(Refusal.ENVELOPE, "unknown phase step")));
  }

  private static Verdict<List<Write>> signed(
      State state, SignedRecord record, Phase phase, PhaseStep step, Endorsement endorsement) {
    return KnownProcess.read(state, record.process())
        .flatMap(
            known ->
                known
                    .signedByClerk(record, endorsement)
                    .flatMap(
                        signed ->
                            step == PhaseStep.CEREMONY_RESTART
                                ? Restart.decide(state, known, record, phase)
                                : inScope(state, known, record, phase, step)));
  }

  private static Verdict<List<Write>> inScope(
      State state, KnownProcess known, SignedRecord record, Phase phase, PhaseStep step) {
    Optional<PhaseState> now = PhaseState.read(state, known.id(), record.scope());
    Bytes previous = now.map(found -> found.previous().value()).orElse(Bytes.EMPTY);
    if (!Bytes.of(phase.getPrevious()).equals(previous)) {
      return notNow("names another phase record before it than the last one");
    }
    return next(state, known, record, phase, step, now)
        .map(
            after ->
                List.of(new Write(StateKeys.phase(known.id(), record.scope()), after.encode())));
  }

  private static Verdict<PhaseState> next(
      State state,
      KnownProcess known,
      SignedRecord record,
      Phase phase,
      PhaseStep step,
      Optional<PhaseState> now) {
    Digest hash = record.hash();
    return switch (step) {
      case FREEZE ->
          now.isPresent()
              ? notNow("the scope is frozen or void already")
              : plain(phase, step)
                  .flatMap(plain -> known.requireScope(record.scope()))
                  .flatMap(scope -> Freeze.decide(state, known, scope, hash, phase));
      case OPEN_CASTING ->
          standing(now, List.of(Step.ISSUANCE))
              .flatMap(before -> plain(phase, step).map(plain -> before))
              .map(before -> before.after(hash, Step.CASTING));
      case CLOSE ->
          standing(now, List.of(Step.ISSUANCE, Step.CASTING))
              .flatMap(before -> plain(phase, step).map(plain -> before))
              .map(before -> before.after(hash, Step.CLOSED));
      case ISSUER_ABSENT ->
          standing(now, List.of(Step.ISSUANCE, Step.CASTING))
              .flatMap(before -> before.without(phase.getIssuer(), hash))
              .flatMap(after -> plain(phase, step).map(plain -> after));
      case VOID -> makeVoid(known, record, phase, now);
      case CEREMONY_RESTART ->
          throw new IllegalArgumentException("a restart of the ceremony stands in no scope");
    };
  }

  private static Verdict<PhaseState> makeVoid(
      KnownProcess known, SignedRecord record, Phase phase, Optional<PhaseState> now) {
    if (now.isPresent() && now.get().step() == Step.VOID) {
      return notNow("the scope is void already");
    }
    return plain(phase, PhaseStep.VOID)
        .flatMap(plain -> known.requireScope(record.scope()))
        .map(
            scope ->
                now.map(before -> before.after(record.hash(), Step.VOID))
                    .orElseGet(() -> PhaseState.voidBeforeFreeze(record.hash())));
  }

  private static Verdict<PhaseState> standing(Optional<PhaseState> now, List<Step> allowed) {
    return now.filter(found -> allowed.contains(found.step()))
        .map(Verdict::verified)
        .orElseGet(() -> notNow("the scope's phase does not allow this step"));
  }

  /** Refuses (R5) a phase record with a field that its step does not use. */
  static Verdict<Phase> plain(Phase phase, PhaseStep step) {
    Phase.Builder used =
        Phase.newBuilder().setStep(phase.getStep()).setPrevious(phase.getPrevious());
    switch (step) {
      case FREEZE -> used.setDefinition(phase.getDefinition()).setCasting(phase.getCasting());
      case OPEN_CASTING, CLOSE -> {}
      case ISSUER_ABSENT -> used.setIssuer(phase.getIssuer()).setReason(phase.getReason());
      case CEREMONY_RESTART ->
          used.setRound(phase.getRound())
              .addAllExcluded(phase.getExcludedList())
              .setReason(phase.getReason());
      case VOID -> used.setReason(phase.getReason());
    }
    return used.build().equals(phase) && Identifiers.isText(phase.getReason())
        ? Verdict.verified(phase)
        : Verdict.rejected(Refusal.DEFINITION, "a field that this phase step does not use");
  }

  private static <T> Verdict<T> notNow(String reason) {
    return Verdict.rejected(Refusal.PHASE, reason);
  }
}
