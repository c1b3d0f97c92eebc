package city.urna.protocol.consultation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.urna.protocol.Vectors;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.records.Act;
import city.urna.protocol.records.ActCredential;
import city.urna.protocol.records.ActRule;
import city.urna.protocol.records.Consultation;
import city.urna.protocol.records.ContentRef;
import city.urna.protocol.records.Decision;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Scope;
import city.urna.protocol.transcript.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The reference's replays: what stands, what counts, what is decided, what is owed (§8). */
class ReplayVectorsTest {
  private static final JsonNode FILE = Vectors.ours("consultation-replay.json");

  @Test
  void whatStandsBesideWhatDoesNot() {
    Vectors.each(FILE.required("valid")).forEach(ReplayVectorsTest::compare);
  }

  @Test
  void whatCountsForNothing() {
    Vectors.each(FILE.required("invalid")).forEach(ReplayVectorsTest::compare);
  }

  private static void compare(JsonNode vector) {
    JsonNode result = new Story(vector).result();
    assertEquals(
        vector.required("result").toPrettyString(),
        result.toPrettyString(),
        vector.required("what").asText());
  }

  /** One replay: names stand for what records would have. */
  private static final class Story {
    private final JsonNode vector;
    private final Map<String, Scope> scopes = new LinkedHashMap<>();
    private final Set<String> gone = new TreeSet<>();
    private final Chains chains = new Chains(scopes);
    private final Map<String, Long> closes = new LinkedHashMap<>();
    private final Map<String, String> items = new LinkedHashMap<>();
    private final List<Tracker> acts = new ArrayList<>();
    private final Map<String, Set<Digest>> commitments = new LinkedHashMap<>();

    Story(JsonNode vector) {
      this.vector = vector;
      vector.required("scopes").properties().forEach(one -> scope(one.getKey(), one.getValue()));
      vector.required("void").forEach(scope -> gone.add(scope.asText()));
      vector.required("events").forEach(this::event);
    }

    private void scope(String id, JsonNode scope) {
      Consultation.Builder rules =
          Consultation.newBuilder().setAnswerSeconds(scope.required("answerSeconds").asLong());
      for (JsonNode rule : scope.required("rules")) {
        rules.addActs(
            ActRule.newBuilder()
                .setType(rule.required("type").asInt())
                .setIdentity(rule.required("identity").asInt())
                .setQuota(rule.required("quota").asInt())
                .setAnswered(rule.required("answered").asInt()));
      }
      scopes.put(id, Scope.newBuilder().setId(id).setConsultation(rules).build());
      commitments.put(id, new TreeSet<>());
    }

    private void event(JsonNode event) {
      switch (event.required("event").asText()) {
        case "item" -> {
          String hash = event.required("hash").asText();
          String before = event.required("supersedes").asText();
          String id = before.isEmpty() ? hash : items.get(before);
          items.put(hash, id);
          chains.item("", digest(hash), Item.newBuilder().setId(id).build());
        }
        case "act" -> act(event);
        case "decision" -> decision(event);
        case "close" ->
            closes.put(event.required("scope").asText(), event.required("position").asLong());
        case String other -> throw new AssertionError(other);
      }
    }

    private void act(JsonNode event) {
      String scope = event.required("scope").asText();
      Act.Builder act =
          Act.newBuilder()
              .setType(event.required("type").asInt())
              .setChannel(1)
              .setTarget(hex(event, "target").toByteString())
              .setReplaces(hex(event, "replaces").toByteString())
              .setValue(event.required("value").asInt())
              .addAllContents(contents(event, scope));
      event
          .required("parents")
          .forEach(p -> act.addParents(digest(p.asText()).value().toByteString()));
      String author = event.required("author").asText();
      Bytes key = Digest.sha256(Bytes.ofUtf8(author)).value();
      String name = author.substring(author.indexOf(' ') + 1);
      switch (author.substring(0, author.indexOf(' '))) {
        case "credential" ->
            act.setCredential(ActCredential.newBuilder().setKey(key.toByteString()));
        case "officer" -> act.setOfficer(name);
        case "social" -> act.setKey(key.toByteString()).setChannel(5);
        case "public" -> act.setKey(key.toByteString());
        case String other -> throw new AssertionError(other);
      }
      Tracker hash = new Tracker(digest(event.required("hash").asText()));
      acts.add(hash);
      chains.act(
          scope,
          Context.bare("p", scope),
          new Chain.Member(hash, event.required("position").asLong(), act.build()),
          gone.contains(scope));
    }

