package city.urna.network.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one source of definitions, and what is made from it without any of Fabric's programs. */
class DefinitionsTest {
  static final Path SOURCES =
      Path.of(System.getProperty("urna.root", "..")).resolve("network/fabric");

  private static final Definitions DEFINITIONS = Definitions.read(SOURCES);

  @TempDir private Path folder;

  @Test
  void threeOrganizationsAndFourOperators() {
    assertEquals(List.of("CityMSP", "ObserverMSP", "UniversityMSP"), DEFINITIONS.endorsers());
    assertEquals(4, DEFINITIONS.components("orderer").size());
    assertEquals(10, DEFINITIONS.components().size());
    assertEquals(10, DEFINITIONS.components().stream().map(Component::name).distinct().count());
    assertEquals("chaincode.observer", DEFINITIONS.component("chaincode.observer").name());
    NetworkException unknown =
        assertThrows(NetworkException.class, () -> DEFINITIONS.component("peer.mars"));
    assertTrue(unknown.getMessage().contains("peer.university"), unknown.getMessage());
  }

  @Test
  void everyFileNamesTheSameMembers() throws IOException {
    Settings settings =
        new Settings(Profile.NATIVE, Ports.choose(DEFINITIONS, OptionalInt.of(20_000)));
    Surroundings here = Surroundings.here(DEFINITIONS, settings, new Layout(folder), "urna:00");
    JsonNode channel =
        new YAMLMapper().readTree(here.fill(Files.readString(SOURCES.resolve("configtx.yaml"))));
    Set<String> members = new HashSet<>();
    channel.get("Organizations").forEach(each -> members.add(each.get("ID").asText()));
    Set<String> expected = new HashSet<>(DEFINITIONS.endorsers());
    DEFINITIONS.operators().forEach(each -> expected.add(each.mspId()));
    assertEquals(expected, members);
    for (Component orderer : DEFINITIONS.components("orderer")) {
      String address = here.address(orderer, "main");
      assertTrue(channel.toString().contains('"' + address + '"'), address);
    }
    assertFalse(channel.toString().contains("${"));
    assertTrue(channel.toString().contains("\"V3_0\":true"));
    assertTrue(channel.toString().contains("\"OrdererType\":\"BFT\""));
    String crypto = Files.readString(SOURCES.resolve("crypto-config.yaml"));
    expected.forEach(mspId -> assertTrue(crypto.contains("Name: " + mspId), mspId));
    DEFINITIONS
        .endorsers()
        .forEach(mspId -> assertTrue(DEFINITIONS.endorsement().contains("'" + mspId + ".peer'")));
  }

  @Test
  void nothingStaysOpenInAnEnvironment() {
    Settings settings =
        new Settings(Profile.NATIVE, Ports.choose(DEFINITIONS, OptionalInt.of(20_000)));
    for (Surroundings each :
        List.of(
            Surroundings.here(DEFINITIONS, settings, new Layout(folder), "urna:00"),
            Surroundings.inContainers(DEFINITIONS, settings, "urna:00"))) {
      for (Component component : DEFINITIONS.components()) {
        Map<String, String> environment = each.environment(component);
        assertFalse(environment.toString().contains("${"), environment::toString);
        assertEquals(DEFINITIONS.role(component).environment().keySet(), environment.keySet());
      }
      assertThrows(NetworkException.class, () -> each.fill("${nothing}"));
    }
  }

  @Test
  void portsInUseAreNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      NetworkException refused =
          assertThrows(
              NetworkException.class, () -> Ports.choose(DEFINITIONS, OptionalInt.of(port - 3)));
      assertTrue(refused.getMessage().contains(String.valueOf(port)), refused.getMessage());
    }
    assertThrows(NetworkException.class, () -> Ports.choose(DEFINITIONS, OptionalInt.of(65_530)));
    Map<String, Integer> chosen = Ports.choose(DEFINITIONS, OptionalInt.empty());
    assertEquals(24, Set.copyOf(chosen.values()).size());
  }

  @Test
  void aMissingProgramIsNamedWithVersionAndDocumentation() {
    NetworkException missing =
        assertThrows(NetworkException.class, () -> Programs.find(Profile.NATIVE, "99.0.0"));
    assertTrue(missing.getMessage().contains("Hyperledger Fabric 99.0.0"), missing.getMessage());
    assertTrue(
        missing.getMessage().contains("hyperledger-fabric.readthedocs.io"), missing.getMessage());
    assertTrue(missing.getMessage().contains("FABRIC_BIN"), missing.getMessage());
  }

  @Test
  void wrongDefinitionsAreToldOf() throws IOException {
    assertThrows(NetworkException.class, () -> Definitions.read(folder));
    Files.writeString(folder.resolve("components.yaml"), "channel: urna\n");
    NetworkException wrong = assertThrows(NetworkException.class, () -> Definitions.read(folder));
    assertTrue(wrong.getMessage().contains("components.yaml"), wrong.getMessage());
  }
}
