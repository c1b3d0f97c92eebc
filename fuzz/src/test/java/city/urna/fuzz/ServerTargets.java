package city.urna.fuzz;

import city.urna.api.node.ServerFiles;
import city.urna.api.town.Client;
import city.urna.api.town.Client.Reply;
import city.urna.api.town.Device;
import city.urna.api.town.Town;
import city.urna.fuzz.Targets.Named;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.records.AnchorCall;
import city.urna.protocol.records.Cosigning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The servers, over HTTP: every answer is one that the OpenAPI document of the listener tells of
 * (its client requires that of each), none is a failure of ours, none shows an exception.
 */
final class ServerTargets {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";

  private ServerTargets() {}

  /** A town of its own, with open casting, for as long as the program runs. */
  private static final class Running {
    static final Town TOWN = start();

    private static Town start() {
      try {
        Town town = new Town(Files.createTempDirectory("town"), 22).open();
        Runtime.getRuntime().addShutdownHook(new Thread(town::close));
        return town;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static List<Named> all() {
    return List.of(
        body(
            "post-ballots",
            town -> town.node(),
            "/v1/ballots",
            PROTOBUF,
            true,
            ServerTargets::ballots),
        body(
            "post-records",
            town -> town.node(),
            "/v1/records",
            PROTOBUF,
            false,
            ServerTargets::records),
        body(
            "post-issuances",
            town -> town.issuer("alpha"),
            "/v1/issuances",
            PROTOBUF,
            false,
            () ->
                List.of(
                    Running.TOWN.device(3).call(Running.TOWN.election(), "alpha"),
                    Running.TOWN.stranger().call(Running.TOWN.election(), "alpha"))),
        body(
            "post-keys",
            town -> town.issuer("alpha"),
            "/v1/keys",
            JSON,
            true,
            () -> List.of(Bytes.ofUtf8("{\"process\":\"city-2026\",\"scope\":\"council\"}"))),
        body(
            "post-cosign",
            town -> town.organization(0),
            "/v1/cosign",
            PROTOBUF,
            false,
            ServerTargets::cosigning),
        body(
            "post-endorse",
            town -> town.organization(1),
            "/v1/endorse",
            PROTOBUF,
            false,
            ServerTargets::records),
        body(
            "post-anchors",
            town -> town.organization(1),
            "/v1/anchors",
            PROTOBUF,
            false,
            ServerTargets::anchors),
        new Named("get-paths", ServerTargets::paths));
  }

  /** What operators write. */
  static List<Named> files() {
    return List.of(
        new Named("ledger-file", ServerTargets::ledgerFile),
        new Named(
            "open311-settings",
            () ->
                settings(
                    "open311-settings",
                    """
                    url: https://city.example/open311
                    contact: mail us
                    keyService: ask us
                    type: test
                    jurisdictions:
                      - {id: city.example, process: harbour}
                    keys:
                      - {name: app, sha256: '%s'}
                    """
                        .formatted("0a".repeat(32)),
                    ServerFiles::open311)),
        new Named(
            "notice-settings",
            () ->
                settings(
                    "notice-settings",
                    """
                    url: https://city.example
                    localHooks: false
                    mail: {host: mail.example, port: 25, security: none, from: city@city.example}
                    """,
                    ServerFiles::notices)));
  }

  private static List<Bytes> ballots() {
    Device device = Running.TOWN.device(2);
    return List.of(device.ballot(Running.TOWN.election(), Running.TOWN.end(device)).bytes());
  }

  /** The records that stand on the ledger. */
  private static List<Bytes> records() {
    Bytes page = Running.TOWN.node().get("/v1/records?from=0&limit=20").is(200).body();
    List<Bytes> records = new java.util.ArrayList<>();
    for (int at = 0; at < page.size(); ) {
      int length = java.nio.ByteBuffer.wrap(page.slice(at, at + 4).toArray()).getInt();
      records.add(page.slice(at + 4, at + 4 + length));
      at += 4 + length;
    }
    return records;
  }

  private static List<Bytes> cosigning() {
    return List.of(
        Bytes.of(
            Cosigning.newBuilder()
                .setCheckpoint(Running.TOWN.node().get("/checkpoint").is(200).body().toByteString())
                .build()
                .toByteString()));
  }

  /** Acts of a consultation that this town does not have. */
  private static List<Bytes> anchors() {
    AnchorCall.Builder call =
        AnchorCall.newBuilder().setProcess("city-2026").setScope("council").setNumber(1);
    Consulted.REPORTS.acts().forEach(act -> call.addActs(act.toByteString()));
    return List.of(Bytes.of(call.build().toByteString()));
  }

  private static Named body(
      String name,
      Function<Town, Client> listener,
      String path,
      String type,
      boolean read,
      Supplier<List<Bytes>> samples) {
    return new Named(
        name,
        () -> {
          Client client = listener.apply(Running.TOWN);
          return new Target(
              name,
              samples.get().stream().map(Bytes::toArray).toList(),
              read,
              input -> answered(client.post(path, Bytes.of(input), type)));
        });
  }

  /** Paths and queries of every listener; what no URL can hold is refused before it is sent. */
  private static Target paths() {
    Client node = Running.TOWN.node();
    List<String> good =
        List.of(
            "v1/processes/city-2026/scopes/council/setup",
            "v1/processes/city-2026",
            "v1/records?from=0&limit=3",
            "v1/processes/city-2026/scopes/council/chains/" + "0c".repeat(32),
            "tile/0/000.p/7",
            "archive/manifest.json",
            "checkpoint");
    return new Target(
        "get-paths",
        good.stream().map(path -> path.getBytes(StandardCharsets.UTF_8)).toList(),
        input -> {
          String path = "/" + new String(input, StandardCharsets.UTF_8);
          try {
            java.net.URI.create("http://127.0.0.1" + path);
          } catch (IllegalArgumentException notSendable) {
            return Optional.of("no URL");
          }
          return answered(node.get(path));
        });
  }

  static Optional<String> answered(Reply reply) {
    if (reply.status() >= 500) {
      throw new AssertionError("failed with " + reply.status() + ": " + reply.text());
    }
    return reply.status() < 400 ? Optional.empty() : Optional.of(reply.text());
  }

  private static Target settings(
      String name, String sample, Function<Path, Optional<String>> read) {
    try {
      Path file = Files.createTempDirectory(name).resolve("settings.yaml");
      return new Target(
          name,
          List.of(sample.getBytes(StandardCharsets.UTF_8)),
          input -> {
            Files.write(file, input);
            return read.apply(file);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Target ledgerFile() {
    try {
      Path folder = Files.createTempDirectory("ledger");
      Files.writeString(
          folder.resolve("a.json"),
          """
          {"role":"organization","id":"a","name":"A","operator":"A","ledgerKey":"00","cosignerKey":"00"}
          """);
      Path file = folder.resolve("ledger.yaml");
      String sample =
          """
          origin: log.town.example
          operator: town
          quorum: 1
          organizations:
            - {card: a.json, url: 'http://127.0.0.1:7100'}
          issuers:
            - {id: alpha, url: 'http://127.0.0.1:7200'}
          """;
      return new Target(
          "ledger-file",
          List.of(sample.getBytes(StandardCharsets.UTF_8)),
          input -> {
            Files.write(file, input);
            return ServerFiles.ledger(file);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
