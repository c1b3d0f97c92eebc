package city.urna.api.network;

import city.urna.network.launch.Component;
import city.urna.network.launch.FabricNetwork;
import city.urna.network.launch.NetworkException;
import city.urna.network.launch.Profile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code urna network up|down|status|logs|start|stop|kill}. */
@Command(
    name = "network",
    description = "A Fabric network of three organizations on this machine, in one folder.",
    mixinStandardHelpOptions = true)
public final class NetworkCommand implements Runnable {
  private static final String COMPONENTS =
      "Such as peer.city, orderer.court, chaincode.observer (see status).";

  @Spec private CommandSpec spec;

  /** Without a subcommand there is nothing to do but to say which exist. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      description = {
        "Makes the network, if there is none yet, and starts all of it that does not run.",
        "It stays up after this command; down ends it."
      },
      mixinStandardHelpOptions = true)
  int up(
      @Option(names = "--dir", defaultValue = "urna-network", description = "Its folder.") Path dir,
      @Option(
              names = "--profile",
              defaultValue = "native",
              description = "native: Fabric's programs; compose: official images.")
          Profile profile,
      @Option(
              names = "--first-port",
              description = "The lowest of its ports, for a new network; default: free ones.")
          Integer firstPort) {
    network(dir).up(profile, firstPort == null ? OptionalInt.empty() : OptionalInt.of(firstPort));
    out().println("the network is up; programs find it by " + dir.resolve("connection.json"));
    return 0;
  }

  @Command(description = "Stops all of it; up goes on with it.", mixinStandardHelpOptions = true)
  int down(
      @Option(names = "--dir", defaultValue = "urna-network", description = "Its folder.") Path dir,
      @Option(names = "--remove", description = "And deletes the folder, with the ledger.")
          boolean remove) {
    FabricNetwork network = network(dir);
    if (!network.exists()) {
      out().println("there is no network in " + dir);
      return 0;
    }
    if (remove) {
      network.remove();
    } else {
      network.down();
    }
    return 0;
  }

  @Command(description = "What of it runs.", mixinStandardHelpOptions = true)
  int status(
      @Option(names = "--dir", defaultValue = "urna-network", description = "Its folder.")
          Path dir) {
    FabricNetwork network = network(dir);
    network.status().forEach(out()::println);
    return network.exists() ? 0 : 1;
  }

  @Command(
      description = "The last lines that components have written.",
      mixinStandardHelpOptions = true)
  int logs(
      @Option(names = "--dir", defaultValue = "urna-network", description = "Its folder.") Path dir,
      @Option(names = "--lines", defaultValue = "20", description = "How many of each.") int lines,
      @Parameters(arity = "0..*", description = COMPONENTS) List<String> names)
      throws IOException {
    FabricNetwork network = network(dir);
    if (!network.exists()) {
      out().println("there is no network in " + dir);
      return 1;
    }
    List<Component> wanted =
        names == null
            ? network.definitions().components()
            : names.stream().map(network.definitions()::component).toList();
    for (Component each : wanted) {
      Path log = network.layout().log(each);
      out().println("==> " + log);
      if (Files.exists(log)) {
        List<String> all = Files.readAllLines(log, StandardCharsets.UTF_8);
        all.stream().skip(Math.max(0, all.size() - lines)).forEach(out()::println);
      }
    }
    return 0;
  }

  @Command(description = "Starts components that do not run.", mixinStandardHelpOptions = true)
  int start(
      @Option(names = "--dir", defaultValue = "urna-network", description = "Its folder.") Path dir,
      @Parameters(arity = "1..*", description = COMPONENTS) List<String> names) {
    network(dir).start(names.toArray(String[]::new));
    return 0;
  }

  @Command(description = "Stops components.", mixinStandardHelpOptions = true)
  int stop(
      @Option(names = "--dir", defaultValue = "urna-network", description = "Its folder.") Path dir,
      @Parameters(arity = "1..*", description = COMPONENTS) List<String> names) {
    network(dir).stop(names.toArray(String[]::new));
    return 0;
  }

  @Command(
      description = "Ends a component at once, as a crash would.",
      mixinStandardHelpOptions = true)
  int kill(
      @Option(names = "--dir", defaultValue = "urna-network", description = "Its folder.") Path dir,
      @Parameters(description = COMPONENTS) String name) {
    network(dir).kill(name);
    return 0;
  }

  private FabricNetwork network(Path dir) {
    String root = System.getProperty("urna.root", "");
    if (root.isEmpty()) {
      throw new NetworkException("where the definitions are is not known: start it as ./urna");
    }
    FabricNetwork network = FabricNetwork.at(Path.of(root), dir, this::tell);
    return "yes".equals(System.getenv("URNA_BRIEF")) ? network.brief() : network;
  }

  /** A step at once: some take seconds. */
  private void tell(String line) {
    out().println(line);
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
