package city.urna.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import city.urna.api.town.Client;
import city.urna.api.town.Device;
import city.urna.api.town.Town;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.log.Receipt;
import city.urna.protocol.record.SignedRecord;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Casting and issuance while casting is open, over HTTP, against three organizations. */
class ElectionTest {
  @TempDir static Path folder;

  private static Town town;

  @BeforeAll
  static void open() throws IOException {
    town = new Town(folder, 21).open();
  }

  @AfterAll
  static void close() {
    town.close();
  }

  private static Client.Reply cast(SignedRecord ballot) {
    return town.node().post("/v1/ballots", ballot.bytes());
  }

  private static SignedRecord next(Device device) {
    return device.ballot(town.election(), town.end(device));
  }

  @Test
  void aBallotIsAcknowledgedAndItsReceiptHolds() {
    SignedRecord ballot = next(town.device(0));
    Client.Reply reply = cast(ballot).is(201);
    Tracker tracker = town.election().tracker(ballot.body());
    assertEquals(tracker.hex(), reply.json().path("tracker").asText());
    Receipt receipt = Receipt.parse(Bytes.ofUtf8(reply.json().path("receipt").asText())).orThrow();
    Receipt.Outcome.Recorded recorded =
        assertInstanceOf(Receipt.Outcome.Recorded.class, receipt.check(town.trust()));
    assertEquals(tracker, recorded.entry().tracker());
    assertEquals(tracker, town.end(town.device(0)));
    Client.Reply found = town.node().get("/v1/ballots/" + tracker.hex()).is(200);
    assertEquals(reply.json().path("receipt"), found.json().path("receipt"));
  }
}
