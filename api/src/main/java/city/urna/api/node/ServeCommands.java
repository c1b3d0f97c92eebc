package city.urna.api.node;

import city.urna.api.consultation.NoticeSettings;
import city.urna.api.issuance.IssuerServer;
import city.urna.api.open311.Open311Settings;
import city.urna.api.organization.OrganizationServer;
import city.urna.network.Rechecks;
import city.urna.protocol.signature.PartyKeys;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The commands that run until they are stopped: SIGTERM and Ctrl-C drain. */
public final class ServeCommands {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_RECHECKS = 1_000;

  private ServeCommands() {}

  /** What every server is told. */
  static final class Common {
    @Option(
        names = "--data",
        required = true,
        paramLabel = "DIR",
        description = "Everything that this server keeps.")
    Path data;

    @Option(
        names = "--port",
        required = true,
        description = "Where it listens; 0 takes any free port.")
    int port;

    @Option(names = "--host", description = "Address to listen at (default: ${DEFAULT-VALUE}).")
    String host = "127.0.0.1";
  }

  /** What a server of another party is told besides. */
  static final class Party {
    @Option(names = "--node", required = true, paramLabel = "URL", description = "The city's node.")
    URI node;

    @Option(
        names = "--passphrase-file",
        required = true,
        paramLabel = "FILE",
        description = "First line: the passphrase given at `init`.")
    Path passphrase;
  }

  /** What a server that takes ballots is told. */
  static final class Casting {
    @Option(
        names = "--quota",
        paramLabel = "R",
        description =
            "Ballots of one credential that this gateway takes (default: ${DEFAULT-VALUE}).")
    int quota = 20;
  }

  /** {@code urna serve}. */
  @Command(
      name = "serve",
      description = {
        "Runs the city's node: ledger, board, casting; with --issuance-port its own issuer too.",
        "Prints one line of JSON when it is ready. The first start needs --ledger, and every",
        "organization running; later starts need only --data and the ports."
      },
      mixinStandardHelpOptions = true)
  public static final class City implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private Common common;
    @Mixin private Casting casting;

    @Option(
        names = "--issuance-port",
        paramLabel = "PORT",
        description = "Where the city's own issuer listens: another listener, keys, store.")
    private Optional<Integer> issuancePort = Optional.empty();

    @Option(
        names = "--issuer-id",
        description = "The city's issuer's id (default: ${DEFAULT-VALUE}).")
    private String issuerId = "city";

    @Option(
        names = "--ledger",
        paramLabel = "FILE",
        description = "Who the organizations are: ledger.yaml, see docs/commands.md.")
    private Optional<Path> ledger = Optional.empty();

    @Option(
        names = "--requests-per-minute",
        description =
            "Issuance requests that one address may make in a minute (default:"
                + " ${DEFAULT-VALUE}).")
    private int perMinute = 600;

    @Option(
        names = "--acts-per-minute",
        description =
            "Public acts that one address may send in a minute (default: ${DEFAULT-VALUE}).")
    private int actsPerMinute = NodeSettings.USUAL.actsPerMinute();

    @Option(
        names = "--notices",
        paramLabel = "FILE",
        description = "How people are told of answers: notices.yaml, see docs/commands.md.")
    private Optional<Path> notices = Optional.empty();

    @Option(
        names = "--open311",
        paramLabel = "FILE",
        description = "Open311: contact, jurisdictions, keys: open311.yaml, see docs/commands.md.")
    private Optional<Path> open311 = Optional.empty();

    @Override
    public Integer call() throws IOException {
      List<Runnable> running = new ArrayList<>();
      NodeSettings settings =
          new NodeSettings(
              notices.map(NoticeSettings::read).orElse(NoticeSettings.NONE),
              actsPerMinute,
              open311.map(Open311Settings::read).orElse(Open311Settings.NONE),
              NodeSettings.USUAL.clock());
      CityServer city =
          CityServer.start(common.data, common.host, common.port, ledger, casting.quota, settings);
      running.add(city::close);
      ObjectNode ready = JSON.createObjectNode();
      ready.put("event", "ready").put("port", city.port());
      if (issuancePort.isPresent()) {
        IssuerServer issuer = issuer(city.port());
        running.add(issuer::close);
        ready.put("issuancePort", issuer.port());
      }
      ready.put("ledger", city.genesis().orElse(null));
      return runUntilStopped(spec, ready, running);
    }

