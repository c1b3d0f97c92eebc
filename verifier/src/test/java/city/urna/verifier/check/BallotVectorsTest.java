package city.urna.verifier.check;

import static city.urna.verifier.Vectors.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.Vectors;
import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.record.Envelope;
import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** V6 and V7.3 on the specification's vectors. */
class BallotVectorsTest {
  /** Which check refuses what the contract refuses with this code (spec records §6). */
  private static final Map<String, String> CHECK_OF =
      Map.of("R1", "V6.1", "R3", "V6.4", "R7", "V6.2", "R8", "V6.3", "R9", "V6.5");

  private record Outcome(Set<String> failed, List<BallotLine> lines) {}

  private static Outcome check(JsonNode file, JsonNode vector, Envelope envelope) {
    Checks checks = new Checks(false);
    Frozen frozen = Elections.frozen(file.get("election"), file.path("trusteeKeys"));
    try (Workers workers = new Workers(1)) {
      BallotChecks ballots =
          new BallotChecks(
              checks,
              frozen,
              Eligibility.of(frozen, Elections.keys(file.get("election"))),
              workers,
              new SecureRandom());
      ballots.take(
          new LoggedRecord(7, envelope, envelope.hash()),
          Elections.texts(vector.get("active")),
          true);
      ballots.finish();
      return new Outcome(Elections.failed(checks), ballots.lines());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ballots", "ballots-election", "ballot-proofs"})
  void ballots(String name) {
    JsonNode file = Vectors.ofSpecification(name + ".json");
    for (JsonNode vector : Vectors.of(file.get("valid"), "")) {
      Outcome outcome = check(file, vector, Envelope.parse(hex(vector, "record")).orThrow());

      assertEquals(Set.of(), outcome.failed, vector.path("what").asText());
      BallotLine line = outcome.lines.getFirst();
      assertEquals(hex(vector, "tracker"), line.tracker());
      assertEquals(hex(vector, "nullifier"), line.nullifier());
      assertEquals(hex(vector, "replaces"), line.replaces());
    }
    for (JsonNode vector : Vectors.of(file.get("invalid"), "")) {
      String code = vector.get("code").asText();
      String why = name + ": " + vector.get("why").asText();
      switch (Envelope.parse(hex(vector, "record"))) {
        // The log's check V1.4 sees these; only a broken envelope may end here.
        case Parsed.Malformed<Envelope> refused -> assertEquals("R1", code, why);
        case Parsed.Ok<Envelope>(Envelope envelope) -> {
          Outcome outcome = check(file, vector, envelope);
          assertTrue(outcome.failed.contains(CHECK_OF.get(code)), why + ": " + outcome.failed);
          assertTrue(outcome.lines.isEmpty(), why);
        }
      }
    }
  }

  @Test
  void chains() {
    JsonNode file = Vectors.ofSpecification("chains.json");
    for (JsonNode vector : Vectors.of(file.get("valid"), "")) {
      ReplayChecks.Replayed replayed = replay(vector);
      String what = vector.get("what").asText();

      assertEquals(
          vector.get("counted").isNull() ? List.of() : List.of(hex(vector, "counted")),
          replayed.counted().stream().map(BallotLine::tracker).toList(),
          what);
      assertEquals(vector.get("superseded").size(), replayed.superseded(), what);
      assertEquals(vector.get("unchained").size(), replayed.unchained(), what);
    }
    for (JsonNode vector : Vectors.of(file.get("invalid"), "")) {
      List<Bytes> wrong =
          vector.get("counted").isNull() ? List.of() : List.of(hex(vector, "counted"));

      assertTrue(
          !replay(vector).counted().stream().map(BallotLine::tracker).toList().equals(wrong),
          vector.get("why").asText());
    }
  }

  private static ReplayChecks.Replayed replay(JsonNode vector) {
    java.util.ArrayList<BallotLine> lines = new java.util.ArrayList<>();
    for (JsonNode ballot : vector.get("ballots")) {
      lines.add(
          new BallotLine(
              lines.size(), Bytes.ZERO_32, hex(ballot, "tracker"), hex(ballot, "replaces"), 0));
    }
    return new ReplayChecks(new Checks(false)).replay(lines);
  }
}
