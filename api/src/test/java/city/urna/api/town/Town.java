package city.urna.api.town;

import city.urna.api.issuance.IssuerServer;
import city.urna.api.node.CityServer;
import city.urna.api.organization.OrganizationServer;
import city.urna.chaincode.example.Parties;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.election.Election;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.records.Phase;
import city.urna.protocol.signature.PartyKeys;
import city.urna.protocol.signature.SecretAccess;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A node, three organizations and three issuers, each with its own folder, and some voters. */
public final class Town implements AutoCloseable {
  public static final int VOTERS = 10;
  private static final String HOST = "127.0.0.1";

  private final Path folder;
  private final Parties parties;
  private final Wiring wiring;
  private final int cityPort;
  private final int quota;
  private final List<OrganizationServer> organizations = new ArrayList<>();
  private final Map<String, IssuerServer> issuers = new LinkedHashMap<>();
  private final List<Device> devices;
  private CityServer city;
  private Preparation preparation;

  /** Starts everybody, for ten voters, and founds the ledger. */
  public Town(Path folder, long seed) throws IOException {
    this(folder, seed, VOTERS, Wiring.DIRECT);
  }

  /** Starts everybody, and founds the ledger; a gateway takes 20 ballots of a credential. */
  public Town(Path folder, long seed, int voters, Wiring wiring) throws IOException {
    this(folder, seed, voters, wiring, 20);
  }

  /** Starts everybody, and founds the ledger. */
  public Town(Path folder, long seed, int voters, Wiring wiring, int quota) throws IOException {
    this.folder = folder;
    this.wiring = wiring;
    this.quota = quota;
    this.parties = new Parties(seed);
    this.cityPort = freePort();
    this.devices =
        IntStream.range(0, voters)
            .mapToObj(i -> new Device(parties.random, Parties.STYLES.get(i % 2)))
            .sorted(java.util.Comparator.comparing(device -> device.rollKeys().getFirst()))
            .toList();
    Path cards = Files.createDirectories(folder.resolve("cards"));
    StringBuilder yaml =
        new StringBuilder("origin: log.town.example\noperator: town\nquorum: 2\norganizations:\n");
    for (int i = 0; i < Parties.ORGANIZATIONS.size(); i++) {
      String id = Parties.ORGANIZATIONS.get(i);
      OrganizationServer server = organization(i, 0);
      organizations.add(server);
      Files.writeString(cards.resolve(id + ".json"), card(i));
      int port = wiring.servers(server.port());
      yaml.append("  - {card: %s.json, url: 'http://%s:%d'}\n".formatted(id, HOST, port));
    }
    Files.writeString(cards.resolve("ledger.yaml"), yaml);
    city =
        CityServer.start(data(), HOST, cityPort, Optional.of(cards.resolve("ledger.yaml")), quota);
    for (int i = 0; i < Parties.ISSUERS.size(); i++) {
      String id = Parties.ISSUERS.get(i);
      issuers.put(id, issuer(id, i));
    }
  }

  private OrganizationServer organization(int index, int port) throws IOException {
    String id = Parties.ORGANIZATIONS.get(index);
    return OrganizationServer.start(
        id,
        new PartyKeys(parties.cosigners.get(index), Optional.of(parties.ledgerKeys.get(index))),
        Files.createDirectories(folder.resolve(id)),
        HOST,
        port,
        address(),
        quota);
  }

  /** Stops an organization and starts it again, at the same address. */
  public void restartOrganization(int index) throws IOException {
    int port = organizations.get(index).port();
    organizations.get(index).close();
    organizations.set(index, organization(index, port));
  }

  private IssuerServer issuer(String id, int index) throws IOException {
    return IssuerServer.start(
        new IssuerServer.Settings(
            id,
            new PartyKeys(parties.issuers.get(index), Optional.empty()),
            Files.createDirectories(folder.resolve("issuer-" + id)),
            HOST,
            0,
            address(),
            10_000));
  }

