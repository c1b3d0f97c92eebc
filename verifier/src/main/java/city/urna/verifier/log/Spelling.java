package city.urna.verifier.log;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.math.BigInteger;
import java.util.Base64;

/** Values in notes, each of which has one spelling only. */
final class Spelling {
  private Spelling() {}

  /** Reads standard base64 with padding; refuses every second spelling. */
  static Parsed<Bytes> base64(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return Parsed.malformed("not base64");
    }
    Bytes value = Bytes.of(bytes);
    return base64(value).equals(text)
        ? Parsed.ok(value)
        : Parsed.malformed("base64 is not canonical");
  }

  static String base64(Bytes value) {
    return Base64.getEncoder().encodeToString(value.toArray());
  }

  /** Reads digits without leading zeroes, below 2⁶³. */
  static Parsed<Long> decimal(String text) {
    if (!text.matches("0|[1-9][0-9]{0,18}")) {
      return Parsed.malformed("not a plain decimal");
    }
    BigInteger value = new BigInteger(text);
    return value.bitLength() < 64
        ? Parsed.ok(value.longValueExact())
        : Parsed.malformed("decimal is out of range");
  }
}
