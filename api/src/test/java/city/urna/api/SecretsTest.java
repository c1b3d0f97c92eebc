package city.urna.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.api.town.Client;
import city.urna.api.town.Device;
import city.urna.api.town.Tapped;
import city.urna.api.town.Town;
import city.urna.chaincode.example.Parties;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.signature.KeyFile;
import city.urna.protocol.signature.PartyKeys;
import city.urna.protocol.signature.SecretAccess;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole small election whose every code, key, blind, choice and address is marked: none of it
 * stands, in any spelling, in what any party logs, measures, answers, asks, stores or publishes.
 * Voters send some of it where it does not belong, too.
 */
class SecretsTest {
  private static final long SEED = 44;
  private static final int VOTERS = 4;
  private static final String ADDRESS = "127.66.77.88";
  private static final Pattern REQUEST = Pattern.compile("(?:GET|POST) (\\S+) HTTP/1\\.1\r\n");

  @TempDir private static Path folder;
  private static final CapturedLog LOG = new CapturedLog();
  private static Tapped wires;
  private static Town town;

  /** What only its owner may have; and whose address nobody may keep. */
  private static Marks secrets;

  /** What is public on the ledger, and yet no log, meter or error answer may name it. */
  private static Marks names;

  private static final Map<String, Bytes> MEASURES = new LinkedHashMap<>();
  private static final Map<String, Bytes> ARCHIVE = new LinkedHashMap<>();
  private static Map<String, Bytes> errors;

  @BeforeAll
  static void vote() throws IOException {
    LOG.begin();
    InetAddress voters = InetAddress.getByName(ADDRESS);
    wires = new Tapped(voters);
    town = new Town(folder, SEED, VOTERS, wires).open();
    for (Device device : town.devices()) {
      SignedRecord first = device.ballot(town.election(), Tracker.NONE);
      town.node().post("/v1/ballots", first.bytes()).is(201);
      town.node().post("/v1/ballots", device.ballot(town.election(), town.end(device)).bytes());
      town.node().post("/v1/ballots", device.ballot(town.election(), Tracker.NONE).bytes());
    }
    for (int i = 0; i < Parties.ORGANIZATIONS.size(); i++) {
      town.organization(i).get("/v1/organization").is(200);
    }
    Strays strays = new Strays(voters);
    strays.send(town.device(0), wires.ports());
    errors = strays.answers();
    mark();
    town.close(town.freeze());
    for (int port : wires.ports()) {
      MEASURES.put("metrics of " + port, new Client(port, "node.yaml").get("/metrics").body());
    }
    Bytes manifest = town.node().get("/archive/manifest.json").is(200).body();
    ARCHIVE.put("manifest", manifest);
    Matcher file = Pattern.compile("\"name\":\\s*\"([^\"]+)\"").matcher(text(manifest));
    while (file.find()) {
      ARCHIVE.put(file.group(1), town.node().get("/archive/" + file.group(1)).is(200).body());
    }
  }

  private static void mark() throws IOException {
    secrets = new Marks();
    names = new Marks();
    secrets.add("the voters' address", ADDRESS);
    secrets.add("the voters' address", Bytes.fromHex("00000000000000000000ffff7f424d58").orThrow());
    town.secrets().forEach(secrets::add);
    nodeKeys().forEach(secrets::add);
    for (int i = 0; i < VOTERS; i++) {
      Device device = town.device(i);
      String voter = "voter " + i + "'s ";
      device.codes().forEach(code -> secrets.add(voter + "code", code));
      device.codes().forEach(code -> secrets.add(voter + "code's bits", bits(code)));
      device.secrets().forEach((name, secret) -> secrets.add(voter + name, secret));
      names.add(voter + "credential", device.credential());
      names.add(voter + "nullifier", device.nullifier(town.election()).value().value());
      device.rollKeys().forEach(key -> names.add(voter + "public roll key", key));
      device.signatures().forEach(signature -> names.add(voter + "signature", signature));
      device.blinded().forEach(blinded -> names.add(voter + "blinded message", blinded));
    }
  }

  /** The keys that the node made for itself, which lie in its key folder and nowhere else. */
  private static Map<String, Bytes> nodeKeys() throws IOException {
    Map<String, Bytes> keys = new LinkedHashMap<>();
    Path own = town.data().resolve("keys");
    char[] passphrase = Files.readString(own.resolve("passphrase")).strip().toCharArray();
    for (String name : List.of("log", "orderer", "gateway")) {
      PartyKeys opened =
          KeyFile.open(Files.readString(own.resolve(name + ".key")), passphrase)
              .flatMap(PartyKeys::decode)
              .orThrow();
      keys.put("the node's " + name, opened.signing().seed(SecretAccess.granted()));
      opened
          .point()
          .ifPresent(key -> keys.put("the node's point", key.encode(SecretAccess.granted())));
    }
    return keys;
  }

