package city.urna.chaincode.process;

import static city.urna.chaincode.example.Refusals.assertAccepted;
import static city.urna.chaincode.example.Refusals.assertRefused;
import static city.urna.protocol.bytes.Refusal.DEFINITION;
import static city.urna.protocol.bytes.Refusal.ORDER;
import static city.urna.protocol.bytes.Refusal.PHASE;
import static city.urna.protocol.bytes.Refusal.SIGNATURE;

import city.urna.chaincode.example.MemoryState;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallCity;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Roll;
import city.urna.protocol.records.RollEntry;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollRuleTest {
  private static final SmallCity CITY = new SmallCity(23, 4);
  private static final Roll ROLL = CITY.roll();

  private static MemoryState known() {
    return MemoryState.empty().accept(CITY.genesis).accept(CITY.processRecord);
  }

  private static Roll entry(int index, RollEntry.Builder changed) {
    return ROLL.toBuilder().setEntries(index, changed).build();
  }

  @Test
  void everyRegistrarSignsInOrder() {
    MemoryState state = known();
    assertAccepted(state, CITY.roll(ROLL));
    assertRefused(ORDER, MemoryState.empty().accept(CITY.genesis), CITY.roll(ROLL));
    for (var keys :
        List.of(
            CITY.parties.registrars.subList(0, 1),
            CITY.parties.registrars.reversed(),
            List.of(CITY.parties.clerk))) {
      assertRefused(SIGNATURE, state, Parties.record(Kind.ROLL, Parties.SCOPE, ROLL, keys));
    }
  }

  @Test
  void numbersFitEachOther() {
    MemoryState state = known();
    for (Roll roll :
        List.of(
            ROLL.toBuilder().setVersion(0).build(),
            ROLL.toBuilder().setTotal(5).build(),
            ROLL.toBuilder().setTotal(0).clearEntries().build(),
            ROLL.toBuilder().setChunks(2).build(),
            ROLL.toBuilder().setChunk(1).build(),
            ROLL.toBuilder().setTotal(1_004).setChunks(2).build(),
            ROLL.toBuilder().setTotal(-4).build(),
            // Behind one whole chunk there is none, not even an empty one.
            ROLL.toBuilder().clearEntries().setTotal(1_000).setChunks(1).setChunk(1).build(),
            ROLL.toBuilder().clearEntries().setTotal(1_000).setChunks(2).setChunk(1).build())) {
      assertRefused(DEFINITION, state, CITY.roll(roll));
    }
    RollEntry alone = ROLL.getEntries(0);
    assertAccepted(
        state, CITY.roll(ROLL.toBuilder().clearEntries().setTotal(1).addEntries(alone).build()));
    Roll last = ROLL.toBuilder().setTotal(1_004).setChunks(2).setChunk(1).build();
    assertAccepted(state, CITY.roll(last));
  }

  @Test
  void aChunkIsWrittenOnceAndANewVersionMayCome() {
    MemoryState state = known().accept(CITY.roll(ROLL));
    assertRefused(DEFINITION, state, CITY.roll(ROLL));
    assertAccepted(state, CITY.roll(ROLL.toBuilder().setVersion(2).build()));
  }

  @Test
  void malformedEntriesAreRefused() {
    MemoryState state = known();
    RollEntry first = ROLL.getEntries(0);
    RollEntry second = ROLL.getEntries(1);
    ByteString identity = Bytes.concat(Bytes.of(new byte[] {1}), Bytes.zero(31)).toByteString();
    for (Roll roll :
        List.of(
            entry(0, first.toBuilder().setStyle("west")),
            entry(0, first.toBuilder().setCommitment(ByteString.EMPTY)),
            entry(0, first.toBuilder().clearKeys().addKeys(first.getKeys(0))),
            entry(0, first.toBuilder().setKeys(1, identity)),
            entry(0, first.toBuilder().setKeys(1, first.getKeys(0))),
            entry(0, first.toBuilder().setKeys(1, second.getKeys(1))),
            entry(1, first.toBuilder()),
            swapped())) {
      assertRefused(DEFINITION, state, CITY.roll(roll));
    }
    assertRefused(
        DEFINITION, state, Parties.record(Kind.ROLL, "nowhere", ROLL, CITY.parties.registrars));
  }

  private static Roll swapped() {
    List<RollEntry> entries = new ArrayList<>(ROLL.getEntriesList());
    return ROLL.toBuilder().clearEntries().addAllEntries(entries.reversed()).build();
  }

  @Test
  void theRollIsFrozen() {
    SignedRecord late = CITY.roll(ROLL.toBuilder().setVersion(2).build());
    assertAccepted(CITY.ready(), late);
    assertRefused(PHASE, CITY.casting(), late);
  }
}
