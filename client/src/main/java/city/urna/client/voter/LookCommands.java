package city.urna.client.voter;

import city.urna.client.http.CityNode;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The commands that list what one can act on, and what others did. */
abstract sealed class LookCommands implements Callable<Integer> {
  private static final int LONGEST = 72;

  @Spec CommandSpec spec;

  @Option(names = "--node", required = true, paramLabel = "URL", description = "The city's node.")
  private URI node;

  @Option(names = "--process", required = true, description = "The process's id.")
  private String process;

  @Option(names = "--scope", description = "One consultation of it; without it, all.")
  private String scope = "";

  @Option(
      names = "--search",
      paramLabel = "WORDS",
      description = "Only those that hold all these words; accents do not matter.")
  private String words = "";

  /** The list's name, with what is asked besides. */
  abstract String path();

  /** The member of an answer that holds the list. */
  abstract String member();

  abstract void print(PrintWriter out, JsonNode one);

  @Override
  public Integer call() {
    CityNode city = new CityNode(node);
    StringBuilder query = new StringBuilder(path()).append("limit=200");
    if (!scope.isEmpty()) {
      query.append("&scope=").append(coded(scope));
    }
    if (!words.isEmpty()) {
      query.append("&q=").append(coded(words));
    }
    PrintWriter out = spec.commandLine().getOut();
    String cursor = "";
    do {
      JsonNode page =
          city.list(process, cursor.isEmpty() ? query.toString() : query + "&cursor=" + cursor);
      page.path(member()).forEach(one -> print(out, one));
      cursor = page.path("cursor").asText();
    } while (!cursor.isEmpty());
    return 0;
  }

  static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A line's worth of a text. */
  static String line(String text) {
    String one = text.replaceAll("\\s+", " ").strip();
    int[] points = one.codePoints().limit(LONGEST).toArray();
    return new String(points, 0, points.length) + (points.length == LONGEST ? "…" : "");
  }

  /** {@code urna voter items}. */
  @Command(
      name = "items",
      description = {
        "Lists what one can act on: services, paragraphs, statements, proposals, events, surveys.",
        "The hash at the line's begin is what --on asks for."
      },
      mixinStandardHelpOptions = true)
  static final class Items extends LookCommands {
    @Override
    String path() {
      return "items?";
    }

    @Override
    String member() {
      return "items";
    }

    @Override
    void print(PrintWriter out, JsonNode item) {
      Iterator<JsonNode> titles = item.path("title").elements();
      out.printf(
          "%s %s/%s %s: %s%n",
          item.path("item").asText(),
          item.path("scope").asText(),
          item.path("role").asText(),
          item.path("id").asText(),
          line(titles.hasNext() ? titles.next().asText() : ""));
    }
  }

  /** {@code urna voter acts}. */
  @Command(
      name = "acts",
      description = {
        "Lists what was proposed, said, reported: newest first.",
        "The hash at the line's begin is what --on and --act ask for."
      },
      mixinStandardHelpOptions = true)
  static final class Acts extends LookCommands {
    @Option(names = "--type", description = "Only these: propose, comment, report, complaint, ….")
    private String type = "";

    @Option(names = "--status", description = "Only those: open, closed, overdue.")
    private String status = "";

    @Override
    String path() {
      return "acts?"
          + (type.isEmpty() ? "" : "type=" + coded(type) + "&")
          + (status.isEmpty() ? "" : "status=" + coded(status) + "&");
    }

    @Override
    String member() {
      return "acts";
    }

    @Override
    void print(PrintWriter out, JsonNode act) {
      String text = "";
      for (JsonNode content : act.path("contents")) {
        if (content.path("kind").asText().equals("text")) {
          text = content.path("text").asText("(" + content.path("state").asText() + ")");
        }
      }
      out.printf(
          "%s %s/%s %s: %s%n",
          act.path("act").asText(),
          act.path("scope").asText(),
          act.path("type").asText(),
          act.path("standing").asText(),
          line(text));
    }
  }
}
