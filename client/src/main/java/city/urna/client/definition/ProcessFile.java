package city.urna.client.definition;

import city.urna.protocol.consultation.ActType;
import city.urna.protocol.consultation.Identity;
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

  /** One ballot: who is asked what. Or one consultation: who may do what, and on which items. */
  public record ScopeText(
      String id,
      List<StyleText> styles,
      List<QuestionText> questions,
      Optional<ConsultationText> consultation) {
    public ScopeText {
      styles = List.copyOf(styles);
      questions = List.copyOf(questions);
    }
  }

  /**
   * What happens in a consultation (spec consultation §1.5).
   *
   * @param answerSeconds how long an answer may take; 0 where none is owed
   * @param retentionSeconds how long contents are kept after the close; 0 where that is not said
   * @param anchored the most public acts that one organization may anchor
   */
  public record ConsultationText(
      Map<String, String> title,
      Map<String, String> description,
      long answerSeconds,
      long retentionSeconds,
      int anchored,
      List<RuleOfActs> acts,
      List<ConsultedText> items) {
    public ConsultationText {
      title = Map.copyOf(title);
      description = Map.copyOf(description);
      acts = List.copyOf(acts);
      items = List.copyOf(items);
    }
  }

  /** Who may do what how often; the numbers are those of the records. */
  public record RuleOfActs(ActType type, Identity by, int quota, long bytes, int answered) {}

  /**
   * Something that a consultation is about.
   *
   * @param role category, paragraph, statement, survey, event or proposal
   * @param form JSON by its role, or empty
   */
  public record ConsultedText(
      String id,
      String role,
      Map<String, String> title,
      Map<String, String> description,
      String form) {
    public ConsultedText {
      title = Map.copyOf(title);
      description = Map.copyOf(description);
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
