package city.urna.chaincode.example;

import city.urna.protocol.bytes.Digest;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Question;
import city.urna.protocol.records.Rule;
import city.urna.protocol.records.Scope;
import city.urna.protocol.records.Style;
import java.util.List;

/**
 * What the small city asks: a mayor, parks with blanks counted apart, and projects with a budget.
 */
public final class Questions {
  private Questions() {}

  public static Scope scope(String id) {
    return Scope.newBuilder()
        .setId(id)
        .addQuestions(question("mayor", 1, 1, false, rule("plurality").setSeats(1)))
        .addQuestions(question("parks", 1, 2, true, rule("approval").setSeats(2)))
        .addQuestions(
            question("projects", 0, 3, false, rule("greedy-exclusive").setBudget("100000.5")))
        .addStyles(style("north", List.of("mayor")))
        .addStyles(style("south", List.of("mayor", "parks", "projects")))
        .build();
  }

  /** All items, in ballot order. */
  public static List<Item> items() {
    return List.of(
        item("anna", "mayor").build(),
        item("bo", "mayor").build(),
        item("north-park", "parks").build(),
        item("lake", "parks").build(),
        item("river", "parks").build(),
        item("library", "projects").setCost("60000").build(),
        item("bridge", "projects").setCost("50000.25").addConflicts("library").build(),
        item("benches", "projects").setCost("40000.5").build());
  }

  /** The items of one question, in ballot order. */
  public static List<Item> items(String question) {
    return items().stream().filter(item -> item.getQuestion().equals(question)).toList();
  }

  public static Item.Builder item(String id, String question) {
    return Item.newBuilder()
        .setId(id)
        .setQuestion(question)
        .addAllTitle(Parties.text(id))
        .addAllDescription(Parties.text("About " + id))
        .setVersion(1);
  }

  /** The version after that one. */
  public static Item next(Item item, Digest record) {
    return item.toBuilder()
        .setVersion(item.getVersion() + 1)
        .setSupersedes(record.value().toByteString())
        .build();
  }

  private static Question question(String id, int min, int max, boolean blank, Rule.Builder rule) {
    return Question.newBuilder()
        .setId(id)
        .addAllText(Parties.text(id))
        .setMethod("choose")
        .setMin(min)
        .setMax(max)
        .setBlank(blank)
        .setRule(rule)
        .build();
  }

  private static Rule.Builder rule(String name) {
    return Rule.newBuilder().setName(name).setTies("item-order");
  }

  private static Style style(String id, List<String> questions) {
    return Style.newBuilder()
        .setId(id)
        .addAllName(Parties.text(id))
        .addAllQuestions(questions)
        .build();
  }
}
