package city.urna.chaincode.process;

import static city.urna.chaincode.example.Refusals.assertAccepted;
import static city.urna.chaincode.example.Refusals.assertRefused;
import static city.urna.protocol.bytes.Refusal.CEREMONY;
import static city.urna.protocol.bytes.Refusal.DEFINITION;
import static city.urna.protocol.bytes.Refusal.ENVELOPE;
import static city.urna.protocol.bytes.Refusal.ORDER;
import static city.urna.protocol.bytes.Refusal.PHASE;
import static city.urna.protocol.bytes.Refusal.SIGNATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import city.urna.chaincode.example.MemoryState;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallCity;
import city.urna.chaincode.example.Trustees;
import city.urna.chaincode.process.PhaseState.Step;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhaseRuleTest {
  private static final SmallCity CITY = new SmallCity(24, 2);
  private static final int OPEN_CASTING = 2;
  private static final int CLOSE = 3;
  private static final int VOID = 6;

  private final MemoryState ready = CITY.ready();

  private static Step step(MemoryState state) {
    return PhaseState.read(state, Parties.PROCESS, Parties.SCOPE).orElseThrow().step();
  }

  private static SignedRecord absent(String issuer, SignedRecord previous) {
    return CITY.phase(
        Phase.newBuilder()
            .setStep(4)
            .setPrevious(previous.hash().value().toByteString())
            .setIssuer(issuer)
            .setReason("has not answered"));
  }

  private static SignedRecord restart(Phase.Builder phase) {
    return Parties.record(
        Kind.PHASE, "", phase.setStep(5).build(), CITY.parties.clerkAndMajority());
  }

  private static Phase.Builder excluding(int round, Integer... trustees) {
    return Phase.newBuilder().setRound(round).addAllExcluded(List.of(trustees));
  }

  @Test
  void aScopeGoesThroughItsPhases() {
    SignedRecord freeze = CITY.freeze(CITY.definition, false);
    ready.accept(freeze);
    assertEquals(Step.ISSUANCE, step(ready));
    assertRefused(PHASE, ready, CITY.ballot(0));
    SignedRecord open = CITY.phase(OPEN_CASTING, freeze);
    ready.accept(open);
    assertEquals(Step.CASTING, step(ready));
    assertRefused(PHASE, ready, CITY.phase(OPEN_CASTING, open));
    SignedRecord close = CITY.phase(CLOSE, open);
    ready.accept(close);
    assertEquals(Step.CLOSED, step(ready));
    for (int next : List.of(OPEN_CASTING, CLOSE)) {
      assertRefused(PHASE, ready, CITY.phase(next, close));
    }
    SignedRecord madeVoid = CITY.phase(VOID, close);
    ready.accept(madeVoid);
    assertEquals(Step.VOID, step(ready));
    for (int next : List.of(OPEN_CASTING, CLOSE, VOID)) {
      assertRefused(PHASE, ready, CITY.phase(next, madeVoid));
    }
  }

  @Test
  void aScopeMayCloseWithoutEverOpening() {
    SignedRecord freeze = CITY.freeze(CITY.definition, false);
    assertAccepted(ready.accept(freeze), CITY.phase(CLOSE, freeze));
  }

  @Test
  void nothingButAFreezeOrAVoidBegins() {
    for (int step : List.of(OPEN_CASTING, CLOSE)) {
      assertRefused(PHASE, ready, CITY.phase(Phase.newBuilder().setStep(step)));
    }
    assertRefused(PHASE, ready, CITY.phase(VOID, CITY.freeze));
    SignedRecord madeVoid = CITY.phase(Phase.newBuilder().setStep(VOID).setReason("mistaken"));
    ready.accept(madeVoid);
    assertFalse(PhaseState.read(ready, Parties.PROCESS, Parties.SCOPE).orElseThrow().frozen());
    assertRefused(PHASE, ready, CITY.freeze);
  }

  @Test
  void eachNamesTheOneBefore() {
    ready.accept(CITY.freeze);
    assertRefused(PHASE, ready, CITY.phase(Phase.newBuilder().setStep(CLOSE)));
    assertRefused(PHASE, ready, CITY.phase(CLOSE, CITY.processRecord));
    assertAccepted(ready, CITY.phase(CLOSE, CITY.freeze));
    assertRefused(PHASE, ready, CITY.freeze);
    assertRefused(
        PHASE,
        CITY.ready(),
        CITY.phase(
            Phase.newBuilder()
                .setStep(1)
                .setDefinition(CITY.definition.toByteString())
                .setPrevious(Bytes.zero(32).toByteString())));
  }

  @Test
  void aClerkAndAMajoritySign() {
    ready.accept(CITY.freeze);
    Phase close =
        Phase.newBuilder()
            .setStep(CLOSE)
            .setPrevious(CITY.freeze.hash().value().toByteString())
            .build();
    assertAccepted(
        ready, Parties.record(Kind.PHASE, Parties.SCOPE, close, CITY.parties.clerkAndAll()));
    for (var keys : List.of(CITY.parties.clerkAnd(1), CITY.parties.ledgerKeys)) {
      assertRefused(SIGNATURE, ready, Parties.record(Kind.PHASE, Parties.SCOPE, close, keys));
    }
    assertRefused(
        ORDER,
        ready,
        Parties.record(
            Kind.PHASE, "unknown", Parties.SCOPE, close, CITY.parties.clerkAndMajority()));
  }

  @Test
  void unknownStepsAndStrayFieldsAreRefused() {
    assertRefused(ENVELOPE, ready, CITY.phase(Phase.newBuilder().setStep(7)));
    assertRefused(ENVELOPE, ready, CITY.phase(Phase.newBuilder()));
    ready.accept(CITY.freeze);
    Phase.Builder close =
        Phase.newBuilder().setStep(CLOSE).setPrevious(CITY.freeze.hash().value().toByteString());
    assertRefused(DEFINITION, ready, CITY.phase(close.clone().setReason("why not")));
    assertRefused(DEFINITION, ready, CITY.phase(close.clone().setRound(2)));
    assertRefused(DEFINITION, ready, CITY.phase(close.clone().setIssuer("alpha")));
    assertRefused(DEFINITION, ready, CITY.phase(close.clone().setStep(VOID).setReason("\u0007")));
    assertRefused(
        DEFINITION,
        ready,
        Parties.record(
            Kind.PHASE,
            "nowhere",
            Phase.newBuilder().setStep(VOID).build(),
            CITY.parties.clerkAndMajority()));
  }

  @Test
  void issuersMayBeRecordedAbsentWhileTwoStay() {
    ready.accept(CITY.freeze);
    assertRefused(PHASE, ready, absent("delta", CITY.freeze));
    SignedRecord first = absent("beta", CITY.freeze);
    ready.accept(first);
    assertEquals(
        List.of("alpha", "gamma"),
        PhaseState.read(ready, Parties.PROCESS, Parties.SCOPE).orElseThrow().activeIssuers());
    assertEquals(Step.CASTING, step(ready));
    assertRefused(PHASE, ready, absent("beta", first));
    assertRefused(PHASE, ready, absent("alpha", first));
    SignedRecord close = CITY.phase(CLOSE, first);
    ready.accept(close);
    assertRefused(PHASE, ready, absent("alpha", close));
  }

  @Test
  void aRestartExcludesAndBeginsAnew() {
    assertRefused(CEREMONY, ready, restart(excluding(1, 2)));
    assertRefused(CEREMONY, ready, restart(excluding(3, 2)));
    for (Integer[] excluded : new Integer[][] {{}, {1, 2}, {2, 2}, {4}, {0}, {3, 2}, {-1}}) {
      assertRefused(CEREMONY, ready, restart(excluding(2, excluded)));
    }
    assertRefused(
        PHASE,
        ready,
        restart(excluding(2, 2).setPrevious(CITY.processRecord.hash().value().toByteString())));
    assertAccepted(ready, restart(excluding(2, 3)));
    SignedRecord second = restart(excluding(2, 2).setReason("is away"));
    ready.accept(second);
    CeremonyRound round =
        CeremonyRound.read(ready, KnownProcess.read(ready, Parties.PROCESS).orThrow());
    assertEquals(2, round.round());
    assertEquals(List.of(1, 3), round.active());
    assertRefused(DEFINITION, ready, CITY.freeze);
    assertRefused(PHASE, ready, restart(excluding(3, 2, 3)));
    assertRefused(
        CEREMONY,
        ready,
        restart(excluding(3, 2, 3).setPrevious(second.hash().value().toByteString())));
    Trustees again = new Trustees(CITY.parties, CITY.processRecord.hash(), 2, List.of(1, 3));
    ready.accept(again.all());
  }

  @Test
  void noRestartAfterAFreeze() {
    ready.accept(CITY.freeze);
    assertRefused(PHASE, ready, restart(excluding(2, 2)));
  }
}
