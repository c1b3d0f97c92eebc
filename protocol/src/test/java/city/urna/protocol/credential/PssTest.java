package city.urna.protocol.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.Seeded;
import city.urna.protocol.Vectors;
import city.urna.protocol.bytes.Bytes;
import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** PSS with SHA-384: other people's signatures, and every way to bend the encoding. */
class PssTest {
  private static final int BITS = 3071;

  private final SecureRandom random = Seeded.random(8017);

  @Test
  @Tag("real-data")
  void wycheproof() {
    int accepted = 0;
    int refused = 0;
    for (JsonNode group :
        Vectors.shared("wycheproof-rsa_pss_4096_sha384_mgf1_48_test.json").get("testGroups")) {
      RsaPublicKey key =
          new RsaPublicKey(
              BigEndian.decode(Vectors.hex(group.get("publicKey"), "modulus")),
              BigEndian.decode(Vectors.hex(group.get("publicKey"), "publicExponent")));
      for (JsonNode test : group.get("tests")) {
        boolean verifies = key.verify(Vectors.hex(test, "msg"), Vectors.hex(test, "sig"), 48);
        assertEquals(
            test.get("result").asText().equals("valid"), verifies, "tcId " + test.get("tcId"));
        accepted += verifies ? 1 : 0;
        refused += verifies ? 0 : 1;
      }
    }
    assertTrue(accepted > 10 && refused > 30);
  }

  @Test
  void whatIsEncodedVerifiesForItsSaltSizeOnly() {
    for (int bits = BITS - 9; bits <= BITS; bits++) {
      for (int salt : new int[] {0, 1, 32, 48}) {
        Bytes message = Seeded.bytes(random, salt + 3);
        Bytes encoded = Pss.encode(message, bits, Seeded.bytes(random, salt));
        assertTrue(Pss.verify(message, bits, encoded, salt), bits + " bits, salt " + salt);
        assertFalse(Pss.verify(message, bits, encoded, salt + 1));
        assertFalse(Pss.verify(Bytes.EMPTY, bits, encoded, salt));
      }
    }
  }

  @Test
  void everyChangedByteIsRefused() {
    Bytes message = Bytes.ofUtf8("message");
    byte[] encoded = Pss.encode(message, BITS, Seeded.bytes(random, 48)).toArray();
    for (int i = 0; i < encoded.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        encoded[i] ^= (byte) (1 << bit);
        assertFalse(Pss.verify(message, BITS, Bytes.of(encoded), 48), "byte " + i);
        encoded[i] ^= (byte) (1 << bit);
      }
    }
    assertTrue(Pss.verify(message, BITS, Bytes.of(encoded), 48));
    assertFalse(Pss.verify(message, BITS, Bytes.concat(Bytes.zero(1), Bytes.of(encoded)), 48));
    assertFalse(Pss.verify(message, BITS, Bytes.EMPTY, 48));
  }
}
