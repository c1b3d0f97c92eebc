package city.urna.chaincode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import city.urna.chaincode.example.MemoryState;
import city.urna.chaincode.example.SmallCity;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.record.SignedRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds of every decision. */
class ContractTest {
  private static final SmallCity CITY = new SmallCity(30, 4);

  @Test
  void aCommandIsBallotsOfOneScopeOrOneOtherRecord() {
    MemoryState state = CITY.casting();
    for (List<SignedRecord> mixed :
        List.of(
            List.of(CITY.ballot(0), CITY.phase(3, CITY.freeze)),
            List.of(CITY.items.get(0), CITY.items.get(1)),
            List.of(CITY.ballot(0), inAnotherScope(CITY.ballot(1))))) {
      for (Ruling ruling : state.decide(mixed).rulings()) {
        assertEquals(Refusal.ENVELOPE, assertInstanceOf(Ruling.Refused.class, ruling).code());
      }
    }
  }

  private static SignedRecord inAnotherScope(SignedRecord ballot) {
    return SignedRecord.sign(
        ballot.kind(), ballot.process(), "other", ballot.body(), List.of(CITY.parties.clerk));
  }

  @Test
  void aCommandHasOneToFiveHundredRecords() {
    assertThrows(IllegalArgumentException.class, () -> new Command(List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> new Command(Collections.nCopies(501, Bytes.EMPTY)));
    assertEquals(500, new Command(Collections.nCopies(500, Bytes.EMPTY)).records().size());
  }

  @Test
  void twoContractsDecideAlikeToTheByte() {
    List<SignedRecord> records = new ArrayList<>(CITY.setup());
    records.add(CITY.freeze);
    records.add(CITY.ballot(0));
    records.add(CITY.phase(3, CITY.freeze));
    MemoryState one = MemoryState.empty();
    MemoryState other = MemoryState.empty();
    for (SignedRecord record : records) {
      Decision first = one.decide(List.of(record));
      assertEquals(first, one.decide(List.of(record)), "the same contract twice");
      assertEquals(first, other.decide(List.of(record)), "another contract");
      one.accept(record);
      other.accept(record);
    }
    assertEquals(one.values(), other.values());
  }

  @Test
  void decidingChangesNothing() {
    MemoryState state = CITY.ready();
    Map<String, Bytes> before = state.values();
    state.decide(List.of(CITY.freeze));
    assertEquals(before, state.values());
  }

  @Test
  void aDecisionDoesNotSeeWhatItWrites() {
    // Every key is asked for at most as it was: a state that changes after the first read of a key
    // would be noticed by a decision that reads it again.
    MemoryState state = CITY.casting();
    List<SignedRecord> ballots = List.of(CITY.ballot(0), CITY.ballot(1), CITY.ballot(2));
    Decision together = state.decide(ballots);
    for (int i = 0; i < ballots.size(); i++) {
      assertEquals(
          together.rulings().get(i), state.decide(List.of(ballots.get(i))).rulings().getFirst());
    }
    assertEquals(3, together.writes().size());
  }
}