    private IssuerServer issuer(int cityPort) throws IOException {
      Path folder = common.data.resolve("issuance");
      PartyKeys keys = KeyFolder.unattended(folder).openOrMake("issuer", false, new SecureRandom());
      Path card = folder.resolve("card.json");
      if (!Files.exists(card)) {
        ObjectNode json = JSON.createObjectNode();
        json.put("format", "urna-card/v1").put("role", "issuer").put("id", issuerId);
        json.put("name", "The city's issuer").put("operator", operator());
        json.put("key", keys.signing().publicKey().hex());
        Files.writeString(card, json.toPrettyString() + "\n");
      }
      return IssuerServer.start(
          new IssuerServer.Settings(
              JSON.readTree(Files.readAllBytes(card)).path("id").asText(),
              keys,
              folder,
              common.host,
              issuancePort.orElseThrow(),
              URI.create("http://" + common.host + ":" + cityPort),
              perMinute));
    }

    private String operator() {
      Path file = common.data.resolve("ledger.yaml");
      return Files.exists(file) ? LedgerFile.read(file).operator() : "the city";
    }
  }

  /** {@code urna issuer serve}. */
  @Command(
      name = "serve",
      description = "Runs an issuer of voting credentials. Make its keys first: urna issuer init.",
      mixinStandardHelpOptions = true)
  public static final class Issuer implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private Common common;
    @Mixin private Party party;

    @Option(
        names = "--requests-per-minute",
        description = "Requests that one address may make in a minute (default: ${DEFAULT-VALUE}).")
    private int perMinute = 600;

    @Override
    public Integer call() throws IOException {
      PartyKeys keys = KeyFolder.under(common.data, party.passphrase).open("issuer");
      IssuerServer server =
          IssuerServer.start(
              new IssuerServer.Settings(
                  id(common.data),
                  keys,
                  common.data,
                  common.host,
                  common.port,
                  party.node,
                  perMinute));
      ObjectNode ready = JSON.createObjectNode();
      ready.put("event", "ready").put("port", server.port());
      return runUntilStopped(spec, ready, List.of(server::close));
    }
  }

  /** {@code urna organization serve}. */
  @Command(
      name = "serve",
      description = {
        "Runs one organization: it decides every record again, endorses, cosigns, and takes",
        "ballots as a second gateway, which it brings to the node.",
        "Make its keys first: urna organization init."
      },
      mixinStandardHelpOptions = true)
  public static final class Organization implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private Common common;
    @Mixin private Party party;
    @Mixin private Casting casting;

    @Option(
        names = "--fabric",
        paramLabel = "FILE",
        description = {
          "The network's connection file: the organization follows its own peer instead of",
          "getting the blocks from the node. Needs --msp."
        })
    private Optional<Path> fabric = Optional.empty();

    @Option(names = "--msp", paramLabel = "ID", description = "The organization's MSP id there.")
    private Optional<String> msp = Optional.empty();

    @Override
    public Integer call() throws IOException {
      if (fabric.isPresent() != msp.isPresent()) {
        throw new StartException("--fabric and --msp go together");
      }
      PartyKeys keys = KeyFolder.under(common.data, party.passphrase).open("organization");
      OrganizationServer server =
          OrganizationServer.start(
              id(common.data),
              keys,
              common.data,
              common.host,
              common.port,
              party.node,
              casting.quota,
              rechecks(common.data),
              fabric.map(file -> new OrganizationServer.OwnNetwork(file, msp.orElseThrow())));
      ObjectNode ready = JSON.createObjectNode();
      ready.put("event", "ready").put("port", server.port());
      return runUntilStopped(spec, ready, List.of(server::close));
    }
  }

  private static String id(Path folder) throws IOException {
    Path card = folder.resolve("card.json");
    if (!Files.exists(card)) {
      throw new StartException("no " + card + ": run `init` with this folder first");
    }
    JsonNode json = JSON.readTree(Files.readAllBytes(card));
    return json.path("id").asText();
  }

  /** Of a thousand ballots, of how many the organization says that it checks the proofs again. */
  private static Rechecks rechecks(Path folder) throws IOException {
    Path card = folder.resolve("card.json");
    JsonNode stated = JSON.readTree(Files.readAllBytes(card)).path("rechecks");
    if (stated.isMissingNode()) {
      return Rechecks.ALL;
    }
    if (!stated.isInt() || stated.intValue() < 0 || stated.intValue() > MOST_RECHECKS) {
      throw new StartException(card + ": rechecks: 0 to 1000 of a thousand ballots");
    }
    return Rechecks.of(stated.intValue());
  }

  private static int runUntilStopped(CommandSpec spec, ObjectNode ready, List<Runnable> running) {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  running.reversed().forEach(Runnable::run);
                  stopped.countDown();
                }));
    spec.commandLine().getOut().println(ready);
    spec.commandLine().getOut().flush();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}
