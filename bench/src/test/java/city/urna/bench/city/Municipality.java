package city.urna.bench.city;

import city.urna.api.consultation.NoticeSettings;
import city.urna.api.issuance.IssuerServer;
import city.urna.api.node.CityServer;
import city.urna.api.node.NodeSettings;
import city.urna.api.open311.Open311Settings;
import city.urna.api.organization.OrganizationServer;
import city.urna.client.key.Card;
import city.urna.client.key.KeyStore;
import city.urna.client.key.Passphrase;
import city.urna.network.Rechecks;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.RecordedCheckpoint;
import city.urna.protocol.signature.PartyKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A node, three organizations, two issuers, and the key files of all who act for the city. */
final class Municipality implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int UNLIMITED = 1_000_000;

  final Calendar calendar = new Calendar();
  final Path folder;
  final Site site;
  final URI url;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Party> parties = new LinkedHashMap<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Map<String, URI> listeners = new LinkedHashMap<>();
  private final int port;
  private Optional<CityServer> node = Optional.empty();

  /** Where the things of one party lie. */
  record Party(Card.Role role, Path key, Path card, Path passphrase) {
    PartyKeys keys() {
      return KeyStore.open(key, Passphrase.in(passphrase));
    }
  }

  Municipality(Path folder) throws IOException {
    this.folder = folder;
    this.port = freePort();
    this.url = at(port);
    listeners.put("node", url);
    listeners.put("open311", url);
    this.site = new Site(url);
    party(Card.Role.CLERK, "clerk");
    party(Card.Role.REGISTRAR, "registrar");
    party(Card.Role.OFFICE, "works");
    List.of("tina", "omar", "lea").forEach(id -> party(Card.Role.TRUSTEE, id));
    StringBuilder yaml =
        new StringBuilder("origin: log.city.example\noperator: city\nquorum: 2\norganizations:\n");
    for (String id : List.of("city", "observers", "university")) {
      Party party = party(Card.Role.ORGANIZATION, id);
      OrganizationServer server =
          OrganizationServer.start(
              id,
              party.keys(),
              party.key().getParent(),
              HOST,
              0,
              url,
              20,
              Rechecks.ALL,
              Optional.empty(),
              calendar);
      open.add(server);
      listeners.put("organization", at(server.port()));
      yaml.append(
          "  - {card: \"%s\", url: \"http://%s:%d\"}\n"
              .formatted(party.card(), HOST, server.port()));
    }
    yaml.append("issuers:\n");
    for (String id : List.of("observers", "university")) {
      Party party = party(Card.Role.ISSUER, id);
      IssuerServer server =
          IssuerServer.start(
              new IssuerServer.Settings(
                  id, party.keys(), party.key().getParent(), HOST, 0, url, UNLIMITED));
      open.add(server);
      listeners.put("issuer", at(server.port()));
      yaml.append("  - {id: %s, url: \"http://%s:%d\"}\n".formatted(id, HOST, server.port()));
    }
    Files.writeString(folder.resolve("ledger.yaml"), yaml);
    start(data());
  }

  /** Starts the node on what lies there; again after {@link #stop} it goes on where it stopped. */
  void start(Path data) {
    NodeSettings settings =
        new NodeSettings(NoticeSettings.NONE, UNLIMITED, Open311Settings.NONE, calendar);
    node =
        Optional.of(
            CityServer.start(
                data, HOST, port, Optional.of(folder.resolve("ledger.yaml")), 20, settings));
  }

  void stop() {
    node.ifPresent(CityServer::close);
    node = Optional.empty();
  }

  private Party party(Card.Role role, String id) {
    Path own = folder.resolve(role.word() + "-" + id);
    Party party =
        new Party(
            role,
            own.resolve(role.word() + ".key"),
            own.resolve("card.json"),
            own.resolve("passphrase"));
    try {
      Files.createDirectories(own);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    KeyStore.create(
        party.key(),
        party.card(),
        role,
        id,
        "The " + role.word() + " " + id,
        "operator of " + id,
        Passphrase.draw(party.passphrase(), random),
        random,
        UnaryOperator.identity());
    parties.put(role.word() + "-" + id, party);
    return party;
  }

  private static URI at(int port) {
    return URI.create("http://" + HOST + ":" + port);
  }

  /** Where what that OpenAPI document describes can be reached. */
  URI listener(String document) {
    return listeners.get(document);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Everything that the node keeps. */
  Path data() {
    return folder.resolve("node");
  }

  Party party(String name) {
    return parties.get(name);
  }

  /** The cards of all parties in these roles, in the order of the records. */
  List<String> cards(Card.Role... roles) {
    return parties.values().stream()
        .filter(party -> Arrays.asList(roles).contains(party.role()))
        .map(party -> party.card().toString())
        .toList();
  }

  /** A command by a party with its key: {@code words --node … --key … --passphrase-file …}. */
  Terminal.Ran by(String party, String command, String... words) {
    Party own = parties.get(party);
    return Terminal.type(
        Stream.of(
                command.split(" "),
                new String[] {
                  "--node",
                  url.toString(),
                  "--key",
                  own.key().toString(),
                  "--passphrase-file",
                  own.passphrase().toString()
                },
                words)
            .flatMap(Arrays::stream)
            .toArray(String[]::new));
  }

  /** A command by somebody with neither key nor wallet. */
  Terminal.Ran anybody(String command, String... words) {
    return Terminal.type(
        Stream.of(command.split(" "), new String[] {"--node", url.toString()}, words)
            .flatMap(Arrays::stream)
            .toArray(String[]::new));
  }

  /** Waits until all that was recorded has its cosigned time on the log. */
  void settle() {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!isQuiet()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the log does not come to rest");
      }
      Site.pause(30);
    }
  }

  /** The last record is a checkpoint of all before it, and is itself cosigned. */
  private boolean isQuiet() {
    long size = site.json("/v1/ledger").path("size").asLong();
    if (!size(site.get("/checkpoint").text()).equals(Long.toString(size))) {
      return false;
    }
    byte[] page = site.get("/v1/records?limit=1&from=" + (size - 1)).body();
    SignedRecord last =
        SignedRecord.parse(Bytes.of(Arrays.copyOfRange(page, 4, page.length))).orThrow();
    return last.kind() == Kind.CHECKPOINT
        && size(last.body(RecordedCheckpoint.parser()).orThrow().getNote().toStringUtf8())
            .equals(Long.toString(size - 1));
  }

  /** The size that a note states, in its second line. */
  private static String size(String note) {
    return note.split("\n", 3)[1];
  }

  /** Lets the others finish what this day has brought, then it is the morning of that day. */
  void day(int number) {
    settle();
    calendar.day(number);
  }

  @Override
  public void close() throws Exception {
    stop();
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }
}
