package city.urna.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.api.town.Client;
import city.urna.api.town.Device;
import city.urna.api.town.Town;
import city.urna.api.town.Wiring;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.log.Receipt;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.signature.Signatures;
import city.urna.protocol.transcript.Transcript;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** An organization's gateway, with the node there and without it (spec api §3). */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecondGatewayTest {
  @TempDir private static Path folder;
  private static Town town;

  @BeforeAll
  static void open() throws IOException {
    town = new Town(folder, 47, 4, Wiring.DIRECT).open();
  }

  @AfterAll
  static void close() {
    town.close();
  }

  private static Tracker tracker(SignedRecord ballot) {
    return town.election().tracker(ballot.body());
  }

  private static Client gateway() {
    return town.organization(1);
  }

  private static Client.Reply cast(SignedRecord ballot) {
    return gateway().post("/v1/ballots", ballot.bytes());
  }

  private static void requireReceipt(Client.Reply reply, SignedRecord ballot) {
    String text = reply.json().path("receipt").asText();
    Receipt.Outcome.Recorded recorded =
        assertInstanceOf(
            Receipt.Outcome.Recorded.class,
            Receipt.parse(Bytes.ofUtf8(text)).orThrow().check(town.trust()));
    assertEquals(tracker(ballot), recorded.entry().tracker());
  }

  private static void requirePromise(Client.Reply reply, SignedRecord ballot) {
    JsonNode promise = reply.json().path("acknowledgement");
    Bytes key = Bytes.fromHex(promise.path("gateway").asText()).orThrow();
    assertEquals(gateway().get("/v1/organization").json().path("cosignerKey").asText(), key.hex());
    assertEquals(tracker(ballot).hex(), promise.path("tracker").asText());
    Bytes signed =
        Transcript.of("acknowledgement", town.election().context())
            .absorb("tracker", tracker(ballot).value())
            .absorbLong("time", promise.path("time").asLong())
            .hash()
            .value();
    Bytes signature = Bytes.fromHex(promise.path("signature").asText()).orThrow();
    assertTrue(Signatures.verify(key, signed, signature));
  }

  private static void requireRecordedSoon(SignedRecord ballot) {
    String path = "/v1/ballots/" + tracker(ballot).hex();
    Town.until(() -> gateway().get(path).status() == 200);
    requireReceipt(gateway().get(path), ballot);
    requireReceipt(town.node().get(path).is(200), ballot);
  }

  @Test
  @Order(1)
  void bringsABallotToTheNodeAndAnswersWithAReceipt() {
    SignedRecord ballot = town.device(0).ballot(town.election(), Tracker.NONE);
    Client.Reply reply = cast(ballot).is(201);
    requirePromise(reply, ballot);
    requireReceipt(reply, ballot);
    requireReceipt(town.node().post("/v1/ballots", ballot.bytes()).is(201), ballot);
    cast(town.device(0).ballot(town.election(), Tracker.NONE)).isProblem(409, "stale", "");
  }

  @Test
  @Order(2)
  void onlyAColleaguesPromiseStandsAboveStaleness() {
    Device device = town.device(0);
    SignedRecord ballot = device.ballot(town.election(), Tracker.NONE);
    String forged = "ab".repeat(32) + " 1 " + "cd".repeat(64);
    for (String header : new String[] {forged, "nonsense", ""}) {
      Client.Reply reply =
          town.node()
              .send(
                  "POST",
                  "/v1/ballots",
                  HttpRequest.newBuilder(URI.create("http://unused.example"))
                      .header("Content-Type", "application/x-protobuf")
                      .header("Urna-Acknowledgement", header)
                      .POST(HttpRequest.BodyPublishers.ofByteArray(ballot.bytes().toArray())));
      reply.isProblem(409, "stale", "");
    }
  }

  @Test
  @Order(3)
  void promisesWhileTheNodeIsAwayAndKeepsThePromiseOverARestart() throws IOException {
    SignedRecord first = town.device(1).ballot(town.election(), Tracker.NONE);
    SignedRecord second = town.device(2).ballot(town.election(), Tracker.NONE);
    town.stopCity();
    requirePromise(cast(first).is(202), first);
    gateway().get("/v1/ballots/" + tracker(first).hex()).is(202);
    town.restartOrganization(1);
    requirePromise(cast(second).is(202), second);
    town.startCity();
    requireRecordedSoon(first);
    requireRecordedSoon(second);
  }

  /** The promise is older than the close, so the ballot is before it. */
  @Test
  @Order(4)
  void endorsesNoCloseBeforeItsPromisesAreKept() {
    SignedRecord ballot = town.device(3).ballot(town.election(), Tracker.NONE);
    town.stopCity();
    requirePromise(cast(ballot).is(202), ballot);
    town.startCity();
    town.close(town.freeze());
    requireRecordedSoon(ballot);
    assertEquals(4, town.scope().path("ballots").asInt());
    cast(town.device(3).ballot(town.election(), tracker(ballot)))
        .isProblem(422, "refused", "R4 phase");
  }
}
