package city.urna.verifier.check;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.record.Identifier;
import city.urna.verifier.records.Genesis;
import city.urna.verifier.records.Party;
import city.urna.verifier.records.Process;
import city.urna.verifier.records.Question;
import city.urna.verifier.records.Rule;
import city.urna.verifier.records.Scope;
import city.urna.verifier.records.Style;
import city.urna.verifier.records.Trustee;
import city.urna.verifier.signature.EcdsaP256;
import city.urna.verifier.signature.Ed25519;
import city.urna.verifier.trust.Trust;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a process record must be (spec records §7.2), and that it is the trust file's. */
final class ProcessRules {
  private static final Set<String> SEATED = Set.of("plurality", "approval");
  private static final Set<String> BUDGETED =
      Set.of("greedy", "greedy-no-skip", "greedy-threshold", "greedy-exclusive");
  private static final int MOST_ITEMS = 512;
  private static final int MOST_IDS = 64;
  private static final int MOST_OFFICES = 64;

  private ProcessRules() {}

  static boolean isBudgeted(Rule rule) {
    return BUDGETED.contains(rule.getName());
  }

  static List<String> broken(Process process, Genesis genesis, Bytes genesisHash) {
    List<String> languages = process.getLanguagesList();
    boolean questions =
        process.getScopesList().stream()
            .anyMatch(scope -> !ConsultationRules.isConsultation(scope));
    boolean credentials =
        questions || process.getScopesList().stream().anyMatch(ConsultationRules::hasCredentials);
    Rules rules =
        new Rules()
            .require(
                Bytes.of(process.getGenesis()).equals(genesisHash),
                "it names another genesis record")
            .require(
                !languages.isEmpty()
                    && languages.size() <= 16
                    && Rules.distinct(languages)
                    && languages.stream().allMatch(Texts::isLanguage),
                "its languages are not 1 to 16 different ones")
            .require(Texts.refuse("its title", process.getTitleList(), languages))
            .require(Texts.refuse("its description", process.getDescriptionList(), languages))
            .require(Texts.isText(process.getDataLicence()), "its licence is no text")
            .require(process.getClerksCount() >= 1, "it names no clerk")
            .require(
                process.getRegistrarsCount() >= (credentials ? 1 : 0)
                    && process.getRegistrarsCount() <= 2,
                "it does not name one or two registrars")
            .require(
                process.getIssuersCount() >= 2 || process.getIssuersCount() == 0 && !credentials,
                "it names fewer than two issuers")
            .require(
                process.getMinimumIssuers() >= Math.min(1, process.getIssuersCount())
                    && process.getMinimumIssuers() <= process.getIssuersCount(),
                "its minimum of issuers is out of range")
            .require(
                process.getTrusteesCount() == 0
                    ? process.getThreshold() == 0 && !questions
                    : process.getThreshold() >= 1
                        && process.getThreshold() <= process.getTrusteesCount()
                        && process.getTrusteesCount() <= 32,
                "its threshold or number of trustees is out of range")
            .require(process.getOfficesCount() <= MOST_OFFICES, "it names too many offices")
            .require(
                process.getScopesCount() >= 1
                    && Rules.distinct(process.getScopesList().stream().map(Scope::getId).toList()),
                "its scopes do not have different ids");
    parties(rules, "clerk", process.getClerksList());
    parties(rules, "registrar", process.getRegistrarsList());
    parties(rules, "issuer", process.getIssuersList());
    parties(rules, "trustee", trustees(process));
    parties(rules, "office", process.getOfficesList());
    for (Trustee trustee : process.getTrusteesList()) {
      rules.require(
          EcdsaP256.isKey(Bytes.of(trustee.getSealingKey())),
          "the sealing key of trustee " + trustee.getParty().getId() + " is no point");
    }
    List<Bytes> keys = new ArrayList<>(GenesisRules.keys(genesis));
    keys.addAll(keys(process));
    rules.require(
        Rules.distinct(keys), "a key is named twice in the process and the genesis record");
    for (Scope scope : process.getScopesList()) {
      if (ConsultationRules.isConsultation(scope)) {
        ConsultationRules.scope(rules, scope, languages, process.getOfficesCount() > 0);
      } else {
        scope(rules, scope, languages);
      }
    }
    rules.require(
        longest(process.getIssuersList().stream().map(Party::getId).toList())
                + longest(
                    process.getScopesList().stream()
                        .flatMap(scope -> scope.getStylesList().stream())
                        .map(Style::getId)
                        .toList())
            <= MOST_IDS,
        "an issuer's id and a style's id together are longer than " + MOST_IDS);
    return rules.broken();
  }

  private static int longest(List<String> ids) {
    return ids.stream().mapToInt(String::length).max().orElse(0);
  }

  private static void parties(Rules rules, String role, List<Party> parties) {
    rules.require(
        Rules.distinct(parties.stream().map(Party::getId).toList()),
        "a " + role + " is named twice");
    for (Party party : parties) {
      rules
          .require(Identifier.isId(party.getId()), "the id of a " + role + " is none")
          .require(
              Texts.isText(party.getName()) && Texts.isText(party.getOperator()),
              "the name or operator of " + role + " " + party.getId() + " is no text")
          .require(
              Ed25519.isKey(Bytes.of(party.getKey())),
              "the key of " + role + " " + party.getId() + " is no Ed25519 key");
    }
  }

