package city.urna.chaincode.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.urna.chaincode.example.MemoryState;
import city.urna.chaincode.example.SmallCity;
import org.junit.jupiter.api.Test;

class SetupTest {
  @Test
  void theWholeSetupIsAccepted() {
    SmallCity city = new SmallCity(1, 4);
    MemoryState state = city.casting();
    PhaseState phase = PhaseState.read(state, "city-2026", "council").orElseThrow();
    assertEquals(PhaseState.Step.CASTING, phase.step());
    assertEquals(city.election.hash(), phase.election());
    state.accept(city.ballot(0)).accept(city.ballot(1));
  }
}
