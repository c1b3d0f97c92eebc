package city.urna.chaincode.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.record.SignedRecord;
import java.util.Optional;

/** Asserts what the contract says of one record. */
public final class Refusals {
  private Refusals() {}

  /** The record is refused with exactly this code. */
  public static void assertRefused(Refusal code, MemoryState state, SignedRecord record) {
    assertEquals(Optional.of(code), state.refusal(record), () -> state.ruling(record).toString());
  }

  public static void assertAccepted(MemoryState state, SignedRecord record) {
    assertEquals(Optional.empty(), state.refusal(record), () -> state.ruling(record).toString());
  }
}
