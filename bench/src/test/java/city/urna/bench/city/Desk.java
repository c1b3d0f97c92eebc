package city.urna.bench.city;

import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Decision;
import city.urna.protocol.records.DecisionCall;
import city.urna.protocol.signature.Ed25519PrivateKey;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The office of works: signs its decisions itself and sends them over HTTP. */
final class Desk {
  private static final String OFFICE = "works";

  private final Municipality city;
  private final String process;
  private final Ed25519PrivateKey key;
  private final Map<String, String> elections = new ConcurrentHashMap<>();

  Desk(Municipality city, String process) {
    this.city = city;
    this.process = process;
    this.key = city.party("office-" + OFFICE).keys().signing();
  }

  private String election(String scope) {
    return elections.computeIfAbsent(
        scope,
        name -> {
          for (JsonNode one : city.site.json("/v1/processes/" + process).path("scopes")) {
            if (one.path("id").asText().equals(scope)) {
              return one.path("election").asText();
            }
          }
          throw new AssertionError("no scope " + scope);
        });
  }

  private Decision.Builder on(String scope, int type, String target, String reason) {
    return Decision.newBuilder()
        .setElection(hex(election(scope)))
        .setOffice(OFFICE)
        .setType(type)
        .setTarget(hex(target))
        .setReason(reason);
  }

  private static com.google.protobuf.ByteString hex(String text) {
    return Bytes.fromHex(text).orThrow().toByteString();
  }

  /** The hash of the decision. */
  String answer(String scope, String target, int status, String reason) {
    return send(scope, on(scope, 1, target, reason).setStatus(status));
  }

  void redact(String scope, String target, List<String> commitments, String reason) {
    Decision.Builder decision = on(scope, 2, target, reason);
    Set<String> sent = new TreeSet<>();
    for (String commitment : commitments) {
      decision.addCommitments(hex(commitment));
      city.site
          .json("/v1/contents/" + commitment + "/sent")
          .path("sent")
          .forEach(place -> sent.add(place.asText()));
    }
    send(scope, decision.addAllSent(sent));
  }

  void withhold(String scope, String target, List<String> commitments, String reason) {
    Decision.Builder decision = on(scope, 3, target, reason);
    commitments.forEach(one -> decision.addCommitments(hex(one)));
    send(scope, decision);
  }

  private String send(String scope, Decision.Builder decision) {
    SignedRecord record =
        SignedRecord.sign(
            Kind.DECISION, process, scope, Bytes.of(decision.build().toByteString()), List.of(key));
    DecisionCall call = DecisionCall.newBuilder().setRecord(record.bytes().toByteString()).build();
    Site.Reply reply =
        city.site.post("/v1/decisions", "application/x-protobuf", call.toByteArray());
    assertTrue(reply.status() == 201 || reply.status() == 202, reply::text);
    return record.hash().hex();
  }
}
