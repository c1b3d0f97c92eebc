package city.urna.client.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Fabric network under a demo, started and taken down by the launcher's own commands. */
public final class FabricNetwork {
  private final Programs programs;
  private final Path dir;
  private final Path logs;
  private int commands;
  private boolean up;

  FabricNetwork(Programs programs, Path dir, Path logs) {
    this.programs = programs;
    this.dir = dir;
    this.logs = logs;
  }

  /** How whoever takes part reaches the network. */
  Path connection() {
    return dir.resolve("connection.json");
  }

  /** Under which MSP an organization of the demo takes part. */
  static String mspId(String organization) {
    return switch (organization) {
      case "city" -> "CityMSP";
      case "observers" -> "ObserverMSP";
      case "university" -> "UniversityMSP";
      default -> throw new IllegalArgumentException("no MSP of " + organization);
    };
  }

  /** Starts it. Whatever happens to the demo, it is taken down with it. */
  void up() {
    up = true;
    Runtime.getRuntime().addShutdownHook(new Thread(this::down));
    run("up");
  }

  /** Leaves nothing running. */
  synchronized void down() {
    if (up) {
      up = false;
      run("down");
    }
  }

  /**
   * Runs {@code urna network} for this network's folder.
   *
   * @throws DemoException when it fails, naming its log
   */
  public void run(String... words) {
    String name = "network-" + ++commands + "-" + words[0];
    List<String> arguments = new ArrayList<>(List.of("network"));
    arguments.addAll(List.of(words));
    arguments.addAll(List.of("--dir", dir.toString()));
    int status = programs.run(name, arguments, logs.resolve(name + ".txt"));
    if (status != 0) {
      throw new DemoException(
          "`urna network " + String.join(" ", words) + "` failed; see " + programs.log(name));
    }
  }
}
