package city.urna.client.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.000, 0",
    "120.50, 120.5",
    "1e9, 1000000000",
    "999999999999999.9999, 999999999999999.9999",
    "0.0001, 0.0001",
  })
  void isRecordedInOneWay(String written, String recorded) {
    assertEquals(Optional.of(recorded), Amount.read(written).map(BigDecimal::toPlainString));
  }

  /** The first took minutes once: a hundred million digits were written out (fuzzing). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e100000040",
        "1e-100000040",
        "1e99999999999",
        "1000000000000000",
        "0.00001",
        "",
        "12 EUR",
        "00000000000000000000000000000000000000001",
      })
  void isNoneBeyondItsDigits(String written) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertEquals(Optional.empty(), Amount.read(written)));
  }
}
