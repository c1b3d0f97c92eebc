package city.urna.verifier.check;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.consultation.ActType;
import city.urna.verifier.consultation.Answers;
import city.urna.verifier.consultation.Answers.Owed;
import city.urna.verifier.consultation.ContentFile;
import city.urna.verifier.consultation.Identity;
import city.urna.verifier.record.Identifier;
import city.urna.verifier.records.ActRule;
import city.urna.verifier.records.Consultation;
import city.urna.verifier.records.Definition;
import city.urna.verifier.records.Genesis;
import city.urna.verifier.records.Item;
import city.urna.verifier.records.Organization;
import city.urna.verifier.records.Scope;
import city.urna.verifier.records.Style;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a consultation, its items and its freeze must be (spec consultation §1, §2). */
final class ConsultationRules {
  private static final Set<String> ROLES =
      Set.of("category", "paragraph", "statement", "survey", "event", "proposal");
  private static final int MOST_RULES = 36;
  private static final int MOST_QUOTA = 1_000;
  private static final long MOST_SECONDS = 3_153_600_000L;
  private static final int MOST_FORM = 65_536;
  private static final int MOST_SOURCES = 64;

  private ConsultationRules() {}

  static boolean isConsultation(Scope scope) {
    return scope.hasConsultation();
  }

  /** Whether somebody acts by credential (spec consultation §1.6). */
  static boolean hasCredentials(Scope scope) {
    return scope.getConsultation().getActsList().stream()
        .anyMatch(rule -> rule.getIdentity() == Identity.CREDENTIAL.number());
  }

  static Optional<ActRule> rule(Consultation consultation, ActType type, Identity identity) {
    return consultation.getActsList().stream()
        .filter(rule -> rule.getType() == type.number() && rule.getIdentity() == identity.number())
        .findFirst();
  }

  /** What a rule owes; empty where a part of it is unknown. */
  static Optional<Answers.Rule> rule(ActRule rule) {
    return ActType.of(rule.getType())
        .flatMap(
            type ->
                Identity.of(rule.getIdentity())
                    .flatMap(
                        identity ->
                            owed(rule).map(owed -> new Answers.Rule(type, identity, owed))));
  }

  /** Whether a rule owes something; empty where its number is unknown. */
  static Optional<Owed> owed(ActRule rule) {
    return rule.getAnswered() >= 0 && rule.getAnswered() < Owed.values().length
        ? Optional.of(Owed.values()[rule.getAnswered()])
        : Optional.empty();
  }

  static void scope(Rules rules, Scope scope, List<String> languages, boolean offices) {
    Consultation asked = scope.getConsultation();
    String name = "scope " + scope.getId();
    boolean bounded = Long.compareUnsigned(asked.getAnswerSeconds(), MOST_SECONDS) <= 0;
    boolean owes = asked.getActsList().stream().anyMatch(rule -> rule.getAnswered() != 0);
    boolean anchors =
        asked.getActsList().stream()
            .anyMatch(
                rule ->
                    rule.getIdentity() == Identity.PUBLIC.number()
                        || rule.getIdentity() == Identity.SOCIAL.number());
    boolean officers =
        asked.getActsList().stream()
            .anyMatch(rule -> rule.getIdentity() == Identity.OFFICER.number());
    rules
        .require(Identifier.isId(scope.getId()), "a scope's id is none")
        .require(scope.getQuestionsCount() == 0, name + " has questions and a consultation")
        .require(
            asked.getActsCount() >= 1 && asked.getActsCount() <= MOST_RULES && ascend(asked),
            name + " does not have 1 to " + MOST_RULES + " ascending rules for acts")
        .require(bounded && owes == (asked.getAnswerSeconds() != 0), name + " owes answers or not")
        .require(
            Long.compareUnsigned(asked.getRetentionSeconds(), MOST_SECONDS) <= 0,
            name + " keeps contents for too long")
        .require(
            anchors == (asked.getAnchoredActs() != 0),
            name + " bounds public acts where it has none, or does not where it has some")
        .require(!officers || offices, name + " asks officers and there is no office")
        .require(Texts.refuse("the title of " + name, asked.getTitleList(), languages))
        .require(Texts.refuse("the description of " + name, asked.getDescriptionList(), languages))
        .require(
            hasCredentials(scope) == (scope.getStylesCount() >= 1)
                && Rules.distinct(scope.getStylesList().stream().map(Style::getId).toList()),
            name + " does not have different styles exactly where it has credentials");
    asked.getActsList().forEach(rule -> rule(rules, name, rule));
    for (Style style : scope.getStylesList()) {
      rules
          .require(Identifier.isId(style.getId()), "a style's id is none")
          .require(
              Texts.refuse("the name of style " + style.getId(), style.getNameList(), languages))
          .require(style.getQuestionsCount() == 0, "style " + style.getId() + " has questions");
    }
  }

