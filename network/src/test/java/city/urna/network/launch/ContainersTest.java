package city.urna.network.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The file for Docker Compose. There is no engine here: its form is checked, it is not run. */
class ContainersTest {
  private static final Definitions DEFINITIONS = Definitions.read(DefinitionsTest.SOURCES);

  private static String file() {
    TreeMap<String, Integer> ports = new TreeMap<>();
    int port = 20_000;
    for (Component component : DEFINITIONS.components()) {
      for (String name : new TreeMap<>(DEFINITIONS.role(component).ports()).keySet()) {
        ports.put(component.name() + "/" + name, port++);
      }
    }
    Settings settings = new Settings(Profile.COMPOSE, ports);
    return Containers.file(
        DEFINITIONS,
        settings,
        Surroundings.inContainers(DEFINITIONS, settings, "urna_VERSION:HASH"));
  }

  @Test
  void theExampleIsWhatWouldBeWritten() throws IOException {
    Path example = DefinitionsTest.SOURCES.resolve("compose.example.yaml");
    Path now = Path.of(System.getProperty("java.io.tmpdir")).resolve("compose.example.yaml");
    Files.writeString(now, file());
    assertEquals(
        Files.exists(example) ? Files.readString(example) : "",
        file(),
        () -> "the definitions changed: copy " + now + " to network/fabric");
  }

  @Test
  void everyComponentIsAServiceOfAPinnedOfficialImage() throws IOException {
    JsonNode services = new YAMLMapper().readTree(file()).get("services");
    for (Component component : DEFINITIONS.components()) {
      JsonNode service = services.get(component.name());
      assertTrue(
          service
              .get("image")
              .asText()
              .matches("hyperledger/fabric-(peer|orderer|javaenv):\\d+\\.\\d+\\.\\d+"),
          service::toString);
      service.get("ports").forEach(port -> assertTrue(port.asText().startsWith("127.0.0.1:")));
      service
          .get("environment")
          .forEach(value -> assertTrue(value.isTextual(), () -> service + " " + value));
      String other = component.organization().mspId().equals("CityMSP") ? "ObserverMSP" : "CityMSP";
      assertFalse(service.get("volumes").toString().contains("/" + other + ":"), service::toString);
    }
    assertEquals("hyperledger/fabric-ca:1.5.17", services.at("/ca.city/image").asText());
  }

  /** Against the schema of the Compose specification, where the shared data has it. */
  @Tag("real-data")
  @Test
  void keepsTheSchemaOfTheComposeSpecification() throws IOException {
    Path data =
        Optional.ofNullable(System.getenv("URNA_TEST_DATA"))
            .map(Path::of)
            .orElse(Path.of(System.getProperty("urna.root", "..")).resolveSibling("shared"));
    Path schema = data.resolve("compose-spec.json");
    assumeTrue(Files.exists(schema), "compose-spec.json is not among the shared data");
    JsonNode file = new YAMLMapper().readTree(file());
    ObjectNode rules = (ObjectNode) new JsonMapper().readTree(schema.toFile());
    rules.remove("$id"); // a bare file name, which no validator has to take for an address
    assertEquals(
        List.of(),
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(rules.toString())
            .validate(new JsonMapper().writeValueAsString(file), InputFormat.JSON));
  }
}
