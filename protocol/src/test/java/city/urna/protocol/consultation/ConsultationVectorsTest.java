package city.urna.protocol.consultation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.Vectors;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.log.Cosignature;
import city.urna.protocol.log.InclusionProof;
import city.urna.protocol.log.MerkleTree;
import city.urna.protocol.log.NoteKey;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Act;
import city.urna.protocol.records.Consultation;
import city.urna.protocol.records.Decision;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.Scope;
import city.urna.protocol.signature.Ed25519PrivateKey;
import city.urna.protocol.signature.Ed25519PublicKey;
import city.urna.protocol.transcript.Context;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The reference's contents, acts, lists, decisions and times (spec consultation §3–§7, §9). */
class ConsultationVectorsTest {
  private static final JsonNode FILE = Vectors.ours("consultation.json");
  private static final String PROCESS = FILE.required("process").asText();
  private static final String SCOPE = FILE.required("scope").asText();
  private static final Consultation RULES =
      StrictParser.parse(Consultation.parser(), Vectors.hex(FILE, "rules")).orThrow();
  private static final Forum FORUM =
      Forum.of(
              new Context(PROCESS, SCOPE, new Digest(Vectors.hex(FILE, "election"))),
              Scope.newBuilder().setId(SCOPE).setConsultation(RULES).build(),
              Definition.getDefaultInstance())
          .orThrow();

  private static List<JsonNode> valid(String what) {
    return Vectors.each(FILE.required("valid"), "what", what);
  }

  private static List<JsonNode> invalid(String what) {
    return Vectors.each(FILE.required("invalid"), "what", what);
  }

  private static Digest digest(JsonNode vector, String field) {
    return new Digest(Vectors.hex(vector, field));
  }

  @Test
  void contents() {
    for (JsonNode vector : valid("content")) {
      Content content =
          new Content(
              Vectors.hex(vector, "salt"),
              ContentKind.of(vector.required("kind").asInt()).orElseThrow(),
              vector.required("mediaType").asText(),
              Vectors.hex(vector, "bytes"));
      assertEquals(digest(vector, "commitment"), content.commitment(PROCESS, SCOPE));
      assertEquals(Vectors.hex(vector, "file"), content.encode());
      assertEquals(new Parsed.Ok<>(content), Content.decode(Vectors.hex(vector, "file")));
      assertTrue(content.fits(content.reference(PROCESS, SCOPE, ""), PROCESS, SCOPE));
      assertFalse(content.fits(content.reference(PROCESS, SCOPE, ""), PROCESS, "elsewhere"));
    }
    for (JsonNode vector : invalid("content")) {
      assertInstanceOf(
          Parsed.Malformed.class,
          Content.decode(Vectors.hex(vector, "file")),
          vector.required("why").asText());
    }
  }

  private static Optional<String> wrong(JsonNode vector) {
    return ActForm.wrong(
        RULES,
        StrictParser.parse(Act.parser(), Vectors.hex(vector, "act")).orThrow(),
        vector.required("anchored").asBoolean());
  }

  @Test
  void acts() {
    for (JsonNode vector : valid("act")) {
      assertEquals(digest(vector, "hash"), FORUM.actHash(Vectors.hex(vector, "act")).value());
      assertEquals(Optional.empty(), wrong(vector));
    }
    for (JsonNode vector : invalid("act")) {
      assertTrue(wrong(vector).isPresent(), vector.required("why").asText());
    }
  }

  @Test
  void publicActs() {
    for (JsonNode vector : valid("publicAct")) {
      CheckedAct checked = PublicActs.check(FORUM, Vectors.hex(vector, "publicAct")).orThrow();
      assertEquals(digest(vector, "hash"), checked.tracker().value());
    }
    for (JsonNode vector : invalid("publicAct")) {
      assertInstanceOf(
          Verdict.Rejected.class,
          PublicActs.check(FORUM, Vectors.hex(vector, "publicAct")),
          vector.required("why").asText());
    }
  }

