package city.urna.protocol.ballot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import city.urna.protocol.Vectors;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Tracker;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The reference's chains: which one of a voter's ballots counts. */
class ChainsTest {
  private static final JsonNode FILE = Vectors.ours("chains.json");

  @Test
  void theReferencesChains() {
    for (JsonNode vector : Vectors.each(FILE.required("valid"))) {
      Chains.Chain expected =
          new Chains.Chain(
              counted(vector),
              trackers(vector.required("superseded")),
              trackers(vector.required("unchained")));
      assertEquals(expected, follow(vector), vector.required("what").asText());
    }
  }

  @Test
  void anotherOneDoesNotCount() {
    for (JsonNode vector : Vectors.each(FILE.required("invalid"))) {
      assertNotEquals(counted(vector), follow(vector).counted(), vector.required("why").asText());
    }
  }

  private static Chains.Chain follow(JsonNode vector) {
    List<Chains.Link> links = new ArrayList<>();
    for (JsonNode ballot : vector.required("ballots")) {
      links.add(
          new Chains.Link(
              tracker(ballot.required("tracker").asText()),
              tracker(ballot.required("replaces").asText())));
    }
    return Chains.follow(links);
  }

  private static Optional<Tracker> counted(JsonNode vector) {
    JsonNode counted = vector.required("counted");
    return counted.isNull() ? Optional.empty() : Optional.of(tracker(counted.asText()));
  }

  private static List<Tracker> trackers(JsonNode array) {
    return VectorElection.texts(array).stream().map(ChainsTest::tracker).toList();
  }

  private static Tracker tracker(String hex) {
    return Tracker.parse(Bytes.fromHex(hex).orThrow()).orThrow();
  }
}
