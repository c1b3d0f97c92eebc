package city.urna.verifier.check;

import static city.urna.verifier.Vectors.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.Vectors;
import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.arithmetic.Aggregate;
import city.urna.verifier.arithmetic.Ciphertext;
import city.urna.verifier.arithmetic.Element;
import city.urna.verifier.arithmetic.Point;
import city.urna.verifier.arithmetic.Scalar;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.record.Envelope;
import city.urna.verifier.record.StrictMessage;
import city.urna.verifier.records.ClosedSet;
import city.urna.verifier.records.DecryptionShare;
import city.urna.verifier.records.Genesis;
import city.urna.verifier.records.Organization;
import city.urna.verifier.records.Record;
import city.urna.verifier.report.Numbered;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** V7.4, V8.1, V10 and what shares open to, on the specification's vectors. */
class TallyVectorsTest {
  private static final JsonNode FILE = Vectors.ofSpecification("tally.json");
  private static final Frozen FROZEN = Elections.frozen(FILE, FILE.get("trusteeKeys"));

  @Test
  void closedSets() {
    JsonNode good = Vectors.of(FILE.get("valid"), "closed-set").getFirst();
    Checks checks = new Checks(false);

    assertEquals(hex(good, "hash"), closedSet(checks, good, hex(good, "closedSet")));
    assertEquals(java.util.Set.of(), Elections.failed(checks));
    for (JsonNode vector : Vectors.of(FILE.get("invalid"), "closed-set")) {
      Checks other = new Checks(false);
      if (StrictMessage.parse(ClosedSet.parser(), hex(vector, "closedSet"))
          instanceof Parsed.Ok<ClosedSet>) {
        closedSet(other, good, hex(vector, "closedSet"));
        assertTrue(!Elections.failed(other).isEmpty(), vector.get("why").asText());
      }
    }
  }

  /** One organization posts this; the verifier computes its own from the good vector's ballots. */
  private static Bytes closedSet(Checks checks, JsonNode good, Bytes posted) {
    Genesis genesis =
        Genesis.newBuilder().addOrganizations(Organization.newBuilder().setId("org")).build();
    ClosedSetChecks closedSets = new ClosedSetChecks(checks, FROZEN, new Signers(genesis));
    ClosedSet set = StrictMessage.parse(ClosedSet.parser(), posted).orThrow();
    assertTrue(closedSets.take(logged(9, posted), 0, set).isEmpty());
    List<BallotLine> lines = new ArrayList<>();
    Map<Long, OpenedBallot> opened = new TreeMap<>();
    for (JsonNode ballot : good.get("ballots")) {
      int style = FROZEN.style(ballot.get("style").asText()).orElseThrow();
      lines.add(
          new BallotLine(
              lines.size(),
              hex(ballot, "nullifier"),
              hex(ballot, "tracker"),
              hex(ballot, "replaces"),
              style));
      opened.put(lines.getLast().position(), opened(style, ballot.get("ciphertexts")));
    }
    ReplayChecks.Replayed replayed = new ReplayChecks(checks).replay(lines);
    Sums all = new Sums(FROZEN);
    opened.values().forEach(all::add);
    Sums out = new Sums(FROZEN);
    replayed.notCounted().forEach(position -> out.add(opened.get(position)));
    return closedSets.finish(
        new ClosedSetChecks.Own(
            good.get("treeSize").asLong(),
            hex(good, "treeRoot"),
            replayed.recorded(),
            replayed.counted(),
            all.less(out)));
  }

  private static OpenedBallot opened(int style, JsonNode answers) {
    List<List<Ciphertext>> ciphertexts = new ArrayList<>();
    for (JsonNode answer : answers) {
      List<Ciphertext> places = new ArrayList<>();
      Elections.texts(answer)
          .forEach(text -> places.add(Ciphertext.decode(Bytes.fromHex(text).orThrow()).orThrow()));
      ciphertexts.add(places);
    }
    return new OpenedBallot(
        city.urna.verifier.records.Ballot.getDefaultInstance(), style, ciphertexts);
  }

