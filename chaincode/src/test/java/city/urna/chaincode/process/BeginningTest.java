package city.urna.chaincode.process;

import static city.urna.chaincode.example.Refusals.assertAccepted;
import static city.urna.chaincode.example.Refusals.assertRefused;
import static city.urna.protocol.bytes.Refusal.DEFINITION;
import static city.urna.protocol.bytes.Refusal.ENVELOPE;
import static city.urna.protocol.bytes.Refusal.ORDER;
import static city.urna.protocol.bytes.Refusal.SIGNATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import city.urna.chaincode.Command;
import city.urna.chaincode.Ruling;
import city.urna.chaincode.example.MemoryState;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallCity;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.records.Process;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The genesis record and the process. */
class BeginningTest {
  private static final SmallCity CITY = new SmallCity(21, 2);
  private static final Parties PARTIES = CITY.parties;

  private static SignedRecord genesis(Genesis body) {
    return Parties.record(Kind.GENESIS, "", "", body, PARTIES.ledgerKeys);
  }

  private static SignedRecord process(Process body) {
    return Parties.record(Kind.PROCESS, "", body, PARTIES.clerkAndAll());
  }

  private static MemoryState begun() {
    return MemoryState.empty().accept(CITY.genesis);
  }

  @Test
  void theGenesisRecordComesFirstAndOnce() {
    assertAccepted(MemoryState.empty(), CITY.genesis);
    assertRefused(ORDER, begun(), CITY.genesis);
    assertRefused(ORDER, MemoryState.empty(), CITY.processRecord);
    assertRefused(ORDER, MemoryState.empty(), CITY.items.getFirst());
    assertRefused(ORDER, MemoryState.empty(), CITY.freeze);
    assertEquals(
        Set.of("genesis", "definitions"),
        begun().values().keySet(),
        "and writes nothing but itself and its hash");
  }

  @Test
  void everyOrganizationSignsTheGenesisRecord() {
    Genesis body = PARTIES.genesis();
    assertRefused(
        SIGNATURE,
        MemoryState.empty(),
        Parties.record(Kind.GENESIS, "", "", body, PARTIES.ledgerKeys.subList(0, 2)));
    assertRefused(
        SIGNATURE,
        MemoryState.empty(),
        Parties.record(Kind.GENESIS, "", "", body, PARTIES.ledgerKeys.reversed()));
  }

  @Test
  void aGenesisRecordThatContradictsItselfIsRefused() {
    Genesis body = PARTIES.genesis();
    assertRefused(DEFINITION, MemoryState.empty(), genesis(body.toBuilder().setQuorum(4).build()));
    assertRefused(
        DEFINITION, MemoryState.empty(), genesis(body.toBuilder().setSuite("other").build()));
    // Signatures are asked for before the content.
    assertRefused(
        SIGNATURE,
        MemoryState.empty(),
        Parties.record(
            Kind.GENESIS,
            "",
            "",
            body.toBuilder().setQuorum(4).build(),
            PARTIES.ledgerKeys.subList(0, 1)));
  }

  @Test
  void whatIsNoRecordIsRefusedByItsEnvelope() {
    MemoryState state = begun();
    for (Bytes bytes :
        List.of(
            Bytes.EMPTY,
            Bytes.of(new byte[] {1, 2, 3}),
            Bytes.concat(CITY.processRecord.bytes(), Bytes.of(new byte[] {0})),
            Bytes.zero(262_145))) {
      Ruling ruling = state.decide(Command.of(bytes)).rulings().getFirst();
      assertEquals(ENVELOPE, ((Ruling.Refused) ruling).code());
    }
  }

  @Test
  void aProcessNamesThisGenesisRecordAndAFreeId() {
    MemoryState state = begun();
    assertAccepted(state, CITY.processRecord);
    assertRefused(
        ORDER,
        state,
        process(CITY.process.toBuilder().setGenesis(Bytes.zero(32).toByteString()).build()));
    assertRefused(ORDER, state.accept(CITY.processRecord), CITY.processRecord);
    assertAccepted(
        state, Parties.record(Kind.PROCESS, "another", "", CITY.process, PARTIES.clerkAndAll()));
  }

  @Test
  void aClerkAndEveryOrganizationSignTheProcess() {
    MemoryState state = begun();
    for (var keys :
        List.of(
            PARTIES.clerkAndMajority(),
            PARTIES.ledgerKeys,
            PARTIES.registrars,
            List.of(PARTIES.clerk))) {
      assertRefused(SIGNATURE, state, Parties.record(Kind.PROCESS, "", CITY.process, keys));
    }
  }

  @Test
  void aProcessThatContradictsItselfIsRefused() {
    MemoryState state = begun();
    assertRefused(DEFINITION, state, process(CITY.process.toBuilder().setThreshold(4).build()));
    assertRefused(DEFINITION, state, process(CITY.process.toBuilder().clearLanguages().build()));
    assertRefused(
        DEFINITION,
        state,
        process(CITY.process.toBuilder().addScopes(CITY.process.getScopes(0)).build()));
  }

  @Test
  void theRecordAsItWillBeEndorsedIsProposedWithoutEndorsements() {
    MemoryState state = begun();
    SignedRecord unendorsed =
        Parties.record(Kind.PROCESS, "", CITY.process, List.of(PARTIES.clerk));
    assertEquals(Ruling.Accepted.class, state.propose(unendorsed).getClass(), "by the clerk alone");
    assertEquals(
        SIGNATURE, ((Ruling.Refused) state.propose(CITY.processRecord)).code(), "endorsed");
    assertEquals(
        ENVELOPE, ((Ruling.Refused) state.propose(CITY.items.getFirst())).code(), "by nobody");
  }
}