  /** The twelve random bytes of a printed code. */
  private static Bytes bits(String code) {
    BigInteger bits = BigInteger.ZERO;
    for (char digit : code.replace("-", "").toCharArray()) {
      bits =
          bits.shiftLeft(5)
              .add(BigInteger.valueOf("0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(digit)));
    }
    byte[] whole = bits.shiftRight(4).toByteArray();
    byte[] twelve = new byte[12];
    int kept = Math.min(12, whole.length);
    System.arraycopy(whole, whole.length - kept, twelve, 12 - kept, kept);
    return Bytes.of(twelve);
  }

  private static String text(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
  }

  private static List<String> found(Marks marks, Map<?, Bytes> places) {
    List<String> found = new ArrayList<>();
    places.forEach(
        (place, bytes) -> marks.in(bytes).ifPresent(what -> found.add(what + ": " + place)));
    return found;
  }

  @AfterAll
  static void stop() {
    LOG.close();
    town.close();
    wires.close();
  }

  @Test
  void noFileOfAnyPartyHoldsASecret() throws SQLException {
    Map<Path, Bytes> files = Town.files(folder);
    assertTrue(files.keySet().stream().filter(f -> f.toString().endsWith(".db")).count() >= 9);
    assertEquals(List.of(), found(secrets, files));
    for (Path file : files.keySet()) {
      if (file.toString().endsWith(".db")) {
        for (Bytes row : Town.rows(file)) {
          assertEquals(Optional.empty(), secrets.in(row), () -> "a row of " + file);
        }
      }
    }
  }

  @Test
  void theArchiveHoldsNoSecret() {
    assertTrue(ARCHIVE.size() > 5, ARCHIVE.keySet()::toString);
    assertEquals(List.of(), found(secrets, ARCHIVE));
  }

  @Test
  void logsNameNobody() {
    List<String> lines = LOG.lines();
    assertTrue(lines.stream().anyMatch(line -> line.contains("listens on port")));
    for (String line : lines) {
      Bytes bytes = Bytes.of(line.getBytes(StandardCharsets.ISO_8859_1));
      assertEquals(Optional.empty(), secrets.in(bytes), line);
      assertEquals(Optional.empty(), names.in(bytes), line);
    }
  }

  @Test
  void metricsNameNobody() {
    assertEquals(7, MEASURES.size());
    MEASURES.values().forEach(body -> assertTrue(text(body).contains("jvm_heap_used")));
    assertEquals(List.of(), found(secrets, MEASURES));
    assertEquals(List.of(), found(names, MEASURES));
  }

  @Test
  void errorAnswersRepeatNothing() {
    assertTrue(errors.size() > 900, errors.size() + " answers");
    assertTrue(errors.values().stream().allMatch(answer -> text(answer).startsWith("HTTP/1.1 ")));
    assertTrue(errors.values().stream().anyMatch(answer -> text(answer).contains("urn:urna")));
    assertEquals(List.of(), found(secrets, errors));
    assertEquals(List.of(), found(names, errors));
  }

  @Test
  void nothingOnAnyWireIsSecretAndNoUrlNamesAKey() {
    List<Bytes> everything = wires.everything();
    assertTrue(everything.size() > 20, everything.size() + " streams");
    everything.forEach(stream -> assertEquals(Optional.empty(), secrets.in(stream)));
    Map<String, Bytes> urls = new LinkedHashMap<>();
    for (Bytes stream : wires.requests()) {
      Matcher request = REQUEST.matcher(text(stream));
      while (request.find()) {
        String url = request.group(1);
        // A chain's end is asked for by nullifier (spec api §1), which names no person.
        urls.put(url, Bytes.ofUtf8(url.replaceAll("/chains/[0-9a-f]{64}$", "")));
      }
    }
    assertTrue(urls.keySet().stream().anyMatch(url -> url.startsWith("/v1/records?from=")));
    assertTrue(urls.containsKey("/v1/ballots") && urls.containsKey("/v1/cosign"));
    assertEquals(List.of(), found(names, urls));
  }

  /** Every spelling of a code, a key, a choice and an address, planted in each kind of place. */
  @Test
  void aPlantedLeakIsFound(@TempDir Path elsewhere) throws SQLException {
    Device device = town.device(1);
    Map<String, Bytes> leaks = new LinkedHashMap<>();
    leaks.put("code", Bytes.ofUtf8(device.codes().getFirst()));
    leaks.put("code without dashes", Bytes.ofUtf8(device.codes().get(1).replace("-", "")));
    leaks.put("code's bits", bits(device.codes().getFirst()));
    leaks.put("credential key", device.secrets().get("credential key"));
    leaks.put("address", Bytes.ofUtf8(ADDRESS));
    device.secrets().entrySet().stream()
        .filter(secret -> secret.getKey().startsWith("choice"))
        .findFirst()
        .ifPresent(choice -> leaks.put("choice", choice.getValue()));
    assertEquals(6, leaks.size());
    Path planted = elsewhere.resolve("planted.db");
    List<String> missed = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + planted);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA synchronous = OFF");
      statement.execute("CREATE TABLE seen (what BLOB)");
      for (var leak : leaks.entrySet()) {
        for (var spelling : Marks.spellings(leak.getValue()).entrySet()) {
          byte[] spelled = spelling.getValue().getBytes(StandardCharsets.ISO_8859_1);
          statement.execute("DELETE FROM seen");
          statement.execute("INSERT INTO seen VALUES (x'%s')".formatted(Bytes.of(spelled).hex()));
          if (Town.rows(planted).stream().noneMatch(row -> secrets.in(row).isPresent())) {
            missed.add(leak.getKey() + " in " + spelling.getKey());
          }
        }
      }
      assertFalse(found(secrets, Town.files(elsewhere)).isEmpty());
    }
    assertEquals(List.of(), missed);
    try (CapturedLog log = new CapturedLog()) {
      log.begin();
      Logger.getLogger("city.urna.api.planted").warning("a voter typed " + device.codes().get(0));
      assertTrue(secrets.in(Bytes.ofUtf8(log.lines().getLast())).isPresent());
    }
  }

  /** What others' failures say may name a client: only their kinds are written. */
  @Test
  void othersFailuresAreLoggedWithoutTheirWords() {
    try (CapturedLog log = new CapturedLog()) {
      log.begin();
      Logger.getLogger("city.urna.api.planted")
          .log(Level.SEVERE, "it failed", new IOException("/" + ADDRESS + ":4411 hung up"));
      assertTrue(log.lines().getLast().contains("java.io.IOException"));
      assertEquals(Optional.empty(), secrets.in(Bytes.ofUtf8(log.lines().getLast())));
    }
  }
}
