package city.urna.chaincode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import city.urna.chaincode.Rulings.Told;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The response payload of the contract on Fabric, spec fabric §2. */
class RulingsTest {
  /** The example of the specification. */
  private static final String EXAMPLE =
      "0000000301030000000852342070686173650000001363617374696e67206973206e6f74206f70656e0200000000";

  private static final Rulings RULINGS =
      new Rulings(
          List.of(
              new Told.Accepted(),
              new Told.Refused(Refusal.PHASE, "casting is not open"),
              new Told.Repeated(0)));

  @Test
  void isTheSpecificationsExample() {
    assertEquals(EXAMPLE, RULINGS.encode().hex());
    assertEquals(RULINGS, Rulings.parse(hex(EXAMPLE), 3).orThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "00000000, 1, another number of rulings than of records",
    "00000001, 1, too short",
    "0000000101, 2, another number of rulings than of records",
    "000000010101, 1, bytes left over",
    "0000000104, 1, no such ruling",
    "0000000100, 1, no such ruling",
    "000000010200000000, 1, repeats no accepted record before it",
    "00000002010200000001, 2, repeats no accepted record before it",
    "0000000201 02ffffffff, 2, repeats no accepted record before it",
    "000000010300000002523400000000, 1, no such code",
    "00000001030000000852342070686173650000000180, 1, not UTF-8",
    "0000000103000000085234207068617365ffffffff, 1, too short",
  })
  void refuses(String payload, int records, String why) {
    assertEquals(
        new Parsed.Malformed<Rulings>(why), Rulings.parse(hex(payload.replace(" ", "")), records));
  }

  @Test
  void refusesALongReason() {
    Rulings longest = new Rulings(List.of(new Told.Refused(Refusal.PROOF, "r".repeat(16_384))));
    assertEquals(longest, Rulings.parse(longest.encode(), 1).orThrow());
    Rulings tooLong = new Rulings(List.of(new Told.Refused(Refusal.PROOF, "r".repeat(16_385))));
    assertInstanceOf(Parsed.Malformed.class, Rulings.parse(tooLong.encode(), 1));
  }

  /** Whatever is read is written the same way again: there is one form. */
  @Test
  void hasOneForm() {
    SplittableRandom random = new SplittableRandom(6);
    byte[] example = hex(EXAMPLE).toArray();
    for (int i = 0; i < 20_000; i++) {
      byte[] mutated = example.clone();
      mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      Bytes payload = Bytes.of(mutated);
      Rulings.parse(payload, 3)
          .optional()
          .ifPresent(read -> assertEquals(payload, read.encode(), "mutation " + payload.hex()));
    }
  }

  private static Bytes hex(String hex) {
    return Bytes.fromHex(hex).orThrow();
  }
}
