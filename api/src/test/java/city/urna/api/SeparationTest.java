package city.urna.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.api.town.Device;
import city.urna.api.town.Town;
import city.urna.chaincode.example.Parties;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.record.SignedRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the servers keep of an election, byte by byte: nothing joins a person's roll key to a
 * credential. The issuing side holds not sixteen bytes of any ballot; no row and no record of the
 * casting side holds anything of both.
 */
class SeparationTest {
  private static final long SEED = 61;

  @TempDir private static Path folder;
  private static Town town;
  private static Joins casting;
  private static Joins issuing;
  private static List<SignedRecord> ballots;

  @BeforeAll
  static void vote() throws IOException {
    town = new Town(folder, SEED).open();
    ballots = new ArrayList<>();
    List<List<Bytes>> castingSide = new ArrayList<>();
    List<List<Bytes>> issuingSide = new ArrayList<>();
    for (Device device : town.devices()) {
      SignedRecord ballot = device.ballot(town.election(), Tracker.NONE);
      town.node().post("/v1/ballots", ballot.bytes()).is(201);
      ballots.add(ballot);
      Tracker tracker = town.election().tracker(ballot.body());
      castingSide.add(
          Stream.concat(
                  Stream.of(
                      ballot.bytes(),
                      device.credential(),
                      tracker.bytes(),
                      device.nullifier(town.election()).value().value()),
                  device.signatures().stream())
              .toList());
      issuingSide.add(
          Stream.of(
                  device.rollKeys().stream(),
                  device.blinded().stream(),
                  Parties.ISSUERS.stream().map(device::request))
              .flatMap(things -> things)
              .toList());
    }
    town.close(town.freeze());
    casting = new Joins(castingSide);
    issuing = new Joins(issuingSide);
  }

  @AfterAll
  static void stop() {
    town.close();
  }

  @Test
  void issuersKeepNothingOfAnyBallot() {
    for (String issuer : Parties.ISSUERS) {
      var files = Town.files(town.folder("issuer-" + issuer));
      assertTrue(
          files.keySet().stream().anyMatch(file -> file.toString().endsWith(".db")),
          "no database of " + issuer);
      assertEquals(Optional.empty(), casting.inAny(files.values()), issuer);
      assertTrue(issuing.inAny(files.values()).isPresent(), "the search sees what is there");
    }
  }

  @Test
  void noRowOfTheCastingSideHoldsBoth() throws SQLException {
    int castingRows = 0;
    int issuingRows = 0;
    for (Path file : Town.files(town.data()).keySet()) {
      if (!file.toString().endsWith(".db")) {
        continue;
      }
      for (Bytes row : Town.rows(file)) {
        boolean ofCasting = casting.in(row).isPresent();
        boolean ofIssuing = issuing.in(row).isPresent();
        assertFalse(ofCasting && ofIssuing, () -> "a row of " + file + " holds both");
        castingRows += ofCasting ? 1 : 0;
        issuingRows += ofIssuing ? 1 : 0;
      }
    }
    assertTrue(castingRows >= Town.VOTERS, castingRows + " rows with ballots");
    // The roll, and after the close the issuers' lists: public, and each a record of its own.
    assertTrue(issuingRows >= 1 + Parties.ISSUERS.size(), issuingRows + " rows with roll keys");
  }

  @Test
  void whatDoesJoinIsFound() throws SQLException, IOException {
    Device device = town.device(3);
    Path planted = folder.resolve("planted.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + planted);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("CREATE TABLE seen (who TEXT, what TEXT)");
      statement.execute(
          "INSERT INTO seen VALUES ('%s', '%s')"
              .formatted(device.rollKeys().getFirst().hex(), device.credential().base64()));
      List<Bytes> rows = Town.rows(planted);
      assertEquals(Optional.of(3), casting.inAny(rows));
      assertEquals(Optional.of(3), issuing.inAny(rows));
      assertEquals(
          Optional.of(3),
          casting.inAny(
              Town.files(folder).entrySet().stream()
                  .filter(file -> file.getKey().getFileName().toString().startsWith("planted"))
                  .map(java.util.Map.Entry::getValue)
                  .toList()));
    }
  }
}
