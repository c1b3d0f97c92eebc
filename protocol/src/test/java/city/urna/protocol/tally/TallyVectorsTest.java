package city.urna.protocol.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import city.urna.protocol.Vectors;
import city.urna.protocol.ballot.BallotSamples;
import city.urna.protocol.ballot.Chains;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.election.Election;
import city.urna.protocol.elgamal.Aggregate;
import city.urna.protocol.elgamal.Ciphertext;
import city.urna.protocol.group.Element;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.ClosedSet;
import city.urna.protocol.records.DecryptionShare;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.Question;
import city.urna.protocol.records.QuestionItems;
import city.urna.protocol.records.Scope;
import city.urna.protocol.records.Style;
import city.urna.protocol.records.TrusteeKey;
import city.urna.protocol.transcript.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/** The reference's tally: closed sets, shares, openings. */
class TallyVectorsTest {
  private static final JsonNode FILE = Vectors.ours("tally.json");
  private static final Election ELECTION = election();
  private static final FixedSet CLOSED =
      FixedSet.read(ELECTION, Vectors.hex(FILE, "closedSet")).orThrow();

  @Test
  void theClosedSetIsComputed() {
    for (JsonNode vector : Vectors.each(FILE.required("valid"), "what", "closed-set")) {
      ClosedSet closed = close(vector);
      Bytes body = Bytes.of(closed.toByteString());
      assertEquals(Vectors.hex(vector, "closedSet"), body);
      assertEquals(Vectors.hex(vector, "hash"), FixedSet.hash(ELECTION, body).value());
    }
    assertEquals(Vectors.hex(FILE, "closedSetHash"), CLOSED.hash().value());
  }

  @Test
  void anotherClosedSetIsAnother() {
    Bytes right = Vectors.hex(FILE, "closedSet");
    for (JsonNode vector : Vectors.each(FILE.required("invalid"), "what", "closed-set")) {
      Bytes wrong = Vectors.hex(vector, "closedSet");
      assertNotEquals(right, wrong, why(vector));
      assertEquals(Vectors.hex(vector, "hash"), FixedSet.hash(ELECTION, wrong).value());
    }
  }

  @Test
  void lagrangeCoefficients() {
    for (JsonNode vector : Vectors.each(FILE.required("valid"), "what", "lagrange")) {
      assertEquals(lambda(vector), coefficients(vector));
    }
    for (JsonNode vector : Vectors.each(FILE.required("invalid"), "what", "lagrange")) {
      // As text: a value that is not reduced is wrong too.
      List<String> stated = new ArrayList<>();
      vector.required("lambda").forEach(one -> stated.add(one.asText()));
      List<String> computed =
          coefficients(vector).stream()
              .map(one -> new BigInteger(1, one.encode().toArray()).toString())
              .toList();
      assertNotEquals(stated, computed, why(vector));
    }
  }

  @Test
  void rightSharesAreAccepted() {
    for (JsonNode vector : Vectors.each(FILE.required("valid"), "what", "share")) {
      assertEquals(vector.required("trustee").asInt(), check(vector).orThrow().trustee());
    }
  }

  @Test
  void anyTwoSharesGiveTheSameCounts() {
    List<CheckedShare> shares =
        Vectors.each(FILE.required("valid"), "what", "share").stream()
            .map(vector -> check(vector).orThrow())
            .toList();
    List<Counts> all = Decryption.of(CLOSED, shares).counts().orThrow();
    assertEquals(3, shares.size());
    for (int left = 0; left < shares.size(); left++) {
      List<CheckedShare> two = new ArrayList<>(shares);
      two.remove(left);
      Decryption decryption = Decryption.of(CLOSED, two);
      assertEquals(all, decryption.counts().orThrow());
      assertEquals(Verdict.verified(all), decryption.confirm(all));
    }
    Verdict<List<Counts>> tooFew = Decryption.of(CLOSED, shares.subList(0, 1)).counts();
    assertEquals(Refusal.CERTIFICATE, assertInstanceOf(Verdict.Rejected.class, tooFew).code());
  }

  @Test
  void wrongSharesAreRefused() {
    for (JsonNode vector : Vectors.each(FILE.required("invalid"), "what", "share")) {
      // The vector's trustee is the record's author; that it is the one named is R3's to see.
      int author = vector.required("trustee").asInt();
      boolean accepted =
          check(vector) instanceof Verdict.Verified<CheckedShare>(CheckedShare share)
              && share.trustee() == author;
      assertFalse(accepted, why(vector));
    }
  }

  @Test
  void openings() {
    for (JsonNode vector : Vectors.each(FILE.required("valid"), "what", "opening")) {
      assertEquals(OptionalLong.of(vector.required("count").asLong()), open(vector));
    }
    for (JsonNode vector : Vectors.each(FILE.required("invalid"), "what", "opening")) {
      assertNotEquals(
          OptionalLong.of(vector.required("count").asLong()), open(vector), why(vector));
    }
  }