  private static List<Bytes> keys(Process process) {
    List<Bytes> keys = new ArrayList<>();
    process.getClerksList().forEach(party -> keys.add(Bytes.of(party.getKey())));
    process.getRegistrarsList().forEach(party -> keys.add(Bytes.of(party.getKey())));
    process.getIssuersList().forEach(party -> keys.add(Bytes.of(party.getKey())));
    for (Trustee trustee : process.getTrusteesList()) {
      keys.add(Bytes.of(trustee.getParty().getKey()));
      keys.add(Bytes.of(trustee.getSealingKey()));
    }
    process.getOfficesList().forEach(party -> keys.add(Bytes.of(party.getKey())));
    return keys;
  }

  private static void scope(Rules rules, Scope scope, List<String> languages) {
    List<String> questions = scope.getQuestionsList().stream().map(Question::getId).toList();
    rules
        .require(Identifier.isId(scope.getId()), "a scope's id is none")
        .require(
            !questions.isEmpty() && Rules.distinct(questions),
            "the questions of scope " + scope.getId() + " do not have different ids")
        .require(
            scope.getStylesCount() >= 1
                && Rules.distinct(scope.getStylesList().stream().map(Style::getId).toList()),
            "the styles of scope " + scope.getId() + " do not have different ids");
    scope.getQuestionsList().forEach(question -> question(rules, question, languages));
    for (Style style : scope.getStylesList()) {
      String name = "style " + style.getId();
      List<String> inOrder = new ArrayList<>(questions);
      inOrder.retainAll(new HashSet<>(style.getQuestionsList()));
      rules
          .require(Identifier.isId(style.getId()), "a style's id is none")
          .require(Texts.refuse("the name of " + name, style.getNameList(), languages))
          .require(
              style.getQuestionsCount() >= 1 && inOrder.equals(style.getQuestionsList()),
              name + " does not have different, known questions in the scope's order");
    }
  }

  private static void question(Rules rules, Question question, List<String> languages) {
    String name = "question " + question.getId();
    Rule rule = question.getRule();
    boolean seated = SEATED.contains(rule.getName());
    boolean budgeted = BUDGETED.contains(rule.getName());
    rules
        .require(Identifier.isId(question.getId()), "a question's id is none")
        .require(Texts.refuse("the text of " + name, question.getTextList(), languages))
        .require(question.getMethod().equals("choose"), name + " is of an unknown method")
        .require(
            question.getMax() >= 1
                && question.getMax() <= MOST_ITEMS
                && question.getMin() >= 0
                && question.getMin() <= question.getMax()
                && (!question.getBlank() || question.getMin() >= 1),
            name + " has limits out of range")
        .require(seated || budgeted, name + " is counted by an unknown rule")
        .require(
            seated == (rule.getSeats() != 0),
            name + " has seats where its rule has none, or none where it needs them")
        .require(
            budgeted ? Texts.isDecimal(rule.getBudget()) : rule.getBudget().isEmpty(),
            name + " has a budget where its rule has none, or none where it needs one")
        .require(
            rule.getThreshold() == 0 || isBudgeted(rule) && !rule.getName().equals("greedy"),
            name + " has a threshold that its rule does not know")
        .require(
            !rule.getName().equals("plurality") || question.getMax() == 1,
            name + " allows more than one choice under plurality")
        .require(rule.getTies().equals("item-order"), name + " breaks ties by an unknown rule");
  }

  /** Where the process record and the trust file differ. */
  static List<String> differences(Process process, Trust trust) {
    Rules rules =
        new Rules()
            .require(
                process.getThreshold() == trust.threshold(),
                "the threshold is "
                    + process.getThreshold()
                    + ", the trust file says "
                    + trust.threshold())
            .require(
                process.getMinimumIssuers() == trust.minimumIssuers(),
                "the minimum of issuers is "
                    + process.getMinimumIssuers()
                    + ", the trust file says "
                    + trust.minimumIssuers());
    same(rules, "clerk", process.getClerksList(), trust.clerks());
    same(rules, "registrar", process.getRegistrarsList(), trust.registrars());
    same(rules, "issuer", process.getIssuersList(), trust.issuers());
    same(rules, "trustee", trustees(process), trustees(trust));
    same(rules, "office", process.getOfficesList(), trust.offices());
    rules.require(
        process.getTrusteesList().stream()
            .map(trustee -> Bytes.of(trustee.getSealingKey()))
            .toList()
            .equals(trust.trustees().stream().map(Trust.Trustee::sealingKey).toList()),
        "the trustees' sealing keys are not those of the trust file");
    return rules.broken();
  }

  private static void same(Rules rules, String role, List<Party> named, List<Trust.Party> trusted) {
    List<String> namedIds = named.stream().map(Party::getId).toList();
    List<String> trustedIds = trusted.stream().map(Trust.Party::id).toList();
    if (!namedIds.equals(trustedIds)) {
      rules.require(
          false,
          "the record's "
              + role
              + "s are "
              + String.join(", ", namedIds)
              + "; the trust file's "
              + String.join(", ", trustedIds));
      return;
    }
    for (int i = 0; i < named.size(); i++) {
      rules.require(
          named.get(i).getOperator().equals(trusted.get(i).operator()),
          "the operator of " + role + " " + trustedIds.get(i) + " is not the trust file's");
      rules.require(
          Bytes.of(named.get(i).getKey()).equals(trusted.get(i).key()),
          "the key of " + role + " " + trustedIds.get(i) + " is not the trust file's");
    }
  }

  private static List<Party> trustees(Process process) {
    return process.getTrusteesList().stream().map(Trustee::getParty).toList();
  }

  private static List<Trust.Party> trustees(Trust trust) {
    return trust.trustees().stream()
        .map(t -> new Trust.Party(t.id(), t.operator(), t.key()))
        .toList();
  }
}
