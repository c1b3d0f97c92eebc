package city.urna.client.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process as a clerk writes it (docs/commands.md, "process file"): texts, scopes, questions and
 * items, without keys; those come from cards. Texts map a language to its words.
 */
public record ProcessFile(
    String process,
    List<String> languages,
    Map<String, String> title,
    Map<String, String> description,
    String licence,
    int threshold,
    int minimumIssuers,
    List<ScopeText> scopes) {

  public ProcessFile {
    languages = List.copyOf(languages);
    title = Map.copyOf(title);
    description = Map.copyOf(description);
    scopes = List.copyOf(scopes);
  }

  /** One ballot: who is asked what. */
  public record ScopeText(String id, List<StyleText> styles, List<QuestionText> questions) {
    public ScopeText {
      styles = List.copyOf(styles);
      questions = List.copyOf(questions);
    }
  }

  /** A ballot style: the questions of one group of voters, by id. */
  public record StyleText(String id, Map<String, String> name, List<String> questions) {
    public StyleText {
      name = Map.copyOf(name);
      questions = List.copyOf(questions);
    }
  }

  /** A question with its items in ballot order; {@code min} to {@code max} of them are chosen. */
  public record QuestionText(
      String id,
      Map<String, String> text,
      String method,
      int min,
      int max,
      boolean blank,
      RuleText rule,
      List<ItemText> items) {
    public QuestionText {
      text = Map.copyOf(text);
      items = List.copyOf(items);
    }
  }

  /** How the votes become an outcome (spec counting). */
  public record RuleText(
      String name, int seats, Optional<String> budget, long threshold, String ties) {}

  /** Something to choose: a project, a candidate, an option. */
  public record ItemText(
      String id,
      Map<String, String> title,
      Map<String, String> description,
      Optional<String> cost,
      List<String> conflicts) {
    public ItemText {
      title = Map.copyOf(title);
      description = Map.copyOf(description);
      conflicts = List.copyOf(conflicts);
    }
  }
}
