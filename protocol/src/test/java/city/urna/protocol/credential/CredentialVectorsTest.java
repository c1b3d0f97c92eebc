package city.urna.protocol.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.Vectors;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Issuance;
import city.urna.protocol.records.RollEntry;
import city.urna.protocol.signature.Ed25519PublicKey;
import city.urna.protocol.transcript.Context;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

/** The reference's commitments, issuer keys, credentials and issuances. */
class CredentialVectorsTest {
  private static final JsonNode FILE = Vectors.ours("credentials.json");
  private static final Context ELECTION = context("electionHash");
  private static final Context PROCESS = context("processHash");

  private static Context context(String hash) {
    JsonNode election = FILE.required("election");
    return new Context(
        election.required("process").asText(),
        election.required("scope").asText(),
        new Digest(Vectors.hex(election, hash)));
  }

  private static Iterable<JsonNode> cases(String list, String what) {
    return Vectors.each(FILE.required(list), "what", what);
  }

  private static String text(JsonNode vector, String field) {
    return vector.required(field).asText();
  }

  private static IssuerPublicKey key(JsonNode vector) {
    for (JsonNode modulus : FILE.required("election").required("moduli")) {
      if (text(modulus, "issuer").equals(text(vector, "issuer"))
          && text(modulus, "style").equals(text(vector, "style"))) {
        return IssuerPublicKey.decode(Vectors.hex(modulus, "modulus")).orThrow();
      }
    }
    throw new AssertionError("no key for " + vector);
  }

  private static Bytes commitment(JsonNode vector) {
    return PersonCommitment.of(PROCESS, Vectors.hex(vector, "salt"), text(vector, "person"))
        .value();
  }

  @Test
  void commitmentsToPersons() {
    for (JsonNode vector : cases("valid", "person")) {
      assertEquals(Vectors.hex(vector, "commitment"), commitment(vector));
    }
    for (JsonNode vector : cases("invalid", "person")) {
      assertNotEquals(
          Vectors.hex(vector, "commitment"), commitment(vector), vector.path("why").asText());
    }
  }

  private static boolean attested(JsonNode vector) {
    Bytes modulus = Vectors.hex(vector, "modulus");
    return IssuerPublicKey.decode(modulus) instanceof Parsed.Ok
        && IssuerKeys.isAttested(
            PROCESS,
            text(vector, "issuer"),
            text(vector, "style"),
            modulus,
            Ed25519PublicKey.decode(Vectors.hex(vector, "key")).orThrow(),
            Vectors.hex(vector, "attestation"));
  }

  @Test
  void issuerKeys() {
    for (JsonNode vector : cases("valid", "issuer-key")) {
      assertTrue(attested(vector));
    }
    for (JsonNode vector : cases("invalid", "issuer-key")) {
      assertFalse(attested(vector), vector.path("why").asText());
    }
  }

  private static Digest message(JsonNode vector) {
    return CredentialMessage.of(
        ELECTION, text(vector, "style"), text(vector, "issuer"), Vectors.hex(vector, "credential"));
  }

  private static boolean verifies(JsonNode vector) {
    return BlindSignature.verify(
        key(vector),
        message(vector),
        new CredentialSignature(Vectors.hex(vector, "prefix"), Vectors.hex(vector, "signature")));
  }

  @Test
  void credentials() {
    for (JsonNode vector : cases("valid", "credential")) {
      IssuerPublicKey key = key(vector);
      Digest message = message(vector);
      assertEquals(Vectors.hex(vector, "message"), message.value());
      Bytes prefix = Vectors.hex(vector, "prefix");
      Bytes prepared = Bytes.concat(prefix, message.value());
      BlindRsa.BlindResult blinded =
          BlindRsa.blind(
                  key.rsa(),
                  prepared,
                  Vectors.hex(vector, "salt"),
                  BigEndian.decode(Vectors.hex(vector, "r")))
              .orThrow();
      assertEquals(Vectors.hex(vector, "blinded"), blinded.blinded());
      Bytes answer = Vectors.hex(vector, "blindSignature");
      assertTrue(key.signedBlind(blinded.blinded(), answer));
      assertEquals(
          new CredentialSignature(prefix, Vectors.hex(vector, "signature")),
          BlindSignature.finish(
                  key, message, new Blinded(blinded.blinded(), prefix, blinded.inverse()), answer)
              .orThrow());
      assertTrue(verifies(vector));
    }
    for (JsonNode vector : cases("invalid", "credential")) {
      assertFalse(verifies(vector), vector.path("why").asText());
    }
  }

  private static boolean issued(JsonNode vector) {
    Parsed<Issuance> parsed =
        StrictParser.parse(Issuance.parser(), Vectors.hex(vector, "issuance"));
    Issuance issuance = parsed.orThrow();
    JsonNode roll = FILE.required("roll");
    if (issuance.getEntry() >= roll.size()
        || !issuance.getRequest().getIssuer().equals(text(vector, "issuer"))) {
      return false;
    }
    RollEntry entry =
        StrictParser.parse(
                RollEntry.parser(), Bytes.fromHex(roll.get(issuance.getEntry()).asText()).orThrow())
            .orThrow();
    Bytes blinded = Bytes.of(issuance.getRequest().getBlinded());
    return issuance.getRequest().getStyle().equals(entry.getStyle())
        && issuance.getRequest().getRollKey().equals(entry.getKeys(0))
        && IssuanceRequests.hasSizes(issuance.getRequest(), 2)
        && IssuanceRequests.isSigned(ELECTION, issuance.getRequest(), entry.getKeysList())
        && issuerKey(issuance).signedBlind(blinded, Bytes.of(issuance.getBlindSignature()));
  }

  private static IssuerPublicKey issuerKey(Issuance issuance) {
    Iterator<JsonNode> moduli = FILE.required("election").required("moduli").iterator();
    while (moduli.hasNext()) {
      JsonNode modulus = moduli.next();
      if (text(modulus, "issuer").equals(issuance.getRequest().getIssuer())
          && text(modulus, "style").equals(issuance.getRequest().getStyle())) {
        return IssuerPublicKey.decode(Vectors.hex(modulus, "modulus")).orThrow();
      }
    }
    throw new AssertionError("no such key");
  }

  @Test
  void issuances() {
    for (JsonNode vector : cases("valid", "issuance")) {
      assertTrue(issued(vector));
    }
    for (JsonNode vector : cases("invalid", "issuance")) {
      assertFalse(issued(vector), vector.path("why").asText());
    }
  }

  /** What a roll entry must be by itself; order and uniqueness are the whole roll's. */
  @Test
  void rollEntriesAreReadStrictly() {
    for (JsonNode vector : cases("invalid", "roll")) {
      if (text(vector, "why").equals("an unknown field in an entry")) {
        assertTrue(
            Vectors.each(vector.required("entries")).stream()
                .map(one -> Bytes.fromHex(one.asText()).orThrow())
                .anyMatch(
                    bytes ->
                        StrictParser.parse(RollEntry.parser(), bytes) instanceof Parsed.Malformed));
      }
    }
    for (JsonNode entry : Vectors.each(FILE.required("roll"))) {
      assertInstanceOf(
          Parsed.Ok.class,
          StrictParser.parse(RollEntry.parser(), Bytes.fromHex(entry.asText()).orThrow()));
    }
  }
}
