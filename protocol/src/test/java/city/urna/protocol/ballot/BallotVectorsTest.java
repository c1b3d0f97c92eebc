package city.urna.protocol.ballot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.Vectors;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.election.Election;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.record.SignedRecord;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference's ballots: accepted, and each refusal with its code. */
class BallotVectorsTest {
  @ParameterizedTest
  @ValueSource(strings = {"ballots.json", "ballot-proofs.json", "ballots-election.json"})
  void acceptedOnesAreAccepted(String name) {
    JsonNode file = Vectors.ours(name);
    Election election = VectorElection.of(file.required("election"));
    for (JsonNode vector : Vectors.each(file.required("valid"))) {
      SignedRecord record = SignedRecord.parse(Vectors.hex(vector, "record")).orThrow();
      CheckedBallot ballot = check(election, vector).orThrow();
      assertEquals(Vectors.hex(vector, "recordHash"), record.hash().value());
      assertEquals(Vectors.hex(vector, "tracker"), ballot.tracker().bytes());
      assertEquals(Vectors.hex(vector, "nullifier"), ballot.nullifier().bytes());
      assertEquals(Vectors.hex(vector, "replaces"), ballot.replaces().bytes());
      assertEquals(vector.required("style").asText(), ballot.style());
      assertTrue(ballot.issuers().containsAll(active(vector)));
      assertOpens(election, vector, record, ballot);
    }
  }

  private static void assertOpens(
      Election election, JsonNode vector, SignedRecord record, CheckedBallot ballot) {
    Map<String, List<Scalar>> randomness = new LinkedHashMap<>();
    List<Answer> answers = new ArrayList<>();
    JsonNode opening = vector.required("opening");
    ballot
        .answers()
        .forEach(
            (question, ciphertexts) -> {
              List<Scalar> scalars = new ArrayList<>();
              for (String hex :
                  VectorElection.texts(opening.required("randomness").required(question))) {
                scalars.add(Scalar.decode(Bytes.fromHex(hex).orThrow()).orThrow());
              }
              randomness.put(question, scalars);
              List<Integer> choices = new ArrayList<>();
              opening
                  .required("choices")
                  .required(question)
                  .forEach(one -> choices.add(one.asInt()));
              answers.add(new Answer(question, choices));
            });
    BallotOpening opened =
        new BallotOpening(record.process(), record.scope(), record.body(), randomness, answers);
    assertEquals(
        Verdict.verified(answers), opened.check(election, active(vector), ballot.tracker()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ballots.json", "ballot-proofs.json", "ballots-election.json"})
  void refusedOnesAreRefusedByTheNamedCheck(String name) {
    JsonNode file = Vectors.ours(name);
    Election election = VectorElection.of(file.required("election"));
    for (JsonNode vector : Vectors.each(file.required("invalid"))) {
      assertEquals(vector.required("code").asText(), code(check(election, vector)), why(vector));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ballot-proofs.json", "ballots-election.json"})
  void refusedOnesSinkNoNeighbour(String name) {
    JsonNode file = Vectors.ours(name);
    Election election = VectorElection.of(file.required("election"));
    List<SignedBallot> ballots = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    SignedBallot good = signed(Vectors.each(file.required("valid")).getFirst()).orThrow();
    for (JsonNode vector : Vectors.each(file.required("invalid"))) {
      if (active(vector).size() == election.issuers().size()) {
        ballots.add(signed(vector).orThrow());
        expected.add(vector.required("code").asText());
        ballots.add(good);
        expected.add("");
      }
    }
    List<String> codes =
        new BallotCheck(election, election.issuers())
            .check(ballots).stream().map(BallotVectorsTest::code).toList();
    assertEquals(expected, codes);
  }

  private static Verdict<SignedBallot> signed(JsonNode vector) {
    return SignedRecord.parse(Vectors.hex(vector, "record"))
        .verdict(Refusal.ENVELOPE)
        .flatMap(SignedBallot::of);
  }

  private static Verdict<CheckedBallot> check(Election election, JsonNode vector) {
    return signed(vector).flatMap(new BallotCheck(election, active(vector))::check);
  }

  private static List<String> active(JsonNode vector) {
    return VectorElection.texts(vector.required("active"));
  }

  private static String code(Verdict<CheckedBallot> verdict) {
    return switch (verdict) {
      case Verdict.Verified<CheckedBallot> verified -> "";
      case Verdict.Rejected<CheckedBallot>(Refusal code, String reason) ->
          code.text().substring(0, code.text().indexOf(' '));
    };
  }

  private static String why(JsonNode vector) {
    return vector.required("why").asText();
  }
}
