package city.urna.api.cosigning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.api.http.Listener;
import city.urna.api.http.Peer;
import city.urna.api.organization.OrganizationServer;
import city.urna.api.town.Town;
import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Elections;
import city.urna.chaincode.example.Parties;
import city.urna.network.embedded.EmbeddedLedger;
import city.urna.protocol.log.Checkpoint;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.log.Cosignature;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.signature.PartyKeys;
import java.io.IOException;
import java.net.URI;
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
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an organization may answer, and what may fail, without an end to receipts: two of three
 * honest ones are the quorum.
 */
class CosignersTest {
  private static final Parties PARTIES = new Parties(61);
  private static final String HOST = "127.0.0.1";
  private static final URI NOBODY = URI.create("http://127.0.0.1:9/");
  private static final CheckpointTrust TRUST = CheckpointTrust.of(PARTIES.genesis()).orThrow();

  @TempDir private Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Map<String, Peer> addresses = new LinkedHashMap<>();
  private EmbeddedLedger ledger;

  @BeforeEach
  void foundLedger() {
    ledger = reopened();
    SignedRecord genesis =
        Parties.record(Kind.GENESIS, "", "", PARTIES.genesis(), PARTIES.ledgerKeys);
    ledger.submit(Command.of(genesis.bytes())).join();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  private void honest(int index) throws IOException {
    String id = Parties.ORGANIZATIONS.get(index);
    OrganizationServer server =
        OrganizationServer.start(
            id,
            new PartyKeys(PARTIES.cosigners.get(index), Optional.of(PARTIES.ledgerKeys.get(index))),
            Files.createDirectories(folder.resolve(id)),
            HOST,
            0,
            NOBODY,
            20);
    open.add(server);
    addresses.put(id, new Peer(URI.create("http://" + HOST + ":" + server.port())));
  }

  /** An organization that answers as its owner likes. */
  private void hostile(int index, Supplier<String> about, Function<byte[], String> line) {
    Listener listener =
        Listener.start(
            "hostile organization",
            HOST,
            0,
            1 << 20,
            routing ->
                routing
                    .get("/v1/organization", (request, response) -> response.send(about.get()))
                    .post(
                        "/v1/cosign",
                        (request, response) ->
                            response.send(line.apply(request.content().as(byte[].class)))));
    open.add(listener);
    addresses.put(
        Parties.ORGANIZATIONS.get(index),
        new Peer(URI.create("http://" + HOST + ":" + listener.port())));
  }

  private Cosigners start() {
    Cosigners cosigners = new Cosigners(ledger, PARTIES.log, TRUST, addresses);
    open.add(cosigners);
    return cosigners;
  }

  private static int lines(SignedNote note) {
    return assertInstanceOf(CheckpointTrust.Outcome.Trusted.class, TRUST.check(note))
        .cosignatures()
        .size();
  }

  /** The right line of that organization for the ledger as it is, as text. */
  private String line(int index, String name, long time) {
    Checkpoint checkpoint =
        new Checkpoint(
            TRUST.log().name(), ledger.log().size(), ledger.log().root(ledger.log().size()));
    return Cosignature.sign(
            checkpoint,
            CheckpointTrust.cosignerName(checkpoint.origin(), name),
            time,
            PARTIES.cosigners.get(index))
        .text();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "empty",
        "garbage",
        "html",
        "long",
        "control",
        "foreign",
        "stolen",
        "altered",
        "twice",
        "prefixed",
        "cut"
      })
  void oneOrganizationsBadLineCostsItsOwnLineAndNoMore(String kind) throws Exception {
    String first = Parties.ORGANIZATIONS.getFirst();
    String good = line(0, first, 1_767_225_600L);
    String bad =
        switch (kind) {
          case "empty" -> "";
          case "garbage" -> "yes, of course\n";
          case "html" -> "<html>\n\n<body>\n";
          case "long" -> "\u2014 a ".repeat(40_000) + "\n";
          case "control" -> good.replace(" ", "\u0000 ") + "\n";
          case "foreign" -> line(0, "somebody-else", 1_767_225_600L) + "\n";
          case "stolen" -> line(1, Parties.ORGANIZATIONS.get(1), 1_767_225_600L) + "\n";
          case "altered" -> (good.contains("A") ? good.replace('A', 'B') : good + "AAAA") + "\n";
          case "twice" -> good + "\n" + good + "\n";
          case "prefixed" -> "\n" + good + "\n";
          case "cut" -> good.substring(0, good.length() - 8) + "\n";
          default -> throw new IllegalArgumentException(kind);
        };
    hostile(0, () -> "{\"blocks\":0}", request -> bad);
    honest(1);
    honest(2);
    assertEquals(2, lines(start().cosigned(0).get(10, TimeUnit.SECONDS)));
  }

  @Test
  void aGoodLineOfTheSameFormIsTaken() throws Exception {
    hostile(
        0,
        () -> "{\"blocks\":0}",
        request -> line(0, Parties.ORGANIZATIONS.getFirst(), 1_767_225_600L) + "\n");
    honest(1);
    assertEquals(2, lines(start().cosigned(0).get(10, TimeUnit.SECONDS)));
  }

  /** The liar is needed for the quorum, so it has to be asked again once it tells the truth. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"blocks\":5000}",
        "{\"blocks\":9223372036854775807}",
        "{\"blocks\":1e300}",
        "{\"blocks\":-5}",
        "{\"blocks\":\"one\"}",
        "{}",
        "[",
        ""
      })
  void aNumberOfBlocksThatCannotBeIsARefusalAndAskedAgain(String about) throws Exception {
    long begun = System.nanoTime();
    hostile(
        0,
        () -> System.nanoTime() - begun < 1_000_000_000L ? about : "{\"blocks\":0}",
        request -> line(0, Parties.ORGANIZATIONS.getFirst(), 1_767_225_600L) + "\n");
    honest(1);
    assertEquals(2, lines(start().cosigned(0).get(10, TimeUnit.SECONDS)));
  }

  /** A store that refuses checkpoints for two seconds, as a full disk does. */
  @Test
  void aFailureOfTheStoreIsToldAndNotTheEnd() throws Exception {
    honest(0);
    honest(1);
    open.remove(ledger);
    ledger.close();
    change(
        "CREATE TRIGGER full BEFORE INSERT ON checkpoints WHEN unixepoch('now', 'subsec') < "
            + (System.currentTimeMillis() / 1000.0 + 2)
            + " BEGIN SELECT RAISE(FAIL, 'full'); END");
    ledger = reopened();
    Cosigners cosigners = start();
    Town.until(() -> !cosigners.isWorking());
    assertFalse(cosigners.cosigned(0).isDone());
    assertEquals(2, lines(cosigners.cosigned(0).get(10, TimeUnit.SECONDS)));
    assertTrue(cosigners.isWorking());
  }

  private EmbeddedLedger reopened() {
    EmbeddedLedger opened =
        EmbeddedLedger.open(
            folder.resolve("ledger.db"), PARTIES.orderer, new Contract(new Elections()));
    open.add(opened);
    return opened;
  }

  private void change(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
