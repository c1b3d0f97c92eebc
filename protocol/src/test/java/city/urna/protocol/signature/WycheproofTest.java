package city.urna.protocol.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.Vectors;
import city.urna.protocol.bytes.Bytes;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Project Wycheproof's signatures, where our stricter rules are named one by one. */
@Tag("real-data")
class WycheproofTest {
  private static final BigInteger HALF_ORDER = P256.HALF_ORDER;

  @Test
  void ed25519() {
    int accepted = 0;
    for (JsonNode group : Vectors.shared("wycheproof-ed25519_test.json").get("testGroups")) {
      Bytes key = Vectors.hex(group.get("publicKey"), "pk");
      for (JsonNode test : group.get("tests")) {
        boolean verifies =
            Signatures.verify(key, Vectors.hex(test, "msg"), Vectors.hex(test, "sig"));
        assertEquals(
            test.get("result").asText().equals("valid"), verifies, "tcId " + test.get("tcId"));
        accepted += verifies ? 1 : 0;
      }
    }
    assertTrue(accepted > 50);
  }

  /** Valid there, refused here: a high s, and nothing else. */
  @Test
  void ecdsaP256() {
    int accepted = 0;
    int highS = 0;
    for (JsonNode group :
        Vectors.shared("wycheproof-ecdsa_secp256r1_sha256_p1363_test.json").get("testGroups")) {
      Bytes uncompressed = Vectors.hex(group.get("publicKey"), "uncompressed");
      int sign = 2 + (uncompressed.at(64) & 1);
      Bytes key = Bytes.concat(Bytes.of(new byte[] {(byte) sign}), uncompressed.slice(1, 33));
      for (JsonNode test : group.get("tests")) {
        Bytes signature = Vectors.hex(test, "sig");
        boolean high =
            signature.size() == 64
                && new BigInteger(1, signature.slice(32, 64).toArray()).compareTo(HALF_ORDER) > 0;
        boolean valid = test.get("result").asText().equals("valid");
        boolean verifies = Signatures.verify(key, Vectors.hex(test, "msg"), signature);
        assertEquals(valid && !high, verifies, "tcId " + test.get("tcId"));
        accepted += verifies ? 1 : 0;
        highS += valid && high ? 1 : 0;
      }
    }
    assertTrue(accepted > 50 && highS > 10);
  }
}
