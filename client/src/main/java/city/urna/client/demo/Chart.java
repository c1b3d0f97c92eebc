package city.urna.client.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** The result as horizontal bars in the terminal: most votes first, the selected ones marked. */
final class Chart {
  private static final int WIDTH = 34;
  private static final int LABEL = 36;

  private Chart() {}

  /** Draws a question of a {@code result.json}. */
  static void draw(PrintStream out, JsonNode question) {
    List<JsonNode> options =
        StreamSupport.stream(question.path("options").spliterator(), false)
            .sorted(Comparator.comparingLong((JsonNode o) -> -o.path("votes").asLong()))
            .toList();
    long most = options.stream().mapToLong(o -> o.path("votes").asLong()).max().orElse(1);
    out.printf("%n  %s (%s)%n", question.path("id").asText(), question.path("method").asText());
    for (JsonNode option : options) {
      long votes = option.path("votes").asLong();
      int length = (int) Math.round((double) WIDTH * votes / Math.max(1, most));
      out.printf(
          Locale.ROOT,
          "  %s %s %s %,d%n",
          option.path("selected").asBoolean() ? "✔" : " ",
          fit(option.path("label").asText()),
          "█".repeat(length) + "·".repeat(WIDTH - length),
          votes);
    }
  }

  private static String fit(String label) {
    int length = label.codePointCount(0, label.length());
    if (length <= LABEL) {
      return label + " ".repeat(LABEL - length);
    }
    return label.substring(0, label.offsetByCodePoints(0, LABEL - 1)) + "…";
  }
}
