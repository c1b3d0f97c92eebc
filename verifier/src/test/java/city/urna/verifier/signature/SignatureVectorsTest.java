package city.urna.verifier.signature;

import static city.urna.verifier.Vectors.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.Vectors;
import city.urna.verifier.arithmetic.Scalar;
import city.urna.verifier.arithmetic.Transcript;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SignatureVectorsTest {

  @Test
  void ed25519OfTheSpecification() {
    JsonNode file = Vectors.ofSpecification("ed25519-strict.json");
    for (JsonNode v : Vectors.of(file.path("valid"), "")) {
      assertTrue(verifiesEd25519(v), v.toString());
      assertTrue(Ed25519.isKey(hex(v, "key")));
    }
    for (JsonNode v : Vectors.of(file.path("invalid"), "")) {
      if (v.has("signature")) {
        assertFalse(verifiesEd25519(v), v.path("why").asText());
      } else {
        assertFalse(Ed25519.isKey(hex(v, "key")), v.path("why").asText());
      }
    }
  }

  private static boolean verifiesEd25519(JsonNode v) {
    return Ed25519.verifies(hex(v, "key"), hex(v, "message"), hex(v, "signature"));
  }

  @Test
  @Tag("real-data")
  void ed25519OfWycheproof() {
    int valid = 0;
    int invalid = 0;
    for (JsonNode group : Vectors.ofOthers("wycheproof-ed25519_test.json").path("testGroups")) {
      Bytes key = hex(group.path("publicKey"), "pk");
      for (JsonNode v : group.path("tests")) {
        boolean expected = v.path("result").asText().equals("valid");
        assertEquals(expected, Ed25519.verifies(key, hex(v, "msg"), hex(v, "sig")), v.toString());
        valid += expected ? 1 : 0;
        invalid += expected ? 0 : 1;
      }
    }
    assertTrue(valid > 50 && invalid > 50, valid + " valid, " + invalid + " invalid");
  }

  /** Wycheproof accepts a high s; the specification does not. */
  @Test
  @Tag("real-data")
  void ecdsaOfWycheproof() {
    int valid = 0;
    int high = 0;
    int invalid = 0;
    BigInteger most = Scalar.ORDER.shiftRight(1);
    for (JsonNode group :
        Vectors.ofOthers("wycheproof-ecdsa_secp256r1_sha256_p1363_test.json").path("testGroups")) {
      Bytes point = hex(group.path("publicKey"), "uncompressed");
      Bytes key =
          Bytes.concat(Bytes.of(new byte[] {(byte) (2 + point.at(64) % 2)}), point.slice(1, 33));
      for (JsonNode v : group.path("tests")) {
        Bytes signature = hex(v, "sig");
        boolean good = v.path("result").asText().equals("valid");
        boolean low =
            signature.size() == 64
                && new BigInteger(1, signature.slice(32, 64).toArray()).compareTo(most) <= 0;
        assertEquals(good && low, EcdsaP256.verifies(key, hex(v, "msg"), signature), v.toString());
        valid += good && low ? 1 : 0;
        high += good && !low ? 1 : 0;
        invalid += good ? 0 : 1;
      }
    }
    assertTrue(valid > 20 && high > 20 && invalid > 50, valid + " " + high + " " + invalid);
  }

  @Test
  @Tag("real-data")
  void pssOfWycheproof() {
    int valid = 0;
    int invalid = 0;
    for (JsonNode group :
        Vectors.ofOthers("wycheproof-rsa_pss_4096_sha384_mgf1_48_test.json").path("testGroups")) {
      JsonNode key = group.path("publicKey");
      assertEquals("010001", key.path("publicExponent").asText());
      BlindSignatureKey issuer =
          BlindSignatureKey.ofAnySize(new BigInteger(key.path("modulus").asText(), 16));
      for (JsonNode v : group.path("tests")) {
        boolean expected = v.path("result").asText().equals("valid");
        assertEquals(expected, issuer.verifies(hex(v, "msg"), hex(v, "sig")), v.toString());
        valid += expected ? 1 : 0;
        invalid += expected ? 0 : 1;
      }
    }
    assertTrue(valid > 10 && invalid > 20, valid + " valid, " + invalid + " invalid");
  }

  /** The variants with 48 bytes of salt verify, those without salt are another scheme. */
  @Test
  @Tag("real-data")
  void blindSignaturesOfRfc9474() {
    int variants = 0;
    for (JsonNode v : Vectors.ofOthers("rfc9474-rsabssa.json")) {
      BlindSignatureKey issuer =
          BlindSignatureKey.ofAnySize(new BigInteger(v.path("n").asText().substring(2), 16));
      boolean salted = v.path("sLen").asText().equals("0x30");
      Bytes prepared = hex(v, "input_msg");
      assertEquals(salted, issuer.verifies(prepared, hex(v, "sig")), v.path("name").asText());
      assertTrue(issuer.verifiesBlinded(hex(v, "blinded_msg"), hex(v, "blind_sig")));
      assertFalse(issuer.verifiesBlinded(hex(v, "blind_sig"), hex(v, "blind_sig")));
      if (salted && v.path("is_randomized").asText().equals("0x01")) {
        assertTrue(issuer.verifies(hex(v, "msg_prefix"), hex(v, "msg"), hex(v, "sig")));
        assertFalse(issuer.verifies(Bytes.ZERO_32, hex(v, "msg"), hex(v, "sig")));
      }
      variants++;
    }
    assertEquals(4, variants);
  }

  @Test
  void credentialsOfTheSpecification() {
    JsonNode file = Vectors.ofSpecification("credentials.json");
    JsonNode election = file.path("election");
    for (JsonNode v : Vectors.of(file.path("valid"), "credential")) {
      assertTrue(isCredential(election, v), v.toString());
      BlindSignatureKey key = BlindSignatureKey.of(modulus(election, v)).orThrow();
      assertTrue(key.verifiesBlinded(hex(v, "blinded"), hex(v, "blindSignature")));
      assertEquals(hex(v, "message"), message(election, v));
    }
    for (JsonNode v : Vectors.of(file.path("invalid"), "credential")) {
      assertFalse(isCredential(election, v), v.path("why").asText());
    }
    for (JsonNode v : Vectors.of(file.path("invalid"), "issuer-key")) {
      String why = v.path("why").asText();
      if (why.contains("bytes") || why.equals("top bit not set") || why.equals("even")) {
        assertTrue(BlindSignatureKey.of(hex(v, "modulus")) instanceof Parsed.Malformed, why);
      }
    }
  }

  private static boolean isCredential(JsonNode election, JsonNode v) {
    return BlindSignatureKey.of(modulus(election, v))
        .orThrow()
        .verifies(hex(v, "prefix"), message(election, v), hex(v, "signature"));
  }

  private static Bytes message(JsonNode election, JsonNode v) {
    return Transcript.of(
            "credential",
            election.path("process").asText(),
            election.path("scope").asText(),
            hex(election, "electionHash"))
        .absorb("style", v.path("style").asText())
        .absorb("issuer", v.path("issuer").asText())
        .absorb("credential", hex(v, "credential"))
        .hash();
  }

  private static Bytes modulus(JsonNode election, JsonNode v) {
    for (JsonNode key : election.path("moduli")) {
      if (key.path("issuer").equals(v.path("issuer"))
          && key.path("style").equals(v.path("style"))) {
        return hex(key, "modulus");
      }
    }
    throw new IllegalArgumentException("no modulus for " + v);
  }
}
