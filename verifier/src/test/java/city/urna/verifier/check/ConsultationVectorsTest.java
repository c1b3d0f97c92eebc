package city.urna.verifier.check;

import static city.urna.verifier.Vectors.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.Vectors;
import city.urna.verifier.arithmetic.Transcript;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.consultation.ActList;
import city.urna.verifier.consultation.ContentFile;
import city.urna.verifier.consultation.Times;
import city.urna.verifier.log.Merkle;
import city.urna.verifier.record.StrictMessage;
import city.urna.verifier.records.Act;
import city.urna.verifier.records.Consultation;
import city.urna.verifier.records.Decision;
import city.urna.verifier.records.PublicAct;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The parts of a consultation by themselves, on the specification's vectors. */
class ConsultationVectorsTest {
  private static final JsonNode FILE = Vectors.ofSpecification("consultation.json");
  private static final String PROCESS = FILE.get("process").textValue();
  private static final String SCOPE = FILE.get("scope").textValue();
  private static final Consultation RULES =
      StrictMessage.parse(Consultation.parser(), hex(FILE, "rules")).orThrow();
  private static final Eligibility ELIGIBILITY =
      new Eligibility(PROCESS, SCOPE, hex(FILE, "election"), List.of(), List.of(), Map.of());

  private static List<JsonNode> vectors(String list, String what) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode vector : FILE.get(list)) {
      if (vector.get("what").textValue().equals(what)) {
        found.add(vector);
      }
    }
    assertTrue(!found.isEmpty(), what);
    return found;
  }

  private static Parsed<ContentFile> content(JsonNode vector) throws IOException {
    Bytes file = hex(vector, "file");
    return ContentFile.read(new ByteArrayInputStream(file.toArray()), file.size(), PROCESS, SCOPE);
  }

  @Test
  void contents() throws IOException {
    for (JsonNode vector : vectors("valid", "content")) {
      ContentFile file = content(vector).orThrow();
      assertEquals(hex(vector, "commitment"), file.commitment());
      assertEquals(vector.get("kind").intValue(), file.kind());
      assertEquals(vector.get("mediaType").textValue(), file.mediaType());
      assertEquals(hex(vector, "bytes").size(), file.length());
    }
    for (JsonNode vector : vectors("invalid", "content")) {
      assertTrue(content(vector) instanceof Parsed.Malformed<ContentFile>, why(vector));
    }
  }

  private static String why(JsonNode vector) {
    return vector.get("why").textValue();
  }

  private static Bytes hash(Bytes act) {
    return Transcript.of("act", PROCESS, SCOPE, hex(FILE, "election")).absorb("body", act).hash();
  }

  @Test
  void acts() {
    for (JsonNode vector : vectors("valid", "act")) {
      Act act = StrictMessage.parse(Act.parser(), hex(vector, "act")).orThrow();
      assertEquals(
          java.util.Optional.empty(),
          ActRules.refuse(act, vector.get("anchored").booleanValue(), RULES));
      assertEquals(hex(vector, "hash"), hash(hex(vector, "act")));
    }
    for (JsonNode vector : vectors("invalid", "act")) {
      Act act = StrictMessage.parse(Act.parser(), hex(vector, "act")).orThrow();
      assertTrue(
          ActRules.refuse(act, vector.get("anchored").booleanValue(), RULES).isPresent(),
          why(vector));
    }
  }

  /** Whether a public act may stand in a list; its hash is compared where the vector names one. */
  private static boolean isPublicAct(JsonNode vector) {
    if (!(StrictMessage.parse(PublicAct.parser(), hex(vector, "publicAct"))
            instanceof Parsed.Ok<PublicAct>(PublicAct signed))
        || !(StrictMessage.parse(Act.parser(), Bytes.of(signed.getAct()))
            instanceof Parsed.Ok<Act>(Act act))) {
      return false;
    }
    Bytes hash = hash(Bytes.of(signed.getAct()));
    if (vector.has("hash")) {
      assertEquals(hex(vector, "hash"), hash);
    }
    return ActChecks.refuse(act, hash, Bytes.of(signed.getSignature()), ELIGIBILITY, RULES)
        .isEmpty();
  }

  @Test
  void publicActs() {
    vectors("valid", "publicAct").forEach(vector -> assertTrue(isPublicAct(vector)));
    vectors("invalid", "publicAct").forEach(v -> assertTrue(!isPublicAct(v), why(v)));
  }

  private static boolean isList(JsonNode vector) {
    return ActList.parse(hex(vector, "file")) instanceof Parsed.Ok<List<Bytes>>(List<Bytes> acts)
        && acts.size() == vector.get("acts").intValue()
        && acts.stream().mapToLong(Bytes::size).sum() == vector.get("bytes").longValue()
        && Merkle.root(acts).equals(hex(vector, "root"));
  }

  @Test
  void lists() {
    for (JsonNode vector : vectors("valid", "list")) {
      assertTrue(isList(vector));
      int index = vector.get("index").intValue();
      List<Bytes> acts = ActList.parse(hex(vector, "file")).orThrow();
      List<Bytes> path = new ArrayList<>();
      vector.get("path").forEach(node -> path.add(Bytes.fromHex(node.textValue()).orThrow()));
      assertEquals(
          hex(vector, "root"),
          Merkle.rootOfInclusion(index, acts.size(), Merkle.leafHash(acts.get(index)), path)
              .orThrow());
    }
    vectors("invalid", "list").forEach(vector -> assertTrue(!isList(vector), why(vector)));
  }

  @Test
  void decisions() {
    for (JsonNode vector : vectors("valid", "decision")) {
      Decision decision = StrictMessage.parse(Decision.parser(), hex(vector, "decision")).orThrow();
      assertEquals(java.util.Optional.empty(), ActRules.refuse(decision));
    }
    for (JsonNode vector : vectors("invalid", "decision")) {
      Decision decision = StrictMessage.parse(Decision.parser(), hex(vector, "decision")).orThrow();
      assertTrue(ActRules.refuse(decision).isPresent(), why(vector));
    }
  }

  @Test
  void rows() {
    for (JsonNode vector : vectors("valid", "rows")) {
      List<Bytes> rows = new ArrayList<>();
      vector.get("rows").forEach(row -> rows.add(Bytes.fromHex(row.textValue()).orThrow()));
      assertEquals(hex(vector, "root"), Merkle.root(rows));
    }
  }

  private static long lowerMedian(JsonNode times) {
    List<Long> all = new ArrayList<>();
    times.forEach(time -> all.add(time.longValue()));
    all.sort(Long::compare);
    return all.get((all.size() - 1) / 2);
  }

  @Test
  void times() {
    for (JsonNode vector : vectors("valid", "time")) {
      Times times = new Times();
      vector
          .get("recorded")
          .forEach(
              each -> times.take(each.get("size").longValue(), lowerMedian(each.get("times"))));
      times.end(lowerMedian(vector.get("own")));
      for (int position = 0; position < vector.get("byPosition").size(); position++) {
        assertEquals(vector.get("byPosition").get(position).longValue(), times.of(position));
      }
      assertEquals(vector.get("now").longValue(), times.now());
    }
  }
}
