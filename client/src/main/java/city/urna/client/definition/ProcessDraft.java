package city.urna.client.definition;

import city.urna.client.definition.ProcessFile.ConsultationText;
import city.urna.client.definition.ProcessFile.ConsultedText;
import city.urna.client.definition.ProcessFile.ItemText;
import city.urna.client.definition.ProcessFile.QuestionText;
import city.urna.client.definition.ProcessFile.RuleOfActs;
import city.urna.client.definition.ProcessFile.RuleText;
import city.urna.client.definition.ProcessFile.ScopeText;
import city.urna.client.definition.ProcessFile.StyleText;
import city.urna.client.key.Card;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.records.ActRule;
import city.urna.protocol.records.Consultation;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Party;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.Question;
import city.urna.protocol.records.Rule;
import city.urna.protocol.records.Scope;
import city.urna.protocol.records.Style;
import city.urna.protocol.records.Text;
import city.urna.protocol.records.Trustee;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Turns a clerk's file and the parties' cards into the messages of the ledger (spec records §7).
 */
public final class ProcessDraft {
  private final ProcessFile file;
  private final List<Card> cards;

  public ProcessDraft(ProcessFile file, List<Card> cards) {
    this.file = file;
    this.cards = List.copyOf(cards);
  }

  /** The process record's body. */
  public Process process(Digest genesis) {
    Process.Builder process =
        Process.newBuilder()
            .setGenesis(genesis.value().toByteString())
            .addAllLanguages(file.languages())
            .addAllTitle(texts("title", file.title()))
            .addAllDescription(texts("description", file.description()))
            .addAllClerks(parties(Card.Role.CLERK))
            .addAllOffices(all(Card.Role.OFFICE).stream().map(ProcessDraft::party).toList())
            .setDataLicence(file.licence());
    boolean asks = file.scopes().stream().anyMatch(scope -> scope.consultation().isEmpty());
    if (asks || file.scopes().stream().anyMatch(scope -> !scope.styles().isEmpty())) {
      process
          .addAllRegistrars(parties(Card.Role.REGISTRAR))
          .addAllIssuers(parties(Card.Role.ISSUER))
          .setMinimumIssuers(file.minimumIssuers());
    }
    if (asks) {
      process.setThreshold(file.threshold());
    }
    for (Card card : asks ? of(Card.Role.TRUSTEE) : List.<Card>of()) {
      process.addTrustees(
          Trustee.newBuilder()
              .setParty(party(card))
              .setSealingKey(card.second().orElseThrow().toByteString()));
    }
    file.scopes().forEach(scope -> process.addScopes(scope(scope)));
    return process.build();
  }

  /** The first versions of a scope's items, question by question, in ballot order. */
  public List<Item> items(ScopeText scope) {
    if (scope.consultation().isPresent()) {
      return scope.consultation().get().items().stream().map(this::item).toList();
    }
    return scope.questions().stream()
        .flatMap(question -> question.items().stream().map(item -> item(question, item)))
        .toList();
  }

  private Item item(QuestionText question, ItemText item) {
    Item.Builder built =
        Item.newBuilder()
            .setId(item.id())
            .setQuestion(question.id())
            .addAllTitle(texts(item.id() + ".title", item.title()))
            .addAllConflicts(item.conflicts())
            .setVersion(1);
    built.addAllDescription(
        item.description().isEmpty()
            ? file.languages().stream().map(l -> text(l, "")).toList()
            : texts(item.id() + ".description", item.description()));
    item.cost().map(cost -> decimal(item.id() + ".cost", cost)).ifPresent(built::setCost);
    return built.build();
  }

  private Item item(ConsultedText item) {
    return Item.newBuilder()
        .setId(item.id())
        .setRole(item.role())
        .setForm(Bytes.ofUtf8(item.form()).toByteString())
        .addAllTitle(texts(item.id() + ".title", item.title()))
        .addAllDescription(
            item.description().isEmpty()
                ? file.languages().stream().map(l -> text(l, "")).toList()
                : texts(item.id() + ".description", item.description()))
        .setVersion(1)
        .build();
  }

  private Consultation consultation(String scope, ConsultationText text) {
    Consultation.Builder built =
        Consultation.newBuilder()
            .setAnswerSeconds(text.answerSeconds())
            .setRetentionSeconds(text.retentionSeconds())
            .setAnchoredActs(text.anchored())
            .addAllTitle(texts(scope + ".title", text.title()))
            .addAllDescription(texts(scope + ".description", text.description()));
    for (RuleOfActs rule : text.acts()) {
      built.addActs(
          ActRule.newBuilder()
              .setType(rule.type().number())
              .setIdentity(rule.by().number())
              .setQuota(rule.quota())
              .setBytes(rule.bytes())
              .setAnswered(rule.answered()));
    }
    return built.build();
  }

  private Scope scope(ScopeText scope) {
    Scope.Builder built = Scope.newBuilder().setId(scope.id());
    scope.questions().forEach(question -> built.addQuestions(question(question)));
    for (StyleText style : scope.styles()) {
      built.addStyles(
          Style.newBuilder()
              .setId(style.id())
              .addAllName(texts(style.id() + ".name", style.name()))
              .addAllQuestions(style.questions()));
    }
    scope.consultation().ifPresent(text -> built.setConsultation(consultation(scope.id(), text)));
    return built.build();
  }

  private Question question(QuestionText question) {
    RuleText rule = question.rule();
    Rule.Builder built =
        Rule.newBuilder()
            .setName(rule.name())
            .setSeats(rule.seats())
            .setThreshold(rule.threshold())
            .setTies(rule.ties());
    rule.budget()
        .map(budget -> decimal(question.id() + ".budget", budget))
        .ifPresent(built::setBudget);
    return Question.newBuilder()
        .setId(question.id())
        .addAllText(texts(question.id() + ".text", question.text()))
        .setMethod(question.method())
        .setMin(question.min())
        .setMax(question.max())
        .setBlank(question.blank())
        .setRule(built)
        .build();
  }

  private static String decimal(String what, String amount) {
    return Amount.read(amount)
        .map(BigDecimal::toPlainString)
        .orElseThrow(
            () -> new DefinitionException(what + ": " + amount + " is not " + Amount.FORM));
  }

  private List<Text> texts(String what, Map<String, String> words) {
    if (words.size() != file.languages().size() || !words.keySet().containsAll(file.languages())) {
      throw new DefinitionException(
          what + ": needs exactly the languages " + String.join(", ", file.languages()));
    }
    return file.languages().stream().map(l -> text(l, words.get(l))).toList();
  }

  private static Text text(String language, String value) {
    return Text.newBuilder().setLanguage(language).setValue(value).build();
  }

  private List<Party> parties(Card.Role role) {
    return of(role).stream().map(ProcessDraft::party).toList();
  }

  private List<Card> of(Card.Role role) {
    List<Card> found = all(role);
    if (found.isEmpty()) {
      throw new DefinitionException("no card of a " + role.word() + ": add one with --card");
    }
    return found;
  }

  private List<Card> all(Card.Role role) {
    return cards.stream().filter(card -> card.role() == role).toList();
  }

  private static Party party(Card card) {
    return Party.newBuilder()
        .setId(card.id())
        .setName(card.name())
        .setOperator(card.operator())
        .setKey(card.key().toByteString())
        .build();
  }
}
