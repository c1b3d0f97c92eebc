package city.urna.protocol.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.Seeded;
import city.urna.protocol.Vectors;
import city.urna.protocol.bytes.Bytes;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** RFC 9474 appendix A: every variant, every step. */
@Tag("real-data")
class Rfc9474Test {
  private static List<JsonNode> vectors() {
    return Vectors.each(Vectors.shared("rfc9474-rsabssa.json"));
  }

  private static BlindVariant variant(JsonNode vector) {
    return switch (vector.get("name").asText()) {
      case "RSABSSA-SHA384-PSS-Randomized" -> BlindVariant.PSS_RANDOMIZED;
      case "RSABSSA-SHA384-PSSZERO-Randomized" -> BlindVariant.PSSZERO_RANDOMIZED;
      case "RSABSSA-SHA384-PSS-Deterministic" -> BlindVariant.PSS_DETERMINISTIC;
      case "RSABSSA-SHA384-PSSZERO-Deterministic" -> BlindVariant.PSSZERO_DETERMINISTIC;
      default -> throw new AssertionError(vector.get("name"));
    };
  }

  private static Bytes bytes(JsonNode vector, String field) {
    String text = vector.get(field).asText().replaceFirst("^0x", "");
    return Bytes.fromHex(text.length() % 2 == 0 ? text : "0" + text).orThrow();
  }

  private static BigInteger number(JsonNode vector, String field) {
    return BigEndian.decode(bytes(vector, field));
  }

  private static RsaPrivateKey key(JsonNode vector) {
    RsaPrivateKey key =
        new RsaPrivateKey(number(vector, "p"), number(vector, "q"), number(vector, "e"));
    assertEquals(number(vector, "n"), key.publicKey().modulus());
    return key;
  }

  @Test
  void everyStepOfEveryVariant() {
    Set<BlindVariant> seen = new HashSet<>();
    for (JsonNode vector : vectors()) {
      BlindVariant variant = variant(vector);
      RsaPrivateKey key = key(vector);
      RsaPublicKey open = key.publicKey();
      Bytes prefix = vector.has("msg_prefix") ? bytes(vector, "msg_prefix") : Bytes.EMPTY;
      Bytes prepared = bytes(vector, "input_msg");
      Bytes salt = vector.has("salt") ? bytes(vector, "salt") : Bytes.EMPTY;
      assertEquals(variant.prefixSize(), prefix.size());
      assertEquals(variant.saltSize(), salt.size());
      assertEquals(prepared, Bytes.concat(prefix, bytes(vector, "msg")));

      BigInteger inverse = number(vector, "inv");
      BigInteger r = inverse.modInverse(open.modulus());
      BlindRsa.BlindResult blinded = BlindRsa.blind(open, prepared, salt, r).orThrow();
      assertEquals(bytes(vector, "blinded_msg"), blinded.blinded());
      assertEquals(inverse, blinded.inverse());

      BigInteger signed = key.apply(BigEndian.decode(blinded.blinded()), Seeded.random(9474));
      Bytes blindSignature = BigEndian.encode(signed, open.size());
      assertEquals(bytes(vector, "blind_sig"), blindSignature);

      Bytes signature = BlindRsa.finish(open, variant, prepared, blindSignature, inverse).orThrow();
      assertEquals(bytes(vector, "sig"), signature);
      seen.add(variant);
    }
    assertEquals(Set.of(BlindVariant.values()), seen);
  }

  @Test
  void aSignatureIsOneOfItsOwnVariantAndMessage() {
    for (JsonNode vector : vectors()) {
      RsaPublicKey open = key(vector).publicKey();
      Bytes signature = bytes(vector, "sig");
      Bytes prepared = bytes(vector, "input_msg");
      int salt = variant(vector).saltSize();
      assertTrue(open.verify(prepared, signature, salt));
      assertFalse(open.verify(prepared, signature, 48 - salt));
      assertFalse(open.verify(Bytes.concat(prepared, Bytes.zero(1)), signature, salt));
      BigInteger larger = BigEndian.decode(signature).add(open.modulus());
      if (larger.bitLength() <= 8 * open.size()) {
        assertFalse(open.verify(prepared, BigEndian.encode(larger, open.size()), salt));
      }
    }
  }
}