    private void decision(JsonNode event) {
      String scope = event.required("scope").asText();
      Decision.Builder decision =
          Decision.newBuilder()
              .setType(event.required("type").asInt())
              .setTarget(hex(event, "target").toByteString())
              .setStatus(event.required("status").asInt())
              .setSupersedes(hex(event, "supersedes").toByteString())
              .addAllContents(contents(event, scope));
      event
          .required("commitments")
          .forEach(one -> decision.addCommitments(digest(one.asText()).value().toByteString()));
      chains.decision(
          scope,
          event.required("position").asLong(),
          digest(event.required("hash").asText()),
          decision.build(),
          gone.contains(scope));
    }

    private List<ContentRef> contents(JsonNode event, String scope) {
      List<ContentRef> contents = new ArrayList<>();
      for (JsonNode one : event.required("contents")) {
        Digest commitment = digest(one.asText());
        commitments.get(scope).add(commitment);
        contents.add(
            ContentRef.newBuilder().setCommitment(commitment.value().toByteString()).build());
      }
      return contents;
    }

    JsonNode result() {
      ObjectNode result = new ObjectMapper().createObjectNode();
      ArrayNode repeated = result.putArray("repeated");
      scopes.keySet().forEach(s -> chains.repeated(s).forEach(act -> repeated.add(act.hex())));
      standing(result.putArray("dangling"), Standing.DANGLING);
      standing(result.putArray("unchained"), Standing.UNCHAINED);
      ArrayNode over = result.putArray("overQuota");
      ArrayNode all = result.putArray("chains");
      List<Chain> everywhere =
          scopes.keySet().stream()
              .flatMap(scope -> chains.of(scope).stream())
              .sorted(java.util.Comparator.comparingLong(Chain::position))
              .toList();
      for (Chain chain : everywhere) {
        if (chains.standing(chain.last().act()).equals(Optional.of(Standing.OVER_QUOTA))) {
          over.add(chain.self().name().hex());
        }
        all.addObject()
            .put("first", chain.members().getFirst().act().hex())
            .put("last", chain.last().act().hex())
            .put("counts", chains.counting(chain.author().scope()).contains(chain));
      }
      ArrayNode dangling = result.putArray("danglingDecisions");
      ArrayNode inForce = result.putArray("inForce");
      for (String scope : scopes.keySet()) {
        for (Ruled ruled : chains.decisions(scope)) {
          if (ruled.dangling()) {
            dangling.add(ruled.record().hex());
          } else if (chains.isInForce(ruled)) {
            inForce.add(ruled.record().hex());
          }
        }
      }
      erased(result.putArray("redacted"), DecisionForm.Type.REDACTION);
      erased(result.putArray("withheld"), DecisionForm.Type.WITHHOLDING);
      ObjectNode rows = result.putObject("rows");
      ObjectNode owed = result.putObject("owed");
      for (String scope : scopes.keySet()) {
        ArrayNode own = rows.putArray(scope);
        CountRow.binding(chains.counts(scope)).forEach(row -> own.add(row.encode().hex()));
        owed(owed.putArray(scope), scope);
      }
      return result;
    }

    private void standing(ArrayNode array, Standing standing) {
      for (Tracker act : new java.util.LinkedHashSet<>(acts)) {
        if (chains.standing(act).equals(Optional.of(standing))) {
          array.add(act.hex());
        }
      }
    }

    private void erased(ArrayNode array, DecisionForm.Type type) {
      Set<String> found = new TreeSet<>();
      commitments.forEach(
          (scope, all) ->
              all.stream()
                  .filter(one -> chains.inForce(scope, type, one).isPresent())
                  .filter(
                      one ->
                          type == DecisionForm.Type.REDACTION
                              || chains.inForce(scope, DecisionForm.Type.REDACTION, one).isEmpty())
                  .forEach(one -> found.add(one.hex())));
      found.forEach(array::add);
    }

    private void owed(ArrayNode array, String scope) {
      if (gone.contains(scope) || scopes.get(scope).getConsultation().getAnswerSeconds() == 0) {
        return;
      }
      RecordedTimes times = ConsultationVectorsTest.recorded(vector);
      long newest = CosignedTime.lowerMedian(ConsultationVectorsTest.lines(vector.required("own")));
      for (Owed one :
          new Owing(
                  chains, scopes.get(scope), Optional.ofNullable(closes.get(scope)), times, newest)
              .all()) {
        array
            .addObject()
            .put("name", one.thing().name().hex())
            .put("due", one.due())
            .put("answered", one.settled().orElse(0))
            .put("state", one.state().name().toLowerCase(java.util.Locale.ROOT));
      }
    }

    private static Bytes hex(JsonNode event, String field) {
      return Bytes.fromHex(event.required(field).asText()).orThrow();
    }

    private static Digest digest(String hex) {
      return Digest.fromHex(hex).orThrow();
    }
  }
}
