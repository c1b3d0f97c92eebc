package city.urna.protocol.ceremony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import city.urna.protocol.Seeded;
import city.urna.protocol.Vectors;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.group.FixedBase;
import city.urna.protocol.group.Point;
import city.urna.protocol.group.Scalar;
import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** RFC 9180, base mode, with the suite that seals trustees' shares. */
class HpkeTest {
  private static final Bytes INFO = Bytes.ofUtf8("info");

  @Test
  @Tag("real-data")
  void rfc9180BaseMode() {
    List<JsonNode> suites =
        Vectors.each(Vectors.shared("rfc9180-hpke-p256.json"), "mode", "0").stream()
            .filter(
                suite ->
                    suite.required("kem_id").asInt() == 16
                        && suite.required("kdf_id").asInt() == 1
                        && suite.required("aead_id").asInt() == 1)
            .toList();
    assertEquals(1, suites.size());
    JsonNode suite = suites.getFirst();
    JsonNode first = Vectors.each(suite.required("encryptions")).getFirst();
    Bytes info = Vectors.hex(suite, "info");
    Bytes associated = Vectors.hex(first, "aad");
    Bytes plaintext = Vectors.hex(first, "pt");
    Point recipient = Point.decodeUncompressed(Vectors.hex(suite, "pkRm")).orThrow();
    Scalar ephemeral = Scalar.decode(Vectors.hex(suite, "skEm")).orThrow();

    ShareBox box = ShareBox.seal(recipient, info, associated, plaintext, ephemeral);
    assertEquals(Vectors.hex(suite, "enc"), box.encapsulation());
    assertEquals(Vectors.hex(first, "ct"), box.ciphertext());
    Scalar secret = Scalar.decode(Vectors.hex(suite, "skRm")).orThrow();
    assertEquals(new Parsed.Ok<>(plaintext), box.open(secret, info, associated));
  }

  @Test
  void whatWasChangedDoesNotOpen() {
    SecureRandom random = Seeded.random(9180);
    Scalar secret = Scalar.random(random);
    Bytes plaintext = Seeded.bytes(random, 32);
    Point key = FixedBase.GENERATOR.times(secret).point();
    ShareBox box = ShareBox.seal(key, INFO, Bytes.EMPTY, plaintext, Scalar.random(random));
    assertEquals(ShareBox.CIPHERTEXT_SIZE, box.ciphertext().size());
    assertEquals(new Parsed.Ok<>(plaintext), box.open(secret, INFO, Bytes.EMPTY));

    assertMalformed(box.open(Scalar.random(random), INFO, Bytes.EMPTY));
    assertMalformed(box.open(secret, Bytes.ofUtf8("other"), Bytes.EMPTY));
    assertMalformed(box.open(secret, INFO, INFO));
    for (int bit = 0; bit < 8 * ShareBox.ENCAPSULATION_SIZE; bit += 7) {
      assertMalformed(
          new ShareBox(flip(box.encapsulation(), bit), box.ciphertext())
              .open(secret, INFO, Bytes.EMPTY));
    }
    for (int bit = 0; bit < 8 * ShareBox.CIPHERTEXT_SIZE; bit += 5) {
      assertMalformed(
          new ShareBox(box.encapsulation(), flip(box.ciphertext(), bit))
              .open(secret, INFO, Bytes.EMPTY));
    }
    for (int size = 0; size < ShareBox.CIPHERTEXT_SIZE; size += 3) {
      assertMalformed(
          new ShareBox(box.encapsulation(), box.ciphertext().slice(0, size))
              .open(secret, INFO, Bytes.EMPTY));
    }
    assertMalformed(new ShareBox(key.encode(), box.ciphertext()).open(secret, INFO, Bytes.EMPTY));
  }

  private static Bytes flip(Bytes bytes, int bit) {
    byte[] changed = bytes.toArray();
    changed[bit / 8] ^= (byte) (1 << bit % 8);
    return Bytes.of(changed);
  }

  private static void assertMalformed(Parsed<Bytes> opened) {
    assertInstanceOf(Parsed.Malformed.class, opened);
  }
}
