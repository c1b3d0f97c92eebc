package city.urna.verifier.record;

import static city.urna.verifier.Vectors.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.Vectors;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.records.Act;
import city.urna.verifier.records.Anchor;
import city.urna.verifier.records.Ballot;
import city.urna.verifier.records.Ceremony;
import city.urna.verifier.records.Certificate;
import city.urna.verifier.records.ClosedSet;
import city.urna.verifier.records.Decision;
import city.urna.verifier.records.DecryptionShare;
import city.urna.verifier.records.Genesis;
import city.urna.verifier.records.IssuanceList;
import city.urna.verifier.records.Item;
import city.urna.verifier.records.Phase;
import city.urna.verifier.records.Process;
import city.urna.verifier.records.RecordedCheckpoint;
import city.urna.verifier.records.Roll;
import city.urna.verifier.signature.Signatures;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private static final JsonNode BALLOTS = Vectors.ofSpecification("ballots.json");

  private static Parsed<Ballot> ballot(Bytes raw) {
    return Envelope.parse(raw).flatMap(e -> StrictMessage.parse(Ballot.parser(), e.body()));
  }

  private static boolean signedByCredential(Envelope envelope) {
    Bytes credential =
        Bytes.of(StrictMessage.parse(Ballot.parser(), envelope.body()).orThrow().getCredential());
    return envelope.signatures().size() == 1
        && envelope.signatures().getFirst().key().equals(credential)
        && credential.size() == 32
        && Signatures.verifies(
            credential, envelope.signingDigest(), envelope.signatures().getFirst().value());
  }

  @Test
  void acceptedRecordsParseHashAndVerify() {
    for (JsonNode v : Vectors.of(BALLOTS.path("valid"), "")) {
      Envelope envelope = Envelope.parse(hex(v, "record")).orThrow();
      assertEquals(hex(v, "recordHash"), envelope.hash());
      assertEquals(Kind.BALLOT, envelope.kind());
      assertTrue(signedByCredential(envelope));
      assertInstanceOf(Parsed.Ok.class, ballot(hex(v, "record")));
    }
  }

  @Test
  void refusesWhatTheSpecificationRefuses() {
    Map<String, Integer> seen = new HashMap<>();
    for (JsonNode v : BALLOTS.path("invalid")) {
      String code = v.path("code").asText();
      String why = v.path("why").asText();
      Bytes raw = hex(v, "record");
      switch (code) {
        case "R1" -> assertInstanceOf(Parsed.Malformed.class, ballot(raw), why);
        case "R3" -> {
          assertInstanceOf(Parsed.Ok.class, ballot(raw), why);
          assertEquals(false, signedByCredential(Envelope.parse(raw).orThrow()), why);
        }
        default -> assertInstanceOf(Parsed.Ok.class, Envelope.parse(raw), why);
      }
      seen.merge(code, 1, Integer::sum);
    }
    assertTrue(seen.get("R1") >= 10 && seen.get("R3") >= 10, seen.toString());
  }

  /** Of every kind: the envelope, its hashes, its body. */
  @Test
  void recordsOfEveryKind() {
    JsonNode file = Vectors.ofSpecification("records.json");
    for (JsonNode v : Vectors.of(file.path("valid"), "")) {
      Envelope envelope = Envelope.parse(hex(v, "record")).orThrow();
      assertEquals(v.path("kind").asInt(), envelope.kind().number());
      assertEquals(v.path("process").asText(), envelope.process());
      assertEquals(v.path("scope").asText(), envelope.scope());
      assertEquals(hex(v, "hash"), envelope.hash());
      assertEquals(hex(v, "signingHash"), envelope.signingDigest());
      assertInstanceOf(Parsed.Ok.class, body(envelope));
      for (RecordSignature signature : envelope.signatures()) {
        assertTrue(
            Signatures.verifies(signature.key(), envelope.signingDigest(), signature.value()));
      }
    }
    int refused = 0;
    for (JsonNode v : Vectors.of(file.path("invalid"), "")) {
      Parsed<?> parsed = Envelope.parse(hex(v, "record")).flatMap(EnvelopeTest::body);
      String why = v.path("why").asText();
      boolean ofThePhasesStep =
          why.equals("a ceremony restart with a scope") || why.equals("a close without scope");
      if (v.path("code").asText().equals("R1") && !ofThePhasesStep) {
        assertInstanceOf(Parsed.Malformed.class, parsed, why);
        refused++;
      } else {
        assertInstanceOf(Parsed.Ok.class, parsed, why);
      }
    }
    assertTrue(refused > 35, "refused " + refused);
  }

  private static Parsed<Message> body(Envelope envelope) {
    return switch (envelope.kind()) {
      case GENESIS -> strict(Genesis.parser(), envelope);
      case PROCESS -> strict(Process.parser(), envelope);
      case ITEM -> strict(Item.parser(), envelope);
      case ROLL -> strict(Roll.parser(), envelope);
      case CEREMONY -> strict(Ceremony.parser(), envelope);
      case PHASE -> strict(Phase.parser(), envelope);
      case ISSUANCE_LIST -> strict(IssuanceList.parser(), envelope);
      case BALLOT -> strict(Ballot.parser(), envelope);
      case CLOSED_SET -> strict(ClosedSet.parser(), envelope);
      case DECRYPTION_SHARE -> strict(DecryptionShare.parser(), envelope);
      case CERTIFICATE -> strict(Certificate.parser(), envelope);
      case ACT -> strict(Act.parser(), envelope);
      case ANCHOR -> strict(Anchor.parser(), envelope);
      case DECISION -> strict(Decision.parser(), envelope);
      case CHECKPOINT -> strict(RecordedCheckpoint.parser(), envelope);
    };
  }

  private static <M extends Message> Parsed<Message> strict(Parser<M> parser, Envelope envelope) {
    return StrictMessage.parse(parser, envelope.body()).map(message -> message);
  }

  /** Whatever is accepted is canonical: no other bytes give the same envelope. */
  @Test
  void mutatedRecordsAreRefusedOrDiffer() {
    Bytes good = hex(BALLOTS.path("valid").get(0), "record");
    Envelope original = Envelope.parse(good).orThrow();
    Random random = new Random(31);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      Bytes mutated = mutate(good, random);
      if (mutated.equals(good)) {
        continue;
      }
      switch (Envelope.parse(mutated)) {
        case Parsed.Ok<Envelope>(Envelope envelope) -> {
          assertTrue(!envelope.hash().equals(original.hash()));
          assertEquals(mutated, envelope.raw());
        }
        case Parsed.Malformed<Envelope> malformed -> refused++;
      }
    }
    assertTrue(refused > 300, "refused " + refused);
  }

  private static Bytes mutate(Bytes good, Random random) {
    byte[] bytes = good.toArray();
    int at = random.nextInt(random.nextBoolean() ? 40 : bytes.length);
    switch (random.nextInt(3)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> {
        return Bytes.concat(good.slice(0, at), good.slice(at + 1, good.size()));
      }
      default -> {
        return Bytes.concat(
            good.slice(0, at),
            Bytes.of(new byte[] {(byte) random.nextInt()}),
            good.slice(at, good.size()));
      }
    }
    return Bytes.of(bytes);
  }

  @Test
  void refusesRecordsThatAreTooLarge() {
    assertInstanceOf(
        Parsed.Malformed.class, Envelope.parse(Bytes.of(new byte[Envelope.MOST_BYTES + 1])));
  }

  @Test
  void identifiers() {
    JsonNode file = Vectors.ofSpecification("identifiers.json");
    for (JsonNode v : Vectors.of(file.path("valid"), "id")) {
      assertTrue(Identifier.isId(v.path("text").asText()), v.toString());
    }
    for (JsonNode v : Vectors.of(file.path("invalid"), "id")) {
      assertEquals(false, Identifier.isId(v.path("text").asText()), v.toString());
    }
  }
}
