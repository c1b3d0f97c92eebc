package city.urna.chaincode.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceSettingsTest {
  @TempDir private Path folder;

  private Map<String, String> good;

  @BeforeEach
  void settings() throws IOException {
    String file = Files.createFile(folder.resolve("pem")).toString();
    good =
        Map.of(
            "CORE_CHAINCODE_ID_NAME",
            "urna_1:00",
            "CHAINCODE_SERVER_ADDRESS",
            "127.0.0.1:9999",
            "CHAINCODE_TLS_KEY",
            file,
            "CHAINCODE_TLS_CERT",
            file,
            "CHAINCODE_CLIENT_CA_CERT",
            file,
            "URNA_ENDORSERS",
            "CityMSP,ObserverMSP");
  }

  @Test
  void readsTheEnvironment() {
    ServiceSettings settings = ServiceSettings.of(good);
    assertEquals(9999, settings.address().getPort());
    assertEquals(List.of("CityMSP", "ObserverMSP"), settings.endorsers().mspIds());
    assertEquals(8, settings.threads());
  }

  @Test
  void startsWithNothingMissing() {
    for (String name : good.keySet()) {
      Map<String, String> less = new HashMap<>(good);
      less.remove(name);
      assertTrue(refusal(less).contains(name), name);
    }
  }

  @Test
  void namesWhatIsWrong() {
    for (List<String> wrong :
        List.of(
            List.of("CHAINCODE_SERVER_ADDRESS", "9999"),
            List.of("CHAINCODE_SERVER_ADDRESS", "host:70000"),
            List.of("CHAINCODE_TLS_KEY", folder.resolve("absent").toString()),
            List.of("URNA_THREADS", "0"),
            List.of("URNA_THREADS", "many"))) {
      assertTrue(refusal(with(wrong.get(0), wrong.get(1))).contains(wrong.get(0)), wrong.get(1));
    }
    for (String endorsers :
        List.of("ObserverMSP,CityMSP", "CityMSP,CityMSP", "CityMSP,", "City MSP")) {
      assertTrue(refusal(with("URNA_ENDORSERS", endorsers)).contains("MSP ids"));
    }
  }

  private Map<String, String> with(String name, String value) {
    Map<String, String> changed = new HashMap<>(good);
    changed.put(name, value);
    return changed;
  }

  private static String refusal(Map<String, String> environment) {
    return assertThrows(IllegalArgumentException.class, () -> ServiceSettings.of(environment))
        .getMessage();
  }
}
