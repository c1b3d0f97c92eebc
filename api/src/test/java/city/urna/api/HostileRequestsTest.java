package city.urna.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.api.town.Client;
import city.urna.api.town.Device;
import city.urna.api.town.Town;
import city.urna.api.town.TownExtension;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Ballot;
import city.urna.protocol.records.Cosigning;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers may send: every answer is a documented problem, and nothing of it is kept. */
@ExtendWith(TownExtension.class)
class HostileRequestsTest {
  private static final int DAMAGED = 800;
  private static final int RESIGNED = 200;

  private final Town town;

  HostileRequestsTest(Town town) {
    this.town = town;
  }

  @Test
  void aThousandDamagedBallotsAreRefusedAndNothingElse() {
    Random random = new Random(7);
    Device device = town.device(8);
    SignedRecord ballot = device.ballot(town.election(), town.end(device));
    long before = town.scope().path("ballots").asLong();
    List<Bytes> sent = new ArrayList<>();
    for (int i = 0; i < DAMAGED; i++) {
      sent.add(damaged(ballot.bytes(), random));
    }
    while (sent.size() < DAMAGED + RESIGNED) {
      Bytes body = damaged(ballot.body(), random);
      // What no record can hold is among the damaged ones above: the device refuses to sign it.
      if (StrictParser.parse(Ballot.parser(), body).optional().isPresent()
          && !isOnlyAnotherMark(body, ballot)) {
        sent.add(device.sign(body).bytes());
      }
    }
    Map<Integer, Integer> statuses = Collections.synchronizedMap(new TreeMap<>());
    sent.parallelStream()
        .forEach(
            bytes ->
                statuses.merge(town.node().post("/v1/ballots", bytes).status(), 1, Integer::sum));
    assertTrue(
        statuses.keySet().stream().allMatch(s -> s == 400 || s == 409 || s == 422),
        statuses::toString);
    assertTrue(statuses.get(422) > RESIGNED / 4, statuses::toString);
    assertEquals(before, town.scope().path("ballots").asLong());
  }

  /** Another mark under the voter's own signature is simply another ballot. */
  private static boolean isOnlyAnotherMark(Bytes body, SignedRecord ballot) {
    try {
      Ballot whole = ballot.body(Ballot.parser()).orThrow();
      return Ballot.parseFrom(body.toByteString()).toBuilder()
          .setMark(whole.getMark())
          .build()
          .equals(whole);
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      return false;
    }
  }

  /** One to three changes, none of which undoes another. */
  private static Bytes damaged(Bytes good, Random random) {
    Bytes bytes = good;
    for (int i = random.nextInt(3); i >= 0 || bytes.equals(good); i--) {
      int at = random.nextInt(bytes.size());
      Bytes head = bytes.slice(0, at);
      Bytes tail = bytes.slice(at, bytes.size());
      bytes =
          switch (random.nextInt(5)) {
            case 0 -> Bytes.concat(head, flipped(tail, random));
            case 1 -> at > 0 ? head : tail.slice(1, tail.size());
            case 2 -> Bytes.concat(head, Bytes.of(new byte[] {(byte) random.nextInt()}), tail);
            case 3 -> Bytes.concat(head, tail.slice(0, Math.min(9, tail.size())), tail);
            default -> Bytes.concat(head, tail.slice(1, tail.size()));
          };
      if (bytes.isEmpty()) {
        bytes = Bytes.ofUtf8("\n");
      }
    }
    return bytes;
  }

  private static Bytes flipped(Bytes bytes, Random random) {
    byte[] changed = bytes.toArray();
    changed[0] ^= (byte) (1 << random.nextInt(8));
    return Bytes.of(changed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1",
        "/v1/",
        "/v2/ledger",
        "/v1/processes/UPPER",
        "/v1/processes/nowhere",
        "/v1/processes/%2e%2e",
        "/v1/processes/a%00b",
        "/v1/processes/a%2Fb",
        "/v1/processes/city-2026/scopes/nowhere/setup",
        "/v1/processes/city-2026/scopes/council/chains/xyz",
        "/v1/records/abc",
        "/v1/records/%C3%A9",
        "/v1/records?from=-1",
        "/v1/records?limit=1001",
        "/v1/records?from=99999999999999999999",
        "/v1/records?limit=x",
        "/v1/ballots/0000000000000000000000000000000000000000000000000000000000000000",
        "/v1/ballots/g000000000000000000000000000000000000000000000000000000000000000",
        "/tile/0/zzz",
        "/tile/0/000.p/300",
        "/tile/9999999999/000",
        "/tile/../../keys/log.key",
        "/archive/../keys/log.key",
        "/archive/%2e%2e/keys/log.key",
        "/archive/..%2fkeys%2flog.key",
        "/archive/tile//0",
        "/keys/log.key",
        "/openapi/node.yaml",
      })
  void aPathThatLeadsNowhereIsAProblem(String path) {
    int status = town.node().get(path).status();
    assertTrue(status == 404 || status == 400, path + ": " + status);
  }

