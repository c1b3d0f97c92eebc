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
import java.util.stream.Stream;

/** What a network's processes, and this one, take of the machine, by what they are. */
final class NetworkProcesses {
  /** This process: the gateway, and whoever drives it. */
  private static final String GATEWAY = "gateway";

  /** The kernel's ticks a second, as it shows them to programs. */
  private static final double TICKS = 100;

  private final FabricNetwork network;

  private NetworkProcesses(FabricNetwork network) {
    this.network = network;
  }

  /** Those of the network in that folder. */
  static NetworkProcesses of(Path dir) {
    Path root = Path.of(System.getProperty("urna.root", "."));
    return new NetworkProcesses(FabricNetwork.at(root, dir, step -> {}));
  }

  /**
   * Processor time used so far, in seconds: orderers, peers, chaincodes, gateway; where the system
   * tells, also what anything else on the machine used, and what nothing did.
   */
  Map<String, Double> processorSeconds() throws IOException {
    Map<String, Double> seconds = new TreeMap<>();
    for (Component component : network.definitions().components()) {
      network
          .process(component)
          .ifPresent(process -> seconds.merge(component.role(), seconds(process), Double::sum));
    }
    seconds.put(GATEWAY, seconds(ProcessHandle.current()));
    Path file = Path.of("/proc/stat");
    if (Files.exists(file)) {
      double own = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
      try (Stream<String> lines = Files.lines(file)) {
        // proc(5): user, nice, system, idle, iowait, irq, softirq, steal, in ticks.
        String[] ticks = lines.findFirst().orElseThrow().split(" +");
        double idle = (Long.parseLong(ticks[4]) + Long.parseLong(ticks[5])) / TICKS;
        double all = 0;
        for (int i = 1; i <= 8; i++) {
          all += Long.parseLong(ticks[i]) / TICKS;
        }
        seconds.put("idle", idle);
        seconds.put("elsewhere", all - idle - own);
      }
    }
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
