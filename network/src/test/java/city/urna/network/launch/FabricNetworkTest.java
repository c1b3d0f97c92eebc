package city.urna.network.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole network on this machine: up, components lost and back, down, up again, gone. */
@Tag("fabric")
class FabricNetworkTest {
  @TempDir private Path folder;

  private final List<FabricNetwork> made = new ArrayList<>();

  @AfterEach
  void leaveNothing() {
    made.forEach(FabricNetwork::down);
  }

  @Test
  void comesUpLosesPartsAndLeavesNothing() throws IOException {
    Path root = FabricPrograms.orSkip();
    Path home = folder.resolve("network");
    List<String> steps = new ArrayList<>();
    FabricNetwork network = FabricNetwork.at(root, home, steps::add).brief();
    made.add(network);
    network.up(Profile.NATIVE, OptionalInt.empty());
    assertTrue(steps.getLast().contains("every chaincode answers"), steps::toString);
    for (Component each : network.definitions().components()) {
      assertTrue(network.isRunning(each.name()), each.name());
    }
    assertConnectionNamesWhatIsThere(home);

    steps.clear();
    network.up(Profile.NATIVE, OptionalInt.empty());
    assertEquals(1, steps.size(), () -> "a second time nothing is left to do: " + steps);

    network.kill("peer.observer");
    network.kill("orderer.court");
    network.stop("chaincode.city");
    assertFalse(network.isRunning("peer.observer"));
    assertEquals(
        3,
        network.status().stream().filter(line -> line.contains("does not run")).count(),
        () -> String.join("\n", network.status()));
    FabricNetwork again = FabricNetwork.at(root, home, steps::add).brief();
    again.start("peer.observer", "chaincode.city");
    again.up(Profile.NATIVE, OptionalInt.empty());
    assertTrue(again.isRunning("orderer.court"));

    List<Long> processes = processes(again);
    assertEquals(10, processes.size());
    again.remove();
    for (long process : processes) {
      assertFalse(isAlive(process), "process " + process);
    }
    assertFalse(Files.exists(home));
  }

  private static void assertConnectionNamesWhatIsThere(Path home) throws IOException {
    JsonNode connection = new JsonMapper().readTree(home.resolve("connection.json").toFile());
    assertTrue(Files.isRegularFile(home.resolve(connection.get("genesisBlock").asText())));
    assertEquals(3, connection.get("organizations").size());
    assertEquals(4, connection.get("orderers").size());
    for (JsonNode organization : connection.get("organizations")) {
      assertTrue(Files.isRegularFile(home.resolve(organization.at("/peer/tlsRoots").asText())));
      for (String client : List.of("gateway", "node", "reader", "admin")) {
        JsonNode identity = organization.at("/identities/" + client);
        assertTrue(Files.isRegularFile(home.resolve(identity.get("certificate").asText())));
        assertTrue(Files.isRegularFile(home.resolve(identity.get("key").asText())));
      }
    }
  }

  private static List<Long> processes(FabricNetwork network) {
    return network.definitions().components().stream()
        .map(each -> Folder.read(network.layout().pid(each)).split(" ")[0])
        .map(Long::parseLong)
        .toList();
  }

  private static boolean isAlive(long process) throws IOException {
    Path stat = Path.of("/proc", String.valueOf(process), "stat");
    return Files.exists(stat)
        ? !Files.readString(stat).contains(") Z")
        : ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
  }
}
