package city.urna.chaincode.tally;

import static city.urna.chaincode.example.Refusals.assertAccepted;
import static city.urna.chaincode.example.Refusals.assertRefused;
import static city.urna.protocol.bytes.Refusal.CEREMONY;
import static city.urna.protocol.bytes.Refusal.ENVELOPE;
import static city.urna.protocol.bytes.Refusal.ORDER;
import static city.urna.protocol.bytes.Refusal.PHASE;
import static city.urna.protocol.bytes.Refusal.PROOF;
import static city.urna.protocol.bytes.Refusal.SIGNATURE;

import city.urna.chaincode.example.MemoryState;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallCity;
import city.urna.chaincode.example.Trustees;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Ceremony;
import city.urna.protocol.records.Opening;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CeremonyRuleTest {
  private static final SmallCity CITY = new SmallCity(26, 2);
  private static final Trustees TRUSTEES = CITY.trustees;

  private MemoryState state;

  @BeforeEach
  void begin() {
    state = MemoryState.empty().accept(CITY.genesis).accept(CITY.processRecord);
  }

  private static SignedRecord again(int trustee, Ceremony.Builder step) {
    return TRUSTEES.record(trustee, step);
  }

  @Test
  void everyStepInItsTurn() {
    assertRefused(CEREMONY, state, TRUSTEES.open(1));
    state.accept(TRUSTEES.commits().subList(0, 2));
    assertRefused(CEREMONY, state, TRUSTEES.open(1));
    assertRefused(CEREMONY, state, TRUSTEES.commit(1));
    state.accept(TRUSTEES.commit(3));
    state.accept(TRUSTEES.openings().subList(0, 2));
    assertRefused(CEREMONY, state, TRUSTEES.open(1));
    assertRefused(CEREMONY, state, TRUSTEES.complain(1, 2));
    assertRefused(CEREMONY, state, TRUSTEES.signOff(1));
    state.accept(TRUSTEES.open(3));
    state.accept(TRUSTEES.signOff(1));
    assertRefused(CEREMONY, state, TRUSTEES.signOff(1));
    assertRefused(CEREMONY, state, TRUSTEES.complain(1, 2));
    state.accept(TRUSTEES.signOffs().subList(1, 3));
  }

  @Test
  void theTrusteeItselfSigns() {
    Ceremony.Builder step = TRUSTEES.step(2).setCommit(Bytes.zero(32).toByteString());
    assertRefused(SIGNATURE, state, TRUSTEES.record(1, step));
    assertRefused(SIGNATURE, state, TRUSTEES.record(1, step.clone().setTrustee(0)));
    assertRefused(SIGNATURE, state, TRUSTEES.record(1, step.clone().setTrustee(4)));
    assertRefused(
        SIGNATURE,
        state,
        Parties.record(Kind.CEREMONY, "", step.build(), List.of(CITY.parties.clerk)));
    assertRefused(
        ORDER,
        state,
        Parties.record(
            Kind.CEREMONY, "unknown", "", step.build(), List.of(CITY.parties.trustees.get(1))));
  }

  @Test
  void aStepOfTheLastRoundAndOneThatExists() {
    assertRefused(ENVELOPE, state, TRUSTEES.record(1, TRUSTEES.step(1)));
    assertRefused(
        CEREMONY,
        state,
        TRUSTEES.record(1, TRUSTEES.step(1).setRound(2).setCommit(Bytes.zero(32).toByteString())));
    assertRefused(
        CEREMONY,
        state,
        TRUSTEES.record(1, TRUSTEES.step(1).setCommit(Bytes.zero(31).toByteString())));
  }

  @Test
  void anOpeningIsWhatWasCommittedTo() {
    state.accept(TRUSTEES.commits());
    Bytes other = TRUSTEES.dealer(2).opening();
    assertRefused(CEREMONY, state, again(1, TRUSTEES.step(1).setOpening(other.toByteString())));
    assertAccepted(state, TRUSTEES.open(1));
  }

  @Test
  void anOpeningProvesPossession() {
    Opening opening =
        parsed(TRUSTEES.dealer(1).opening()).toBuilder()
            .setPossessionResponse(parsed(TRUSTEES.dealer(2).opening()).getPossessionResponse())
            .build();
    commitTo(opening);
    assertRefused(PROOF, state, again(1, TRUSTEES.step(1).setOpening(opening.toByteString())));
  }

  @Test
  void anOpeningHasExactlyItsParts() {
    Opening good = parsed(TRUSTEES.dealer(1).opening());
    for (Opening opening :
        List.of(
            good.toBuilder().clearCoefficients().addCoefficients(good.getCoefficients(0)).build(),
            good.toBuilder().addCoefficients(good.getCoefficients(0)).build(),
            good.toBuilder().removeShares(1).build(),
            good.toBuilder().setShares(0, good.getShares(1)).build(),
            good.toBuilder().setSalt(Bytes.zero(31).toByteString()).build())) {
      begin();
      commitTo(opening);
      assertRefused(CEREMONY, state, again(1, TRUSTEES.step(1).setOpening(opening.toByteString())));
    }
  }

  private void commitTo(Opening opening) {
    Bytes bytes = Bytes.of(opening.toByteString());
    state.accept(TRUSTEES.commits().subList(1, 3));
    state.accept(
        again(
            1,
            TRUSTEES
                .step(1)
                .setCommit(TRUSTEES.round().commitment(1, bytes).value().toByteString())));
  }

  private static Opening parsed(Bytes opening) {
    return city.urna.protocol.record.StrictParser.parse(Opening.parser(), opening).orThrow();
  }

  @Test
  void aComplaintIsAnsweredBeforeAnybodySignsOff() {
    state.accept(TRUSTEES.commits()).accept(TRUSTEES.openings());
    Bytes share = TRUSTEES.dealer(2).answer(1);
    assertRefused(CEREMONY, state, TRUSTEES.answer(2, 1, share));
    for (int dealer : List.of(1, 0, 4)) {
      assertRefused(CEREMONY, state, TRUSTEES.complain(1, dealer));
    }
    state.accept(TRUSTEES.complain(1, 2));
    assertRefused(CEREMONY, state, TRUSTEES.complain(1, 2));
    assertRefused(CEREMONY, state, TRUSTEES.signOff(3));
    assertRefused(CEREMONY, state, TRUSTEES.answer(2, 3, TRUSTEES.dealer(2).answer(3)));
    assertRefused(CEREMONY, state, TRUSTEES.answer(2, 1, TRUSTEES.dealer(2).answer(3)));
    assertRefused(CEREMONY, state, TRUSTEES.answer(2, 1, Bytes.zero(31)));
    state.accept(TRUSTEES.answer(2, 1, share));
    assertRefused(CEREMONY, state, TRUSTEES.answer(2, 1, share));
    state.accept(TRUSTEES.signOffs());
  }

  @Test
  void aSignOffNamesWhatTheOpeningsGive() {
    state.accept(TRUSTEES.commits()).accept(TRUSTEES.openings());
    Trustees other = new Trustees(CITY.parties, CITY.processRecord.hash(), 1, List.of(1, 2, 3));
    assertRefused(CEREMONY, state, other.signOff(1));
    assertRefused(
        CEREMONY,
        state,
        again(
            1,
            TRUSTEES
                .step(1)
                .setSignOff(
                    Ceremony.SignOff.newBuilder()
                        .setJointKey(TRUSTEES.key().key().encode().toByteString()))));
  }

  @Test
  void nothingAfterTheFreezeOfAnyScope() {
    MemoryState frozen = CITY.casting();
    assertRefused(PHASE, frozen, TRUSTEES.commit(1));
  }
}
