package city.urna.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.api.town.Client;
import city.urna.api.town.Device;
import city.urna.api.town.Town;
import city.urna.api.town.TownExtension;
import city.urna.chaincode.example.Parties;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.log.Receipt;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Ballot;
import city.urna.protocol.signature.Ed25519PrivateKey;
import city.urna.protocol.signature.Signatures;
import city.urna.protocol.transcript.Transcript;
import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Casting and issuance while casting is open, over HTTP, against three organizations. */
@ExtendWith(TownExtension.class)
class ElectionTest {
  private final Town town;

  ElectionTest(Town town) {
    this.town = town;
  }

  private Client.Reply cast(SignedRecord ballot) {
    return town.node().post("/v1/ballots", ballot.bytes());
  }

  private SignedRecord next(Device device) {
    return device.ballot(town.election(), town.end(device));
  }

  private static Ballot.Builder body(SignedRecord ballot) {
    return ballot.body(Ballot.parser()).orThrow().toBuilder();
  }

  private static Bytes bytes(Ballot.Builder ballot) {
    return Bytes.of(ballot.build().toByteString());
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
    JsonNode promise = reply.json().path("acknowledgement");
    Digest said =
        Transcript.of("acknowledgement", town.election().context())
            .absorb("tracker", tracker.value())
            .absorbLong("time", promise.path("time").asLong())
            .hash();
    String gateway = town.node().get("/v1/ledger").is(200).json().path("gateway").asText();
    assertTrue(
        Signatures.verify(
            Bytes.fromHex(gateway).orThrow(),
            said.value(),
            Bytes.fromHex(promise.path("signature").asText()).orThrow()));
  }

  @Test
  void theSameBallotIsCastOnceHoweverOftenItIsSent() {
    SignedRecord ballot = next(town.device(1));
    long before = town.scope().path("ballots").asLong();
    Set<String> receipts =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> cast(ballot).is(201).json().path("receipt").asText())
            .collect(Collectors.toSet());
    receipts.add(cast(ballot).is(201).json().path("receipt").asText());
    assertEquals(1, receipts.size());
    assertEquals(before + 1, town.scope().path("ballots").asLong());
  }

  @Test
  void aBallotThatReplacesAnotherThanTheLastIsStale() {
    Device device = town.device(2);
    Tracker end = town.end(device);
    cast(device.ballot(town.election(), end)).is(201);
    cast(device.ballot(town.election(), end)).isProblem(409, "stale", "");
  }

  @Test
  void aCredentialCastsTwentyBallotsAndNoMore() {
    Device device = town.device(3);
    IntStream.range(0, 20).forEach(i -> cast(next(device)).is(201));
    SignedRecord last = next(device);
    cast(last).isProblem(429, "quota", "");
  }

  @Test
  void aCredentialWithoutAnIssuersSignatureIsRefused() {
    Device device = town.device(5);
    Ballot.Builder body = body(next(device)).removeIssuerSignatures(1);
    cast(device.sign(bytes(body))).isProblem(422, "refused", "R8 credential");
  }

  @Test
  void aCredentialOfTwoVotersSignaturesIsRefused() {
    Device device = town.device(5);
    Device other =
        town.devices().stream()
            .filter(d -> d != device && d.style().equals(device.style()))
            .findFirst()
            .orElseThrow();
    Ballot foreign = next(other).body(Ballot.parser()).orThrow();
    Ballot.Builder body = body(next(device)).setIssuerSignatures(1, foreign.getIssuerSignatures(1));
    cast(device.sign(bytes(body))).isProblem(422, "refused", "R8 credential");
  }

  @Test
  void aBallotOfAnotherElectionOrScopeIsRefused() {
    Device device = town.device(6);
    Ballot.Builder elsewhere = body(next(device)).setElection(Bytes.zero(32).toByteString());
    cast(device.sign(bytes(elsewhere))).isProblem(422, "refused", "R7 election");
    Bytes body = next(device).body();
    Ed25519PrivateKey key = Ed25519PrivateKey.generate(new SecureRandom());
    for (String scope : List.of("other", "nowhere")) {
      cast(SignedRecord.sign(Kind.BALLOT, Parties.PROCESS, scope, body, List.of(key)))
          .isProblem(422, "refused", "R3 signature");
    }
  }

  @Test
  void anIssuerSignsOnceForAnEntry() {
    Device device = town.device(7);
    for (String issuer : Parties.ISSUERS) {
      Client service = town.issuer(issuer);
      Bytes first = service.post("/v1/issuances", device.request(issuer)).is(200).body();
      assertEquals(first, service.post("/v1/issuances", device.request(issuer)).is(200).body());
      service
          .post("/v1/issuances", device.call(town.election(), issuer))
          .isProblem(409, "conflict", "");
      service
          .post("/v1/issuances", town.stranger().call(town.election(), issuer))
          .isProblem(403, "forbidden", "");
    }
  }
}