  private String card(int i) {
    String id = Parties.ORGANIZATIONS.get(i);
    return """
    {"role":"organization","id":"%s","name":"%s","operator":"%s operator",
     "ledgerKey":"%s","cosignerKey":"%s"}
    """
        .formatted(
            id,
            id,
            id,
            parties.ledgerKeys.get(i).publicKey().hex(),
            parties.cosigners.get(i).publicKey().hex());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private URI address() {
    return URI.create("http://" + HOST + ":" + wiring.servers(cityPort));
  }

  /** The records up to the freeze, and a credential for everybody; casting is open afterwards. */
  public Town open() {
    preparation = new Preparation(this, parties, devices);
    preparation.prepare();
    for (Device device : devices) {
      issuers.keySet().forEach(id -> device.obtain(election(), id, issuer(id)));
    }
    return this;
  }

  /** Ends casting, and waits until every organization has posted what it counted. */
  public void close(Digest previous) {
    SignedRecord close =
        preparation.phase(
            Phase.newBuilder().setStep(3).setPrevious(previous.value().toByteString()));
    node().post("/v1/records", close.bytes()).is(201);
    until(() -> scope().path("listsComplete").asBoolean());
    until(() -> scope().path("phase").asText().equals("fixed"));
  }

  /** What the node says of the scope. */
  public JsonNode scope() {
    return node().get("/v1/processes/" + Parties.PROCESS).is(200).json().path("scopes").get(0);
  }

  /** Waits for something that is on its way. */
  public static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it did not come");
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  public Client node() {
    return new Client(wiring.voters(cityPort), "node.yaml");
  }

  public Client organization(int index) {
    return new Client(wiring.voters(organizations.get(index).port()), "organization.yaml");
  }

  public Client issuer(String id) {
    return new Client(wiring.voters(issuers.get(id).port()), "issuer.yaml");
  }

  public Election election() {
    return preparation.election();
  }

  public Digest freeze() {
    return preparation.freeze();
  }

  public Device device(int index) {
    return devices.get(index);
  }

  public List<Device> devices() {
    return devices;
  }

  /** Somebody who is not on the roll. */
  public Device stranger() {
    return new Device(parties.random, Parties.STYLES.getFirst());
  }

  /** Every private key and share of every party but the node, which makes its own. */
  public Map<String, Bytes> secrets() {
    // Access: what the tests look for everywhere.
    SecretAccess access = SecretAccess.granted();
    Map<String, Bytes> secrets = new LinkedHashMap<>();
    Stream.of(
            List.of(parties.clerk),
            parties.cosigners,
            parties.registrars,
            parties.issuers,
            parties.trustees)
        .flatMap(List::stream)
        .forEach(key -> secrets.put("a party's key " + secrets.size(), key.seed(access)));
    Stream.of(parties.ledgerKeys, parties.sealing)
        .flatMap(List::stream)
        .forEach(key -> secrets.put("a party's point key " + secrets.size(), key.encode(access)));
    for (int trustee = 1; trustee <= Parties.TRUSTEES; trustee++) {
      Bytes share = preparation.trustees().share(trustee).encode(access);
      secrets.put("share of trustee " + trustee, share.slice(4, share.size()));
      Bytes dealer = preparation.trustees().dealer(trustee).encode(access);
      for (int i = 0; i < Parties.THRESHOLD; i++) {
        secrets.put(
            "polynomial %d of trustee %d".formatted(i, trustee),
            dealer.slice(4 + i * Scalar.SIZE, 4 + (i + 1) * Scalar.SIZE));
      }
    }
    return secrets;
  }

  public Path folder(String party) {
    return folder.resolve(party);
  }

  public Path data() {
    return folder.resolve("node");
  }

  /** The end of a device's chain, as the node says. */
  public Tracker end(Device device) {
    String path =
        "/v1/processes/%s/scopes/%s/chains/%s"
            .formatted(Parties.PROCESS, Parties.SCOPE, device.nullifier(election()).hex());
    String end = node().get(path).is(200).json().path("end").asText();
    return new Tracker(new Digest(Bytes.fromHex(end).orThrow()));
  }

  /** What a receipt is checked against. */
  public CheckpointTrust trust() {
    Bytes genesis = node().get("/v1/records?from=0&limit=1").is(200).body();
    return CheckpointTrust.of(
            SignedRecord.parse(genesis.slice(4, genesis.size()))
                .flatMap(record -> record.body(Genesis.parser()))
                .orThrow())
        .orThrow();
  }

  public void stopCity() {
    city.close();
  }

  public void startCity() {
    city = CityServer.start(data(), HOST, cityPort, Optional.empty(), quota);
  }

  @Override
  public void close() {
    issuers.values().forEach(IssuerServer::close);
    city.close();
    organizations.forEach(OrganizationServer::close);
  }

  /** All files below a folder, whole. */
  public static Map<Path, Bytes> files(Path folder) {
    try (var walk = Files.walk(folder)) {
      Map<Path, Bytes> files = new LinkedHashMap<>();
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(file, Bytes.of(Files.readAllBytes(file)));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every row of every table, its columns one after the other. */
  public static List<Bytes> rows(Path database) throws SQLException {
    List<Bytes> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet names =
          statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
        while (names.next()) {
          tables.add(names.getString(1));
        }
      }
      for (String table : tables) {
        try (ResultSet all = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
          while (all.next()) {
            List<Bytes> columns = new ArrayList<>();
            for (int i = 1; i <= all.getMetaData().getColumnCount(); i++) {
              byte[] value = all.getBytes(i);
              columns.add(value == null ? Bytes.of(new byte[0]) : Bytes.of(value));
              columns.add(Bytes.of(new byte[] {0}));
            }
            rows.add(Bytes.concat(columns.toArray(Bytes[]::new)));
          }
        }
      }
    }
    return rows;
  }
}
