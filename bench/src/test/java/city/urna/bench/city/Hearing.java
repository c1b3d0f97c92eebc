package city.urna.bench.city;

import city.urna.client.key.Card;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The template of a hearing: comments, and after the close one answer for each paragraph. */
final class Hearing {
  static final String PROCESS = "harbour-plan-hearing";
  static final String SCOPE = "plan";
  private static final int DUE = 56;
  private static final int ACCEPTED = 3;
  private static final int REJECTED = 4;

  final Founding founding;
  final Script script;
  private final Municipality city;
  private final int factor;
  private final List<String> paragraphs = new ArrayList<>();

  Hearing(Municipality city, Size size) {
    this.city = city;
    this.factor = size.factor();
    this.founding = new Founding(city, "hearing", PROCESS, Card.Role.CLERK, Card.Role.OFFICE);
    this.script = new Script(city, PROCESS, 2);
    founding.open(SCOPE);
    for (int i = 1; i <= 3; i++) {
      paragraphs.add(script.item(SCOPE, "paragraph-" + i));
    }
  }

  void comments() {
    List<String> comments =
        script.crowd(
            SCOPE,
            10 * factor,
            i -> {
              ObjectNode comment =
                  Script.on("comment", paragraphs.get(i % 3), "What I think of it, number " + i);
              if (i % 10 == 3) {
                comment.put("name", "Resident " + i).putArray("withhold").add("name");
              }
              return comment.put("value", i % 3);
            });
    for (int i = 3; i < comments.size(); i += 10) {
      script.keptBack(SCOPE, comments.get(i), "name");
    }
    script.redact(SCOPE, comments.getFirst(), "text", "names a private person");
    script.withhold(SCOPE, comments.getLast(), "text", "under a court's order");
    script.crowd(
        SCOPE,
        3 * factor,
        i -> Script.on("opinion", paragraphs.get(i % 3), "").put("value", 1 + i % 3));
    letter();
  }

  private void letter() {
    city.by(
            "office-works",
            "officer enter",
            "--process",
            PROCESS,
            "--scope",
            SCOPE,
            "--type",
            "comment",
            "--channel",
            "paper",
            "--on",
            paragraphs.get(1),
            "--value",
            "2",
            "--text",
            "A letter of the sailing club")
        .is(0);
    script.counted(SCOPE);
  }

  /** A complaint on how the hearing is held. */
  void complaint(int day, int answered) {
    List<String> complaint =
        script.asking(
            SCOPE,
            1,
            day,
            DUE,
            i -> Script.on("complaint", paragraphs.get(2), "The plan cannot be read on a phone."));
    city.day(answered);
    script.answer(SCOPE, complaint, answered, ACCEPTED, "Now it can.");
  }

  /** From the close on one answer is owed for each paragraph that was commented on. */
  void close(int day) {
    founding.close(SCOPE);
    paragraphs.forEach(paragraph -> script.noted(SCOPE).debts.owe(paragraph, day, DUE));
  }

  void first(int day) {
    script.answer(SCOPE, List.of(paragraphs.get(0)), day, ACCEPTED, "Four storeys, then.");
  }

  void second(int day) {
    script.answer(SCOPE, List.of(paragraphs.get(1)), day, REJECTED, "Closed for the regatta.");
  }
}
