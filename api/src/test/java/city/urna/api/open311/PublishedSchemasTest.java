package city.urna.api.open311;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.urna.api.consultation.ActRow;
import city.urna.api.consultation.Consultations.ScopeId;
import city.urna.api.consultation.ItemRow;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Answers against the schemas that Open311 publishes; each is seen to refuse a spoilt answer. */
@Tag("real-data")
class PublishedSchemasTest {
  private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Hall hall = new Hall();
  private Site site;

  @BeforeEach
  void open() {
    assumeTrue(Files.isDirectory(folder()), "Open311's schemas are not among the shared data");
    ScopeId scope = hall.process("harbour", "works", "parks");
    ItemRow lamps =
        hall.category(
            scope,
            "lamps",
            1,
            Map.of("en", "Lamps"),
            """
            {"keywords":["a"],"attributes":[
              {"code":"A","datatype":"multivaluelist","required":true,
               "values":[{"key":"1","name":{"en":"One"}}]},
              {"code":"B","datatype":"number"}]}
            """);
    hall.category(scope, "signs", 1, Map.of("en", "Signs"), "");
    ActRow full =
        hall.report(
            lamps,
            NOW.getEpochSecond(),
            OptionalLong.of(NOW.getEpochSecond()),
            hall.content(1, "text/plain", "Dark"),
            hall.content(4, "application/json", "{\"lat\":1,\"long\":-2.5,\"address\":\"Quay\"}"),
            hall.content(5, "image/png", "png"));
    hall.decide(full, 1, 6, "Mended", NOW.getEpochSecond());
    hall.report(lamps, NOW.getEpochSecond(), OptionalLong.empty());
    site = new Site(hall, Open311Settings.NONE, NOW);
  }

  @AfterEach
  void close() {
    if (site != null) {
      site.close();
    }
  }

  private static Path folder() {
    String stated = System.getenv("URNA_TEST_DATA");
    Path shared =
        stated == null
            ? Path.of("..").toAbsolutePath().normalize().resolveSibling("shared")
            : Path.of(stated);
    return shared.resolve("data/open311/georeport-v2");
  }

  /** A published schema, with what it refers to in the place of the reference. */
  private static String schema(String name) throws IOException {
    JsonNode schema = JSON.readTree(Files.readString(folder().resolve(name)));
    if (schema.path("items").has("$ref")) {
      String other = schema.path("items").path("$ref").asText();
      ((ObjectNode) schema).set("items", JSON.readTree(schema(other)));
    }
    return schema.toString();
  }

  private static List<String> complaints(String name, String json) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
        .getSchema(schema(name))
        .validate(json, InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }

  private void keeps(String schema, String path, String good, String spoilt) throws IOException {
    String json = site.get(path).is(200).json().body();
    assertEquals(List.of(), complaints(schema, json), json);
    assertFalse(complaints(schema, json.replace(good, spoilt)).isEmpty(), json);
  }

  @Test
  void servicesKeepTheirSchema() throws IOException {
    keeps("services.json", "/open311/v2/services.*", "\"realtime\"", "\"soon\"");
  }

  @Test
  void definitionsKeepTheirSchema() throws IOException {
    keeps(
        "service-definition.json",
        "/open311/v2/services/lamps.*",
        "\"multivaluelist\"",
        "\"list\"");
  }

  @Test
  void requestsKeepTheirSchema() throws IOException {
    keeps("requests.json", "/open311/v2/requests.*", "\"closed\"", "\"shut\"");
    keeps("requests.json", "/open311/v2/requests.*?extensions=true", "-2.5", "\"x\"");
    String id = hall.acts.getFirst().act().hex();
    keeps("requests.json", "/open311/v2/requests/" + id + ".*", "\"lamps\"", "7");
  }
}