  private static boolean ascend(Consultation asked) {
    long last = -1;
    for (ActRule rule : asked.getActsList()) {
      long place =
          Integer.toUnsignedLong(rule.getType()) << 32 | Integer.toUnsignedLong(rule.getIdentity());
      if (place <= last) {
        return false;
      }
      last = place;
    }
    return true;
  }

  private static void rule(Rules rules, String name, ActRule rule) {
    boolean credential = rule.getIdentity() == Identity.CREDENTIAL.number();
    rules
        .require(
            ActType.of(rule.getType()).isPresent() && Identity.of(rule.getIdentity()).isPresent(),
            name + " has a rule of unknown type or identity")
        .require(
            credential
                ? rule.getQuota() >= 1 && rule.getQuota() <= MOST_QUOTA
                : rule.getQuota() == 0,
            name + " has a quota out of range")
        .require(
            Long.compareUnsigned(rule.getBytes(), ContentFile.MOST_BYTES) <= 0,
            name + " allows too many bytes")
        .require(owed(rule).isPresent(), name + " has a rule that owes what is unknown");
  }

  /** Roles, forms and sources of an item, whatever its scope (spec consultation §2.4). */
  static void item(Rules rules, Scope scope, Item item) {
    String name = "item " + item.getId();
    boolean consultation = isConsultation(scope);
    rules
        .require(
            consultation
                ? ROLES.contains(item.getRole()) && isForm(item.getForm())
                : item.getRole().isEmpty() && item.getForm().isEmpty(),
            name + " has a role or form that its scope does not know")
        .require(
            item.getSourcesCount() <= MOST_SOURCES
                && Rules.distinct(item.getSourcesList())
                && item.getSourcesList().stream().allMatch(source -> source.size() == 32),
            name + " does not have up to " + MOST_SOURCES + " different sources");
  }

  private static boolean isForm(ByteString form) {
    try {
      return form.size() <= MOST_FORM
          && StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(form.toByteArray()))
              .codePoints()
              .allMatch(c -> c == '\n' || !Character.isISOControl(c));
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** What is wrong with a consultation's freeze but for its roll and issuers' keys (§2.1). */
  static List<String> freeze(
      Definition definition, Genesis genesis, Bytes processHash, Scope scope) {
    return new Rules()
        .require(
            Bytes.of(definition.getProcess()).equals(processHash),
            "the definition names another process record")
        .require(
            definition
                .getCosignerKeysList()
                .equals(
                    genesis.getOrganizationsList().stream()
                        .map(Organization::getCosignerKey)
                        .toList()),
            "the definition's cosigner keys are not the genesis record's")
        .require(
            definition.getPageManifest().size() == 32, "the page manifest's hash is not 32 bytes")
        .require(definition.getQuestionsCount() == 0, "a consultation freezes questions")
        .require(
            definition.getCeremonyRound() == 0
                && definition.getJointKey().isEmpty()
                && definition.getTrusteeKeysCount() == 0,
            "a consultation freezes a trustees' key")
        .require(
            hasCredentials(scope)
                || definition.getRollVersion() == 0
                    && definition.getRollSize() == 0
                    && definition.getRollRoot().isEmpty()
                    && definition.getIssuerKeysCount() == 0,
            "a consultation without credentials freezes a roll or issuers' keys")
        .broken();
  }
}
