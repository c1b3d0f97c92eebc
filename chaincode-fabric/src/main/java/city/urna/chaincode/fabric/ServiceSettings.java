package city.urna.chaincode.fabric;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the service is told by its environment, under the names that chaincode-as-a-service programs
 * commonly use.
 *
 * @param packageId the package id that the peer gave at installation ({@code
 *     CORE_CHAINCODE_ID_NAME}; the shim reads it itself)
 * @param address where to listen ({@code CHAINCODE_SERVER_ADDRESS}, host:port)
 * @param key the service's own key, PEM ({@code CHAINCODE_TLS_KEY}, a file)
 * @param certificate its certificate, PEM ({@code CHAINCODE_TLS_CERT}, a file)
 * @param clientRoots who signs the certificate of the peer that may connect, PEM ({@code
 *     CHAINCODE_CLIENT_CA_CERT}, a file)
 * @param endorsers the organizations that endorse ({@code URNA_ENDORSERS})
 * @param threads how many transactions are decided at once ({@code URNA_THREADS}, 1 to 256, default
 *     8)
 */
record ServiceSettings(
    String packageId,
    InetSocketAddress address,
    Path key,
    Path certificate,
    Path clientRoots,
    Endorsers endorsers,
    int threads) {

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException which names the variable that is missing or wrong
   */
  static ServiceSettings of(Map<String, String> environment) {
    return new ServiceSettings(
        needed(environment, "CORE_CHAINCODE_ID_NAME"),
        address(needed(environment, "CHAINCODE_SERVER_ADDRESS")),
        file(environment, "CHAINCODE_TLS_KEY"),
        file(environment, "CHAINCODE_TLS_CERT"),
        file(environment, "CHAINCODE_CLIENT_CA_CERT"),
        Endorsers.parse(needed(environment, "URNA_ENDORSERS")),
        threads(environment.getOrDefault("URNA_THREADS", "8")));
  }

  private static String needed(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " is not set");
    }
    return value;
  }

  private static Path file(Map<String, String> environment, String name) {
    Path file = Path.of(needed(environment, name));
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException(name + ": no readable file " + file);
    }
    return file;
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException("CHAINCODE_SERVER_ADDRESS is not host:port: " + text);
    }
    return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(port));
  }

  private static int threads(String text) {
    if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 256) {
      throw new IllegalArgumentException("URNA_THREADS is not 1 to 256: " + text);
    }
    return Integer.parseInt(text);
  }
}
