package city.urna.network.launch;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fabric's programs on this machine, found in {@code $FABRIC_BIN} or on the {@code PATH}.
 *
 * @param found where each is
 */
public record Programs(Map<String, Path> found) {
  /** What every profile needs to make keys, channel and chaincode definition. */
  private static final List<String> TOOLS = List.of("peer", "configtxgen", "cryptogen", "osnadmin");

  private static final Pattern VERSION = Pattern.compile("Version: v?(\\d+)\\.(\\d+)(\\.\\S+)?");

  public Programs {
    found = Map.copyOf(found);
  }

  /**
   * Finds what a profile needs.
   *
   * @throws NetworkException which names what is missing, the version, and where to read on
   */
  public static Programs find(Profile profile, String version) {
    Map<String, Path> found = new TreeMap<>();
    List<String> missing = new ArrayList<>();
    for (String name : needed(profile)) {
      locate(name).ifPresentOrElse(file -> found.put(name, file), () -> missing.add(name));
    }
    if (!missing.isEmpty()) {
      throw new NetworkException(explain("missing: " + String.join(", ", missing), version));
    }
    check(found.get("peer"), version);
    return new Programs(found);
  }

  /** Whether a native network could be brought up here, or else why not: for tests. */
  public static Optional<String> absent(String version) {
    try {
      find(Profile.NATIVE, version);
      return Optional.empty();
    } catch (NetworkException missing) {
      return Optional.of(missing.getMessage().lines().findFirst().orElse("missing"));
    }
  }

  Path program(String name) {
    return Optional.ofNullable(found.get(name))
        .orElseThrow(() -> new IllegalArgumentException("was not looked for: " + name));
  }

  private static List<String> needed(Profile profile) {
    List<String> needed = new ArrayList<>(TOOLS);
    needed.add(profile == Profile.NATIVE ? "orderer" : "docker");
    return needed;
  }

  private static Optional<Path> locate(String name) {
    String own = System.getenv().getOrDefault("FABRIC_BIN", "");
    String path = System.getenv().getOrDefault("PATH", "");
    List<String> folders = new ArrayList<>();
    if (!own.isBlank() && !name.equals("docker")) {
      folders.add(own);
    }
    folders.addAll(List.of(path.split(File.pathSeparator)));
    return folders.stream()
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder).resolve(name).toAbsolutePath())
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /** The channel's capabilities need the first two numbers; bug fixes may be later ones. */
  private static void check(Path peer, String wanted) {
    String told =
        Call.of(peer, "version").within(Duration.ofSeconds(20)).run("ask peer its version");
    Matcher version = VERSION.matcher(told);
    String[] numbers = wanted.split("\\.");
    if (!version.find()
        || !version.group(1).equals(numbers[0])
        || Integer.parseInt(version.group(2)) < Integer.parseInt(numbers[1])) {
      String line = told.lines().filter(each -> each.contains("Version")).findFirst().orElse("?");
      throw new NetworkException(explain(peer + " is another version:" + line, wanted));
    }
  }

  private static String explain(String problem, String version) {
    return """
        %s
          Needed are the programs of Hyperledger Fabric %s (peer, orderer, configtxgen, cryptogen, osnadmin),
          on the PATH or in the folder that FABRIC_BIN names. How to get them is in Fabric's documentation:
          https://hyperledger-fabric.readthedocs.io/en/latest/install.html"""
        .formatted(problem, version);
  }
}