  private static ClosedSet close(JsonNode vector) {
    Map<String, List<Chains.Link>> byNullifier = new LinkedHashMap<>();
    Map<Tracker, JsonNode> byTracker = new LinkedHashMap<>();
    for (JsonNode ballot : Vectors.each(vector.required("ballots"))) {
      Tracker tracker = Tracker.parse(Vectors.hex(ballot, "tracker")).orThrow();
      Tracker replaces = Tracker.parse(Vectors.hex(ballot, "replaces")).orThrow();
      byNullifier
          .computeIfAbsent(ballot.required("nullifier").asText(), key -> new ArrayList<>())
          .add(new Chains.Link(tracker, replaces));
      byTracker.put(tracker, ballot);
    }
    Aggregation aggregation = new Aggregation(ELECTION);
    for (List<Chains.Link> links : byNullifier.values()) {
      Tracker counted = Chains.follow(links).counted().orElseThrow();
      JsonNode ballot = byTracker.get(counted);
      String style = ballot.required("style").asText();
      SequencedMap<String, List<Ciphertext>> answers = new LinkedHashMap<>();
      for (int q = 0; q < ballot.required("ciphertexts").size(); q++) {
        List<Ciphertext> ciphertexts = new ArrayList<>();
        ballot
            .required("ciphertexts")
            .get(q)
            .forEach(
                one ->
                    ciphertexts.add(
                        Ciphertext.decode(Bytes.fromHex(one.asText()).orThrow()).orThrow()));
        answers.put(ELECTION.style(style).orElseThrow().get(q).id(), ciphertexts);
      }
      aggregation.add(BallotSamples.checked(counted, style, answers));
    }
    return aggregation.closedSet(
        vector.required("treeSize").asLong(),
        new Digest(Vectors.hex(vector, "treeRoot")),
        byTracker.size());
  }

  private static Verdict<CheckedShare> check(JsonNode vector) {
    return StrictParser.parse(DecryptionShare.parser(), Vectors.hex(vector, "share"))
        .verdict(Refusal.ENVELOPE)
        .flatMap(message -> DecryptionShares.check(CLOSED, message));
  }

  private static OptionalLong open(JsonNode vector) {
    List<Integer> trustees = new ArrayList<>();
    List<Element> points = new ArrayList<>();
    for (JsonNode share : Vectors.each(vector.required("shares"))) {
      trustees.add(share.required("trustee").asInt());
      points.add(Element.decode(Vectors.hex(share, "point")).orThrow());
    }
    List<Scalar> coefficients =
        trustees.stream().map(i -> Lagrange.coefficient(trustees, i)).toList();
    Aggregate ciphertext = Aggregate.decode(Vectors.hex(vector, "ciphertext")).orThrow();
    return new SmallLogarithm(vector.required("ballots").asLong())
        .of(Decryption.open(ciphertext, coefficients, points));
  }

  private static List<Scalar> coefficients(JsonNode vector) {
    List<Integer> indexes = new ArrayList<>();
    vector.required("indexes").forEach(one -> indexes.add(one.asInt()));
    return indexes.stream().map(i -> Lagrange.coefficient(indexes, i)).toList();
  }

  private static List<Scalar> lambda(JsonNode vector) {
    List<Scalar> lambda = new ArrayList<>();
    vector.required("lambda").forEach(one -> lambda.add(Scalar.of(new BigInteger(one.asText()))));
    return lambda;
  }

  private static String why(JsonNode vector) {
    return vector.required("why").asText();
  }

  private static Election election() {
    Scope.Builder scope = Scope.newBuilder().setId(FILE.required("scope").asText());
    Definition.Builder definition =
        Definition.newBuilder().setJointKey(Element.GENERATOR.encode().toByteString());
    for (JsonNode question : Vectors.each(FILE.required("questions"))) {
      String id = question.required("id").asText();
      scope.addQuestions(
          Question.newBuilder()
              .setId(id)
              .setMin(question.required("min").asInt())
              .setMax(question.required("max").asInt())
              .setBlank(question.required("blank").asBoolean()));
      definition.addQuestions(
          QuestionItems.newBuilder()
              .setQuestion(id)
              .addAllItems(Collections.nCopies(question.required("n").asInt(), ByteString.EMPTY)));
    }
    FILE.required("styles")
        .properties()
        .forEach(
            style -> {
              Style.Builder message = Style.newBuilder().setId(style.getKey());
              style.getValue().forEach(question -> message.addQuestions(question.asText()));
              scope.addStyles(message);
            });
    List<Bytes> keys = new ArrayList<>();
    FILE.required("trusteeKeys").forEach(key -> keys.add(Bytes.fromHex(key.asText()).orThrow()));
    for (int i = 0; i < keys.size(); i++) {
      definition.addTrusteeKeys(
          TrusteeKey.newBuilder().setTrustee(i + 1).setKey(keys.get(i).toByteString()));
    }
    Context context =
        new Context(
            FILE.required("process").asText(),
            FILE.required("scope").asText(),
            new Digest(Vectors.hex(FILE, "electionHash")));
    return Election.of(context, scope.build(), definition.build()).orThrow();
  }
}
