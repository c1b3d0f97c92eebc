package city.urna.verifier.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import city.urna.verifier.bytes.Bytes;
import org.junit.jupiter.api.Test;

class TranscriptTest {
  /** The example at the head of spec encoding. */
  @Test
  void writesTheSpecificationsExample() {
    String expected =
        "05 7375697465 00000013 55524e412d503235362d5348413235362d7631"
            + "07 70726f63657373 00000001 70"
            + "05 73636f7065 00000001 73"
            + "07 636f6e74657874 00000020"
            + "00".repeat(32)
            + "04 74797065 00000003 746167"
            + "01 6e 00000004 00000005";
    Transcript transcript = Transcript.of("tag", "p", "s", Bytes.ZERO_32).absorb("n", 5);
    assertEquals(expected.replace(" ", ""), transcript.bytes().hex());
    assertEquals(Bytes.sha256(transcript.bytes()), transcript.hash());
  }

  @Test
  void aCopyGrowsApart() {
    Transcript first = Transcript.of("tag", "", "", Bytes.ZERO_32);
    Transcript second = first.copy().absorbLong("x", 1L << 40);
    assertEquals(first.bytes().size() + 2 + 4 + 8, second.bytes().size());
    assertEquals(
        "0000010000000000",
        second.bytes().slice(second.bytes().size() - 8, second.bytes().size()).hex());
  }

  @Test
  void refusesAProgrammersMistakes() {
    Transcript transcript = Transcript.of("tag", "", "", Bytes.ZERO_32);
    assertThrows(IllegalArgumentException.class, () -> transcript.absorb("", 1));
    assertThrows(IllegalArgumentException.class, () -> transcript.absorb("x".repeat(256), 1));
    assertThrows(IllegalArgumentException.class, () -> Transcript.of("tag", "", "", Bytes.EMPTY));
  }
}
