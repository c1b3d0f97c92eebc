package city.urna.chaincode.tally;

import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.Write;
import city.urna.chaincode.process.CeremonyRound;
import city.urna.chaincode.process.KnownProcess;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.ceremony.Contribution;
import city.urna.protocol.ceremony.JointKey;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Ceremony;
import java.util.List;
import java.util.Optional;

/** A trustee's step in the making of the joint key (spec ceremony). */
public final class CeremonyRule {
  private static final Bytes MARKER = Bytes.of(new byte[] {1});

  private final State state;
  private final KnownProcess known;
  private final CeremonyRound round;
  private final Ceremony step;

  private CeremonyRule(State state, KnownProcess known, Ceremony step) {
    this.state = state;
    this.known = known;
    this.round = CeremonyRound.read(state, known);
    this.step = step;
  }

  /**
   * Refuses, in this order: R1 form, no step; R2 unknown process; R3 not signed by the trustee that
   * it names; R4 after a freeze; R6 another round, a trustee that is not active, a step too early,
   * made before, or not as ceremony asks; R9 an opening's possession proof.
   */
  public static Verdict<List<Write>> decide(State state, SignedRecord record) {
    return record
        .body(Ceremony.parser())
        .verdict(Refusal.ENVELOPE)
        .flatMap(CeremonyRule::withStep)
        .flatMap(
            step ->
                KnownProcess.read(state, record.process())
                    .flatMap(
                        known ->
                            known
                                .signedByTrustee(step.getTrustee(), record)
                                .flatMap(signed -> known.requireNoFreeze(state))
                                .flatMap(setup -> new CeremonyRule(state, known, step).decide())));
  }

  private static Verdict<Ceremony> withStep(Ceremony step) {
    return step.getStepCase() == Ceremony.StepCase.STEP_NOT_SET
        ? Verdict.rejected(Refusal.ENVELOPE, "a ceremony record without a step")
        : Verdict.verified(step);
  }

  private Verdict<List<Write>> decide() {
    if (step.getRound() != round.round()) {
      return rejected("another round than the last");
    }
    if (!round.isActive(step.getTrustee())) {
      return rejected("the trustee has been excluded");
    }
    return switch (step.getStepCase()) {
      case COMMIT -> commit(step.getTrustee(), Bytes.of(step.getCommit()));
      case OPENING -> open(step.getTrustee(), Bytes.of(step.getOpening()));
      case COMPLAINT -> complain(step.getTrustee(), step.getComplaint());
      case ANSWER -> answer(step.getTrustee(), step.getAnswer());
      case SIGN_OFF -> signOff(step.getTrustee(), step.getSignOff());
      case STEP_NOT_SET -> throw new IllegalArgumentException("refused before");
    };
  }

  /** Step 1. */
  private Verdict<List<Write>> commit(int trustee, Bytes commitment) {
    if (commitment.size() != Digest.SIZE) {
      return rejected("a commitment has 32 bytes");
    }
    return round.commit(state, trustee).isPresent()
        ? rejected("the trustee has committed already")
        : write(StateKeys.commit(known.id(), round.round(), trustee), commitment);
  }

  /** Step 2. */
  private Verdict<List<Write>> open(int trustee, Bytes opening) {
    if (!round.committed(state)) {
      return rejected("not every active trustee has committed");
    }
    if (round.opening(state, trustee).isPresent()) {
      return rejected("the trustee has opened already");
    }
    Digest commitment = new Digest(round.commit(state, trustee).orElseThrow());
    return Contribution.check(round.statement(known), trustee, commitment, opening)
        .flatMap(
            contribution -> write(StateKeys.opening(known.id(), round.round(), trustee), opening));
  }

  /**
   * Step 3. Whoever has signed off has found all shares good, so at the freeze no complaint is
   * without answer.
   */
  private Verdict<List<Write>> complain(int trustee, int dealer) {
    if (dealer == trustee || !round.isActive(dealer)) {
      return rejected("no other active trustee has that index");
    }
    if (round.contributions(state, known).isEmpty()) {
      return rejected("not every active trustee has opened");
    }
    if (round.signOff(state, trustee).isPresent()) {
      return rejected("the trustee has signed off");
    }
    return round.complained(state, dealer, trustee)
        ? rejected("the trustee has complained of this dealer already")
        : write(StateKeys.complaint(known.id(), round.round(), dealer, trustee), MARKER);
  }

  /** Step 4. */
  private Verdict<List<Write>> answer(int dealer, Ceremony.Answer answer) {
    int recipient = answer.getRecipient();
    if (!round.isActive(recipient) || !round.complained(state, dealer, recipient)) {
      return rejected("nobody of that index has complained of this dealer");
    }
    if (round.answered(state, dealer, recipient)) {
      return rejected("the complaint has been answered already");
    }
    Optional<List<Contribution>> contributions = round.contributions(state, known);
    Contribution own = contributions.orElseThrow().get(round.active().indexOf(dealer));
    return own.checkAnswer(recipient, Bytes.of(answer.getShare()))
        .flatMap(
            share ->
                write(
                    StateKeys.answer(known.id(), round.round(), dealer, recipient),
                    Bytes.of(answer.toByteString())));
  }

  /** Step 5. */
  private Verdict<List<Write>> signOff(int trustee, Ceremony.SignOff signOff) {
    Optional<List<Contribution>> contributions = round.contributions(state, known);
    if (contributions.isEmpty()) {
      return rejected("not every active trustee has opened");
    }
    if (round.signOff(state, trustee).isPresent()) {
      return rejected("the trustee has signed off already");
    }
    if (round.unanswered(state)) {
      return rejected("a complaint has not been answered");
    }
    return JointKey.of(round.statement(known), contributions.get())
        .flatMap(
            key ->
                Bytes.of(signOff.getJointKey()).equals(key.key().encode())
                        && Bytes.of(signOff.getTranscript()).equals(key.transcript().value())
                    ? write(
                        StateKeys.signOff(known.id(), round.round(), trustee),
                        Bytes.of(signOff.toByteString()))
                    : rejected("another joint key or transcript than the openings give"));
  }

  private static Verdict<List<Write>> write(String key, Bytes value) {
    return Verdict.verified(List.of(new Write(key, value)));
  }

  private static Verdict<List<Write>> rejected(String reason) {
    return Verdict.rejected(Refusal.CEREMONY, reason);
  }
}
