package city.urna.protocol.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import city.urna.protocol.Vectors;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** RFC 9380: the field elements to which the suite hashes are what the expansion gives. */
class ExpandMessageTest {
  private static final int ELEMENT = 48;

  @Test
  @Tag("real-data")
  void rfc9380HashToField() {
    JsonNode file = Vectors.shared("rfc9380-P256_XMD-SHA-256_SSWU_RO.json");
    BigInteger p = integer(file.required("field").required("p"));
    for (JsonNode vector : Vectors.each(file.required("vectors"))) {
      byte[] message = vector.required("msg").asText().getBytes(StandardCharsets.US_ASCII);
      byte[] expanded =
          ExpandMessage.xmd(message, message.length, file.required("dst").asText(), 2 * ELEMENT);
      for (int i = 0; i < 2; i++) {
        byte[] own = Arrays.copyOfRange(expanded, i * ELEMENT, (i + 1) * ELEMENT);
        assertEquals(integer(vector.required("u").get(i)), new BigInteger(1, own).mod(p));
      }
    }
  }

  private static BigInteger integer(JsonNode prefixed) {
    return new BigInteger(prefixed.asText().substring(2), 16);
  }

  @Test
  void lengthsOutOfRangeAreTheProgrammersError() {
    byte[] none = new byte[0];
    assertThrows(IllegalArgumentException.class, () -> ExpandMessage.xmd(none, 0, "", 48));
    assertThrows(IllegalArgumentException.class, () -> ExpandMessage.xmd(none, 0, "tag", 0));
    assertThrows(
        IllegalArgumentException.class, () -> ExpandMessage.xmd(none, 0, "tag", 255 * 32 + 1));
    assertThrows(
        IllegalArgumentException.class, () -> ExpandMessage.xmd(none, 0, "t".repeat(256), 48));
  }
}
