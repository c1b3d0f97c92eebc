package city.urna.protocol.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Byte strings, numbers on the wire, and results. */
class BytesTest {
  private static Bytes hex(String text) {
    return Bytes.fromHex(text).orThrow();
  }

  @Test
  void areCopiedInAndOut() {
    byte[] mine = {1, 2, 3};
    Bytes bytes = Bytes.of(mine);
    mine[0] = 9;
    bytes.toArray()[1] = 9;
    assertEquals("010203", bytes.hex());
    assertEquals(bytes, Bytes.of(bytes.toByteString()));
  }

  @Test
  void areOrderedAsUnsigned() {
    List<Bytes> sorted =
        List.of(Bytes.EMPTY, hex("00"), hex("0000"), hex("7f"), hex("80"), hex("ff"));
    assertEquals(sorted, sorted.reversed().stream().sorted().toList());
    assertNotEquals(hex("00"), hex("0000"));
    assertEquals(hex("0102").hashCode(), Bytes.concat(hex("01"), hex("02")).hashCode());
    assertEquals(hex("02"), hex("010203").slice(1, 2));
    assertThrows(IllegalArgumentException.class, () -> hex("01").slice(1, 0));
    assertThrows(IllegalArgumentException.class, () -> hex("01").slice(0, 2));
  }

  @Test
  void doNotPrintThemselves() {
    assertEquals("Bytes[2]", hex("abcd").toString());
  }

  @Test
  void hexIsLowerCaseAndEven() {
    for (String bad : List.of("0", "AB", "0x", "g0", " 0", "0\u0661")) {
      assertInstanceOf(Parsed.Malformed.class, Bytes.fromHex(bad), bad);
    }
    assertInstanceOf(Parsed.Malformed.class, Digest.fromHex("00".repeat(31)));
    assertEquals(Digest.ZERO, Digest.fromHex("00".repeat(32)).orThrow());
  }

  @Test
  void base64IsCanonical() {
    for (String good : List.of("", "AA==", "AAA=", "AAAA", "+/+/")) {
      assertEquals(good, Bytes.fromBase64(good).orThrow().base64());
    }
    for (String bad :
        List.of("A", "AA", "AAA", "AB==", "AAB=", "AA=", "AA==\n", "A A=", "-_-_", "AA==AA==")) {
      assertInstanceOf(Parsed.Malformed.class, Bytes.fromBase64(bad), bad);
    }
  }

  @Test
  void utf8IsWellFormed() {
    assertEquals("é\n", hex("c3a90a").utf8().orThrow());
    for (String bad : List.of("c3", "c0af", "eda080", "f4908080", "80", "ff")) {
      assertInstanceOf(Parsed.Malformed.class, hex(bad).utf8(), bad);
    }
  }

  @Test
  void numbersAreBigEndianAndFit() {
    assertEquals("ff", Wire.u8(255).hex());
    assertEquals("0102", Wire.u16(258).hex());
    assertEquals("ffffffff", Wire.u32(4_294_967_295L).hex());
    assertEquals("7fffffffffffffff", Wire.u64(Long.MAX_VALUE).hex());
    assertThrows(IllegalArgumentException.class, () -> Wire.u8(256));
    assertThrows(IllegalArgumentException.class, () -> Wire.u16(-1));
    assertThrows(IllegalArgumentException.class, () -> Wire.u32(1L << 32));
    assertThrows(IllegalArgumentException.class, () -> Wire.u64(-1));
  }

  @Test
  void readingEndsWhereTheBytesEnd() {
    assertEquals(
        new Parsed.Ok<>(7L), Wire.read(hex("01000200000004"), r -> r.u8() + r.u16() + r.u32()));
    assertInstanceOf(Parsed.Malformed.class, Wire.read(hex("0102"), Wire.Reader::u8));
    assertInstanceOf(Parsed.Malformed.class, Wire.read(hex("0102"), Wire.Reader::u32));
    assertInstanceOf(
        Parsed.Malformed.class, Wire.read(hex("80" + "00".repeat(7)), Wire.Reader::u64));
    assertInstanceOf(Parsed.Malformed.class, Wire.read(hex("00"), r -> r.take(4_294_967_295L)));
    assertInstanceOf(
        Parsed.Malformed.class,
        Wire.read(
            hex("00"),
            r -> {
              throw r.refuse("no");
            }));
    assertInstanceOf(
        Parsed.Malformed.class, Wire.read(Bytes.EMPTY, r -> r.require(Digest.parse(Bytes.EMPTY))));
  }

  @Test
  void resultsCarryTheFirstReason() {
    Parsed<Integer> bad = new Parsed.Malformed<>("why");
    assertEquals(bad, bad.map(one -> one + 1));
    assertEquals(Verdict.rejected(Refusal.PROOF, "why"), bad.verdict(Refusal.PROOF));
    assertEquals(
        Verdict.verified(2), new Parsed.Ok<>(1).map(one -> one + 1).verdict(Refusal.PROOF));
    assertTrue(bad.optional().isEmpty());
    assertThrows(IllegalArgumentException.class, bad::orThrow);
    Verdict<Integer> refused = Verdict.rejected(Refusal.PHASE, "closed");
    assertEquals(refused, refused.flatMap(one -> Verdict.verified(one + 1)));
    assertFalse(refused instanceof Verdict.Verified);
    assertEquals("R13 certificate", Refusal.CERTIFICATE.text());
  }
}