  @Test
  void lists() {
    for (JsonNode vector : valid("list")) {
      AnchorList list = AnchorList.decode(Vectors.hex(vector, "file")).orThrow();
      assertEquals(Vectors.hex(vector, "file"), list.encode());
      assertEquals(vector.required("acts").asInt(), list.acts().size());
      assertEquals(vector.required("bytes").asLong(), list.bytes());
      assertEquals(digest(vector, "root"), list.root());
      int index = vector.required("index").asInt();
      List<Digest> path = new ArrayList<>();
      vector.required("path").forEach(hash -> path.add(Digest.fromHex(hash.asText()).orThrow()));
      InclusionProof proof = list.tree().inclusion(index, list.acts().size());
      assertEquals(path, proof.path());
      assertTrue(proof.holds(MerkleTree.leafHash(list.acts().get(index)), list.root()));
      assertInstanceOf(Verdict.Verified.class, list.check(FORUM));
    }
    for (JsonNode vector : invalid("list")) {
      boolean fits =
          AnchorList.decode(Vectors.hex(vector, "file"))
              .optional()
              .filter(
                  list ->
                      list.acts().size() == vector.required("acts").asInt()
                          && list.bytes() == vector.required("bytes").asLong()
                          && list.root().equals(digest(vector, "root")))
              .isPresent();
      assertFalse(fits, vector.required("why").asText());
    }
  }

  private static Optional<String> wrongDecision(JsonNode vector) {
    return DecisionForm.wrong(
        StrictParser.parse(Decision.parser(), Vectors.hex(vector, "decision")).orThrow());
  }

  @Test
  void decisions() {
    for (JsonNode vector : valid("decision")) {
      assertEquals(Optional.empty(), wrongDecision(vector));
    }
    for (JsonNode vector : invalid("decision")) {
      assertTrue(wrongDecision(vector).isPresent(), vector.required("why").asText());
    }
  }

  @Test
  void rows() {
    for (JsonNode vector : valid("rows")) {
      List<CountRow> rows = new ArrayList<>();
      vector.required("rows").forEach(row -> rows.add(row(Bytes.fromHex(row.asText()).orThrow())));
      assertEquals(digest(vector, "root"), CountRow.root(rows.reversed()));
    }
  }

  private static CountRow row(Bytes bytes) {
    CountRow row =
        city.urna.protocol.bytes.Wire.read(
                bytes,
                reader ->
                    new CountRow(
                        reader.digest(),
                        ActType.of((int) reader.u32()).orElseThrow(),
                        Identity.values()[(int) reader.u32() - 1],
                        (int) reader.u32(),
                        reader.u64()))
            .orThrow();
    assertEquals(bytes, row.encode());
    return row;
  }

  @Test
  void times() {
    for (JsonNode vector : valid("time")) {
      RecordedTimes times = recorded(vector);
      long newest = CosignedTime.lowerMedian(lines(vector.required("own")));
      assertEquals(vector.required("now").asLong(), times.now(newest));
      JsonNode byPosition = vector.required("byPosition");
      for (int i = 0; i < byPosition.size(); i++) {
        assertEquals(byPosition.get(i).asLong(), times.at(i, newest), "position " + i);
      }
    }
  }

  static RecordedTimes recorded(JsonNode vector) {
    RecordedTimes times = new RecordedTimes();
    vector
        .required("recorded")
        .forEach(one -> times.add(one.required("size").asLong(), lines(one.required("times"))));
    return times;
  }

  static List<Cosignature> lines(JsonNode times) {
    Ed25519PublicKey key =
        Ed25519PublicKey.decode(Ed25519PrivateKey.fromSeed(Bytes.zero(32)).publicKey()).orThrow();
    List<Cosignature> lines = new ArrayList<>();
    times.forEach(
        time ->
            lines.add(
                new Cosignature(
                    new NoteKey("log.example/a", NoteKey.Type.COSIGNER, key), time.asLong())));
    return lines;
  }
}