  @Test
  void otherMethodsLeadNowhere() {
    for (String method : List.of("PUT", "DELETE", "PATCH", "TRACE")) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder().method(method, HttpRequest.BodyPublishers.noBody());
      int status = town.node().send(method, "/v1/ballots", request).status();
      assertTrue(status == 404 || status == 400, method + ": " + status);
    }
  }

  @Test
  void bodiesLargerThanAnyValidOneAreNotRead() {
    Bytes large = Bytes.zero(SignedRecord.MOST_BYTES + 1);
    town.node().post("/v1/ballots", large).isProblem(413, "too-large", "");
    town.node().post("/v1/records", large).isProblem(413, "too-large", "");
    town.issuer("alpha").post("/v1/issuances", large).isProblem(413, "too-large", "");
    town.issuer("alpha")
        .post("/v1/keys", large, "application/json")
        .isProblem(413, "too-large", "");
  }

  @Test
  void bodiesOfAnotherTypeAreNotRead() {
    Bytes body = Bytes.ofUtf8("{}");
    for (String type : List.of("text/plain", "application/json", "application/octet-stream")) {
      town.node().post("/v1/ballots", body, type).isProblem(415, "media-type", "");
      town.node().post("/v1/records", body, type).isProblem(415, "media-type", "");
      town.issuer("beta").post("/v1/issuances", body, type).isProblem(415, "media-type", "");
      town.organization(0).post("/v1/cosign", body, type).isProblem(415, "media-type", "");
      town.organization(0).post("/v1/endorse", body, type).isProblem(415, "media-type", "");
    }
    town.issuer("beta").post("/v1/keys", body).isProblem(415, "media-type", "");
  }

  @Test
  void bodiesThatAreNoMessagesAreRefused() {
    for (Bytes body : List.of(Bytes.EMPTY, Bytes.zero(5), Bytes.ofUtf8("\n\n\n\n"))) {
      town.node().post("/v1/ballots", body).isProblem(400, "malformed", "");
      town.node().post("/v1/records", body).isProblem(400, "malformed", "");
      town.organization(1).post("/v1/endorse", body).isProblem(400, "malformed", "");
      int status = town.organization(1).post("/v1/cosign", body).status();
      assertTrue(status == 400 || status == 422, "" + status);
      status = town.issuer("alpha").post("/v1/issuances", body).status();
      assertTrue(status == 400 || status == 422, "" + status);
    }
    for (String json :
        List.of("", "{", "[]", "null", "{}", "{\"process\":7}", "{\"process\":\"/\"}")) {
      town.issuer("alpha").postJson("/v1/keys", json).isProblem(400, "malformed", "");
    }
    town.issuer("alpha")
        .postJson("/v1/keys", "{\"process\":\"nowhere\",\"scope\":\"council\"}")
        .isProblem(404, "not-found", "");
  }

  @Test
  void ballotsAndOtherRecordsHaveTheirOwnPaths() {
    Device device = town.device(9);
    SignedRecord ballot = device.ballot(town.election(), town.end(device));
    town.node().post("/v1/records", ballot.bytes()).isProblem(400, "malformed", "");
    Bytes genesis = town.node().get("/v1/records?from=0&limit=1").is(200).body();
    town.node()
        .post("/v1/ballots", genesis.slice(4, genesis.size()))
        .isProblem(400, "malformed", "");
  }

  @Test
  void anOrganizationCosignsNothingThatItsReplayDoesNotSay() {
    Client organization = town.organization(2);
    String cosigned = town.node().get("/checkpoint").is(200).text();
    String withoutCosigners = cosigned.substring(0, cosigned.indexOf("\n\n") + 2);
    String log = cosigned.substring(cosigned.indexOf("\n\n") + 2).lines().findFirst().orElseThrow();
    String changed = withoutCosigners.replaceFirst("\n[0-9]+\n", "\n1\n") + log + "\n";
    Cosigning unsigned =
        Cosigning.newBuilder().setCheckpoint(Bytes.ofUtf8(changed).toByteString()).build();
    organization
        .post("/v1/cosign", Bytes.of(unsigned.toByteString()))
        .isProblem(422, "refused", "");
  }

  @Test
  void noMeterHasALabel() {
    for (Client client : List.of(town.node(), town.issuer("alpha"), town.organization(0))) {
      String metrics = client.get("/metrics").is(200).text();
      assertTrue(metrics.contains("jvm_heap_used"), metrics);
      metrics
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> assertFalse(line.contains("{"), line));
    }
    String node = town.node().get("/metrics").is(200).text();
    for (String name :
        List.of(
            "urna_ballots_recorded_total",
            "urna_ballots_refused_total",
            "urna_batch_seconds_count",
            "urna_batch_seconds_sum",
            "urna_queue")) {
      assertTrue(node.lines().anyMatch(line -> line.startsWith(name + " ")), name);
    }
  }

  @Test
  void theArchiveIsServedByTheNamesOfItsManifest() {
    var manifest = town.node().get("/archive/manifest.json").is(200).json();
    assertEquals("urna-archive/v1", manifest.path("format").asText());
    for (var file : manifest.path("files")) {
      Bytes content = town.node().get("/archive/" + file.path("name").asText()).is(200).body();
      assertEquals(file.path("length").asInt(), content.size());
      assertEquals(
          file.path("sha256").asText(), city.urna.protocol.bytes.Digest.sha256(content).hex());
    }
  }

  @Test
  void everyListenerServesItsDocument() {
    assertTrue(town.node().get("/v1/openapi.yaml").is(200).text().contains("city's node"));
    assertTrue(town.issuer("beta").get("/v1/openapi.yaml").is(200).text().contains("an issuer"));
    assertTrue(
        town.organization(0).get("/v1/openapi.yaml").is(200).text().contains("an organization"));
    for (Client client : List.of(town.node(), town.issuer("beta"), town.organization(0))) {
      client.get("/health/live").is(200);
      client.get("/health/ready").is(200);
    }
  }
}
