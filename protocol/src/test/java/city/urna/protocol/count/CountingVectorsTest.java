package city.urna.protocol.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import city.urna.protocol.Vectors;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Rule;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference's outcomes. */
class CountingVectorsTest {
  private static final JsonNode FILE = Vectors.ours("counting.json");

  @Test
  void selectsWhatTheReferenceSelects() {
    for (JsonNode vector : Vectors.each(FILE.required("valid"))) {
      assertEquals(
          texts(vector.required("selected")), select(vector), vector.required("what").asText());
    }
  }

  @Test
  void selectsNothingElse() {
    for (JsonNode vector : Vectors.each(FILE.required("invalid"))) {
      assertNotEquals(
          texts(vector.required("selected")), select(vector), vector.required("why").asText());
    }
  }

  private static List<String> select(JsonNode vector) {
    JsonNode rule = vector.required("rule");
    List<Item> items = new ArrayList<>();
    List<Long> votes = new ArrayList<>();
    for (JsonNode option : Vectors.each(vector.required("options"))) {
      items.add(
          Item.newBuilder()
              .setId(option.required("id").asText())
              .setCost(option.required("cost").asText())
              .addAllConflicts(texts(option.required("conflicts")))
              .build());
      votes.add(option.required("votes").asLong());
    }
    Rule message =
        Rule.newBuilder()
            .setName(rule.required("name").asText())
            .setSeats(rule.required("seats").asInt())
            .setBudget(rule.required("budget").asText())
            .setThreshold(rule.required("threshold").asLong())
            .build();
    return CountingRule.of(message, items).orThrow().select(votes).stream()
        .map(place -> items.get(place).getId())
        .toList();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
