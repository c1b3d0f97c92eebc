package city.urna.chaincode.process;

import static city.urna.chaincode.example.Refusals.assertAccepted;
import static city.urna.chaincode.example.Refusals.assertRefused;
import static city.urna.protocol.bytes.Refusal.DEFINITION;
import static city.urna.protocol.bytes.Refusal.ORDER;
import static city.urna.protocol.bytes.Refusal.PHASE;
import static city.urna.protocol.bytes.Refusal.SIGNATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import city.urna.chaincode.StateKeys;
import city.urna.chaincode.example.MemoryState;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.Questions;
import city.urna.chaincode.example.SmallCity;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Item;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemRuleTest {
  private static final SmallCity CITY = new SmallCity(22, 2);
  private static final Item ANNA = Questions.items().getFirst();

  private static MemoryState known() {
    return MemoryState.empty().accept(CITY.genesis).accept(CITY.processRecord);
  }

  @Test
  void aVersionSupersedesTheOneBefore() {
    MemoryState state = known();
    SignedRecord first = CITY.item(ANNA);
    state.accept(first);
    Item second = Questions.next(ANNA, first.hash());
    assertRefused(DEFINITION, state, first);
    assertRefused(DEFINITION, state, CITY.item(second.toBuilder().setVersion(3).build()));
    assertRefused(DEFINITION, state, CITY.item(Questions.next(ANNA, CITY.processRecord.hash())));
    state.accept(CITY.item(second));
    assertEquals(first.bytes(), state.get(key(1)).orElseThrow());
    assertEquals(CITY.item(second).bytes(), state.get(key(2)).orElseThrow());
    assertEquals(
        CITY.item(second).bytes(),
        state.get(StateKeys.item(Parties.PROCESS, Parties.SCOPE, "anna")).orElseThrow());
  }

  private static String key(int version) {
    return StateKeys.item(Parties.PROCESS, Parties.SCOPE, "anna", version);
  }

  @Test
  void onlyAClerkOfAKnownProcessWritesItems() {
    MemoryState state = known();
    assertRefused(ORDER, MemoryState.empty().accept(CITY.genesis), CITY.item(ANNA));
    assertRefused(
        SIGNATURE,
        state,
        Parties.record(
            Kind.ITEM, Parties.SCOPE, ANNA, List.of(CITY.parties.registrars.getFirst())));
    assertRefused(
        SIGNATURE, state, Parties.record(Kind.ITEM, Parties.SCOPE, ANNA, CITY.parties.clerkAnd(1)));
  }

  @Test
  void anItemThatFitsNoQuestionIsRefused() {
    MemoryState state = known();
    for (Item item :
        List.of(
            ANNA.toBuilder().setQuestion("none").build(),
            ANNA.toBuilder().setId("Anna").build(),
            ANNA.toBuilder().setId("a/b").build(),
            ANNA.toBuilder().setCost("1").build(),
            ANNA.toBuilder().setVersion(2).build(),
            ANNA.toBuilder().clearTitle().build(),
            Questions.item("tower", "projects").build())) {
      assertRefused(DEFINITION, state, CITY.item(item));
    }
    assertRefused(
        DEFINITION, state, Parties.record(Kind.ITEM, "nowhere", ANNA, List.of(CITY.parties.clerk)));
  }

  @Test
  void nothingIsWrittenAfterTheFreeze() {
    MemoryState state = CITY.casting();
    SignedRecord late = CITY.item(Questions.next(ANNA, CITY.items.getFirst().hash()));
    assertAccepted(CITY.ready(), late);
    assertRefused(PHASE, state, late);
    assertRefused(PHASE, state, CITY.item(Questions.item("carla", "mayor").build()));
    assertAccepted(state, Parties.record(Kind.ITEM, "other", ANNA, List.of(CITY.parties.clerk)));
  }
}
