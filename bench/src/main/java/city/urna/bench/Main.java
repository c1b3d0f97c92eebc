package city.urna.bench;

import city.urna.client.terminal.Progress;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the bench module. */
@Command(
    name = "urna bench",
    description = {
      "Measures Urna on this machine: parts by processor time of one thread, paths in whole",
      "processes over HTTP. Run it on a machine that does nothing else."
    },
    mixinStandardHelpOptions = true,
    subcommands = {ProofRates.class, ConsultationRates.Alone.class},
    versionProvider = Main.Version.class)
public final class Main implements Callable<Integer> {
  /** Tells at the usual level of what it has found of the system. */
  private static final Logger GRPC = Logger.getLogger("io.grpc");

  @Spec private CommandSpec spec;

  @Option(names = "--quick", description = "Fewer rounds and ballots: under two minutes.")
  private boolean quick;

  @Option(names = "--json", paramLabel = "OUT", description = "Writes the figures there as JSON.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--ballots",
      description = "Ballots of the measured election (default: 400 quick, 4000 otherwise).")
  private Optional<Integer> ballots = Optional.empty();

  @Option(
      names = "--acts",
      description = "Acts of the measured consultation (default: 2000 quick, 10000 otherwise).")
  private Optional<Integer> acts = Optional.empty();

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "A new folder for the measured election's archive and logs; kept.")
  private Optional<Path> keep = Optional.empty();

  @Option(
      names = "--ledger",
      paramLabel = "KIND",
      description = {
        "embedded, or fabric: a network of three organizations, four orderers (default:",
        "${DEFAULT-VALUE})."
      })
  private String ledger = "embedded";

  @Option(
      names = "--steady",
      paramLabel = "MINUTES",
      description = "With --ledger fabric: the same load for so long, and memory by the minute.")
  private Optional<Integer> steady = Optional.empty();

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "With --steady: ballots a second (default: ${DEFAULT-VALUE}).")
  private int rate = 150;

  private Main() {}

  public static void main(String[] args) {
    GRPC.setLevel(Level.WARNING);
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setUsageHelpWidth(100);
  }

  @Override
  public Integer call() throws IOException {
    if (!List.of("embedded", "fabric").contains(ledger)) {
      throw new ParameterException(spec.commandLine(), "--ledger: embedded or fabric");
    }
    if (steady.isPresent() && (!ledger.equals("fabric") || steady.get() < 1 || rate < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--steady: one minute or more, one ballot a second, --ledger fabric");
    }
    ObjectNode json = new ObjectMapper().createObjectNode();
    Progress progress = new Progress(System.err, false);
    Machine.describe(json.putObject("machine"));
    Path folder = keep.orElseGet(Main::freshFolder).toAbsolutePath();
    if (ledger.equals("embedded")) {
      embedded(folder, json, progress);
    } else if (steady.isPresent()) {
      SteadyLoad.run(folder, steady.get(), rate, json, progress);
    } else {
      fabric(folder, json, progress);
    }
    String text = json.toPrettyString() + "\n";
    if (out.isPresent()) {
      Files.writeString(out.get(), text);
    } else {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
    }
    return 0;
  }

  private void embedded(Path folder, ObjectNode json, Progress progress) throws IOException {
    progress.begin("Selections");
    int rounds = quick ? 4 : 20;
    double[] batch = ProofRates.measure(rounds, 60);
    json.put("encryptSelectionMicros", batch[0]).put("verifySelectionMicros", batch[1]);
    json.put("verifySelectionSingleMicros", ProofRates.measure(rounds, 1)[1]);
    progress.done("%.0f us to encrypt, %.0f us to verify".formatted(batch[0], batch[1]));
    int count = ballots.orElse(quick ? 400 : 4_000);
    new PathRates(folder, count, Optional.empty(), json, progress).measure();
    VerifierRates.measure(folder, count, json, progress);
    new ConsultationRates(freshFolder(), acts.orElse(quick ? 2_000 : 10_000), json, progress)
        .measure();
    DemoTime.measure(freshFolder(), json, progress);
  }

  /** The network by itself, then, where there is time, whole elections over HTTP on it. */
  private void fabric(Path folder, ObjectNode json, Progress progress) throws IOException {
    FabricRates.measure(folder.resolve("network-alone"), quick, json, progress);
    if (!quick) {
      Path whole = folder.resolve("whole");
      Optional<Path> network = Optional.of(whole.resolve("network"));
      ObjectNode path = json.putObject("fabricWholePath");
      int count = ballots.orElse(2_000);
      new PathRates(whole, count, network, path, progress).measure();
      VerifierRates.measure(whole, count, path, progress);
    }
  }

  static Path freshFolder() {
    return Path.of(System.getProperty("urna.root", "."))
        .resolve("target")
        .resolve("bench-" + System.nanoTime());
  }

  /** The version written into the jar's manifest when it was built. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"urna " + (version == null ? "(not packaged)" : version)};
    }
  }
}
