package city.urna.verifier.town;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import city.urna.verifier.report.JsonReport;
import city.urna.verifier.report.Report;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is what the schemas in docs/spec/schemas say. */
class SchemaTest {
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  @TempDir private Path directory;

  private static Schema schema(String name) {
    Path root = Path.of(System.getProperty("urna.root", ".."));
    try {
      return SCHEMAS.getSchema(
          Files.readString(root.resolve("docs/spec/schemas/" + name + ".schema.json")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> complaints(String name, String json) {
    return schema(name).validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
  }

  @Test
  void verdictOfAValidArchive() {
    ObjectNode json = JsonReport.of(Observer.of(new Play("schema").whole()).verify(directory));

    assertEquals(List.of(), complaints("verdict", json.toString()));
    assertEquals("valid", json.get("verdict").textValue());
    assertEquals(43, json.get("checks").size());
    assertEquals(2, json.get("questions").size());
    assertEquals(1, json.at("/questions/0/blank").intValue());
    assertEquals(2, json.at("/coalitions/secrecy/0/members/0/count").intValue());
  }

  @Test
  void verdictOfAnOpenElection() {
    ObjectNode json =
        JsonReport.of(Observer.of(new Play("schema open").open().issue()).verify(directory));

    assertEquals(List.of(), complaints("verdict", json.toString()));
    assertEquals("invalid", json.get("verdict").textValue());
  }

  @Test
  void verdictOnWhatCannotBeRead() {
    String json = JsonReport.of(Report.unreadable("no archive here")).toString();

    assertEquals(List.of(), complaints("verdict", json));
  }

  @Test
  void verdictSchemaRefuses() {
    ObjectNode json = JsonReport.of(Report.unreadable("no archive here"));
    json.put("verdict", "fine");

    assertFalse(complaints("verdict", json.toString()).isEmpty());
  }

  @Test
  void trustFile() {
    assertEquals(List.of(), complaints("trust", trust(trust -> {})));
  }

  @Test
  void trustFileOfAChannel() {
    ObjectNode trust = new FabricTown("schema fabric").trust();
    assertEquals(List.of(), complaints("trust", trust.toString()));

    ((ObjectNode) trust.path("fabric")).remove("genesisBlock");
    assertFalse(complaints("trust", trust.toString()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"genesis", "issuers", "quorum", "madeBy", "electionHash"})
  void trustSchemaRefusesWhatLacksAMember(String member) {
    assertFalse(complaints("trust", trust(trust -> trust.remove(member))).isEmpty());
  }

  private static String trust(Consumer<ObjectNode> change) {
    Observer observer = Observer.of(new Play("schema trust").define());
    return observer.trusting(change).trust.toString();
  }

  @Test
  void manifest() {
    byte[] manifest = Observer.of(new Play("schema manifest").define()).files.get("manifest.json");

    assertEquals(List.of(), complaints("manifest", new String(manifest, StandardCharsets.UTF_8)));
  }

  @Test
  void result() {
    String result =
        """
        {"process":"town-2026",
         "ballots":{"cast":4,"counted":3,"superseded":1,"refused":0,"challenged":1},
         "questions":[{"id":"what","method":"choose",
           "options":[{"id":"BO.D03","label":"Bench","votes":2,"selected":true}]}],
         "outcome":{"rule":"greedy","compared":true,"equal":true}}
        """;

    assertEquals(List.of(), complaints("result", result));
    assertFalse(complaints("result", result.replace("\"votes\":2", "\"votes\":-2")).isEmpty());
  }
}