  private static LoggedRecord logged(int kind, Bytes body) {
    Record record =
        Record.newBuilder()
            .setVersion(1)
            .setKind(kind)
            .setProcess(FROZEN.process())
            .setScope(FROZEN.scope())
            .setBody(com.google.protobuf.ByteString.copyFrom(body.toArray()))
            .build();
    Envelope envelope = Envelope.parse(Bytes.of(record.toByteString())).orThrow();
    return new LoggedRecord(1, envelope, envelope.hash());
  }

  @Test
  void shares() {
    for (JsonNode vector : Vectors.of(FILE.get("valid"), "share")) {
      assertEquals("", shareFailure(vector));
    }
    for (JsonNode vector : Vectors.of(FILE.get("invalid"), "share")) {
      assertNotEquals("", shareFailure(vector), vector.get("why").asText());
    }
  }

  private static String shareFailure(JsonNode vector) {
    Bytes raw = hex(vector, "share");
    if (!(StrictMessage.parse(DecryptionShare.parser(), raw)
        instanceof Parsed.Ok<DecryptionShare>(DecryptionShare share))) {
      return "does not parse";
    }
    if (share.getTrustee() != vector.get("trustee").asInt()) {
      return "names another trustee than its signer";
    }
    Checks checks = new Checks(false);
    TallyChecks tally =
        new TallyChecks(checks, FROZEN, List.of("a", "b", "c"), 1, new SecureRandom());
    tally.take(logged(10, raw), share);
    ClosedSet set = StrictMessage.parse(ClosedSet.parser(), hex(FILE, "closedSet")).orThrow();
    tally.finish(hex(FILE, "closedSetHash"), set);
    return checks.of(Numbered.V10_1).hasFailed() ? Elections.evidence(checks, Numbered.V10_1) : "";
  }

  @Test
  void lagrange() {
    for (JsonNode vector : Vectors.of(FILE.get("valid"), "lagrange")) {
      assertEquals(Elections.texts(vector.get("lambda")), lambdas(vector));
    }
    for (JsonNode vector : Vectors.of(FILE.get("invalid"), "lagrange")) {
      assertNotEquals(
          Elections.texts(vector.get("lambda")), lambdas(vector), vector.get("why").asText());
    }
  }

  private static List<String> lambdas(JsonNode vector) {
    List<Integer> indexes =
        Elections.texts(vector.get("indexes")).stream().map(Integer::valueOf).toList();
    return indexes.stream()
        .map(index -> TallyChecks.lagrange(index, indexes).value().toString())
        .toList();
  }

  @Test
  void openings() {
    for (JsonNode vector : Vectors.of(FILE.get("valid"), "opening")) {
      assertTrue(opensTo(vector), "count " + vector.get("count").asText());
    }
    for (JsonNode vector : Vectors.of(FILE.get("invalid"), "opening")) {
      assertTrue(!opensTo(vector), vector.get("why").asText());
    }
  }

  private static boolean opensTo(JsonNode vector) {
    if (!(Aggregate.decode(hex(vector, "ciphertext"))
        instanceof Parsed.Ok<Aggregate>(Aggregate sum))) {
      return false;
    }
    TreeMap<Integer, Element> shares = new TreeMap<>();
    for (JsonNode share : vector.get("shares")) {
      if (!(Element.decode(hex(share, "point")) instanceof Parsed.Ok<Element>(Element point))) {
        return false;
      }
      shares.put(share.get("trustee").asInt(), point);
    }
    BigInteger count = new BigInteger(vector.get("count").asText());
    BigInteger ballots = new BigInteger(vector.get("ballots").asText());
    return count.signum() >= 0
        && count.compareTo(ballots) <= 0
        && TallyChecks.open(sum, shares, List.copyOf(shares.keySet()))
            .equals(
                count.signum() == 0
                    ? Element.IDENTITY
                    : Point.GENERATOR.times(Scalar.reduce(count)));
  }
}
