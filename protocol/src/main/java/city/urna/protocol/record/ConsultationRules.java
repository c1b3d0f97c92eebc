package city.urna.protocol.record;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.records.ActRule;
import city.urna.protocol.records.Consultation;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Scope;
import city.urna.protocol.records.Style;
import java.util.List;
import java.util.Set;

/** What a process may say of a consultation and its items (spec consultation §1.5–1.6, §2.4). */
final class ConsultationRules {
  /** The number of the identity that bears a credential. */
  static final int CREDENTIAL = 1;

  private static final int PUBLIC = 2;
  private static final int OFFICER = 3;
  private static final int SOCIAL = 4;
  private static final int MOST_TYPE = 9;
  private static final int MOST_QUOTA = 1_000;
  private static final int MOST_ANSWERED = 2;
  private static final long MOST_CONTENT_BYTES = 20_971_520;
  private static final long MOST_SECONDS = 3_153_600_000L;
  private static final int MOST_FORM_BYTES = 65_536;
  private static final Set<String> ROLES =
      Set.of("category", "paragraph", "statement", "survey", "event", "proposal");

  private ConsultationRules() {}

  /**
   * Asks for all of §1.5 and §1.6.
   *
   * @param offices whether the process has any
   */
  static void check(Scope scope, List<String> languages, boolean offices, Demands demands) {
    Consultation consultation = scope.getConsultation();
    List<ActRule> rules = consultation.getActsList();
    boolean anchored = has(rules, PUBLIC) || has(rules, SOCIAL);
    boolean answered = rules.stream().anyMatch(rule -> rule.getAnswered() != 0);
    demands
        .that(Identifiers.isId(scope.getId()), "not a scope's id")
        .that(scope.getQuestionsCount() == 0, "a scope with questions and a consultation")
        .that(!rules.isEmpty(), "a consultation without rules");
    long last = 0;
    for (ActRule rule : rules) {
      long order = 10L * rule.getType() + rule.getIdentity();
      demands.that(isRule(rule), "a rule for acts that contradicts itself");
      demands.that(order > last, "rules for acts ascend by type and identity, none twice");
      last = order;
    }
    demands
        .that(
            answered
                ? consultation.getAnswerSeconds() > 0
                    && consultation.getAnswerSeconds() <= MOST_SECONDS
                : consultation.getAnswerSeconds() == 0,
            "a time for answers exactly where some are owed")
        .that(
            consultation.getRetentionSeconds() >= 0
                && consultation.getRetentionSeconds() <= MOST_SECONDS,
            "no such retention")
        .that(anchored == (consultation.getAnchoredActs() != 0), "anchored acts, or none")
        .that(Definitions.areTexts(consultation.getTitleList(), languages), "title: languages")
        .that(
            Definitions.areTexts(consultation.getDescriptionList(), languages),
            "description: languages")
        .that(offices || !has(rules, OFFICER), "no office for acts of officers")
        .that(has(rules, CREDENTIAL) == (scope.getStylesCount() > 0), "styles for credentials")
        .distinct(scope.getStylesList().stream().map(Style::getId).toList(), "a style twice");
    for (Style style : scope.getStylesList()) {
      demands
          .that(Identifiers.isId(style.getId()), "not a style's id")
          .that(Definitions.areTexts(style.getNameList(), languages), "style: languages")
          .that(style.getQuestionsCount() == 0, "a consultation's style has no questions");
    }
  }

  private static boolean isRule(ActRule rule) {
    boolean credential = rule.getIdentity() == CREDENTIAL;
    return rule.getType() >= 1
        && rule.getType() <= MOST_TYPE
        && rule.getIdentity() >= CREDENTIAL
        && rule.getIdentity() <= SOCIAL
        && (credential
            ? rule.getQuota() >= 1 && rule.getQuota() <= MOST_QUOTA
            : rule.getQuota() == 0)
        && rule.getBytes() >= 0
        && rule.getBytes() <= MOST_CONTENT_BYTES
        && rule.getAnswered() >= 0
        && rule.getAnswered() <= MOST_ANSWERED;
  }

  private static boolean has(List<ActRule> rules, int identity) {
    return rules.stream().anyMatch(rule -> rule.getIdentity() == identity);
  }

  /** Asks for what §2.4 asks of a consultation's item, but for its sources. */
  static void check(Item item, Demands demands) {
    demands
        .that(item.getConflictsCount() == 0, "a consultation's item is in no conflict")
        .that(ROLES.contains(item.getRole()), "no such role of an item")
        .that(isForm(Bytes.of(item.getForm())), "a form is a text of at most 65,536 bytes");
  }

  private static boolean isForm(Bytes form) {
    return form.size() <= MOST_FORM_BYTES
        && form.utf8() instanceof Parsed.Ok<String>(String text)
        && text.chars().noneMatch(c -> c != '\n' && Character.isISOControl(c));
  }
}
