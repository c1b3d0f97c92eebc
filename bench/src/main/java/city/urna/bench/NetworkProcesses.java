package city.urna.bench;

import city.urna.network.launch.Component;
import city.urna.network.launch.FabricNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a network's processes, and this one, take of the machine, by what they are. */
final class NetworkProcesses {
  /** This process: the gateway, and whoever drives it. */
  private static final String GATEWAY = "gateway";

  private final FabricNetwork network;

  private NetworkProcesses(FabricNetwork network) {
    this.network = network;
  }

  /** Those of the network in that folder. */
  static NetworkProcesses of(Path dir) {
    Path root = Path.of(System.getProperty("urna.root", "."));
    return new NetworkProcesses(FabricNetwork.at(root, dir, step -> {}));
  }

  /** Processor time used so far, in seconds: orderers, peers, chaincodes, gateway. */
  Map<String, Double> processorSeconds() {
    Map<String, Double> seconds = new TreeMap<>();
    for (Component component : network.definitions().components()) {
      network
          .process(component)
          .ifPresent(process -> seconds.merge(component.role(), seconds(process), Double::sum));
    }
    seconds.put(GATEWAY, seconds(ProcessHandle.current()));
    return seconds;
  }

  private static double seconds(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  /** Resident memory of each process in MiB, by component; nothing where the system hides it. */
  Map<String, Long> residentMebibytes() throws IOException {
    Map<String, Long> resident = new TreeMap<>();
    for (Component component : network.definitions().components()) {
      List<ProcessHandle> process = network.process(component).stream().toList();
      for (ProcessHandle each : process) {
        put(resident, component.name(), each);
      }
    }
    put(resident, GATEWAY, ProcessHandle.current());
    return resident;
  }

  private static void put(Map<String, Long> resident, String name, ProcessHandle process)
      throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    if (Files.exists(status)) {
      Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .forEach(line -> resident.put(name, Long.parseLong(line.replaceAll("\\D", "")) / 1024));
    }
  }
}
