package city.urna.verifier.check;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.record.Identifier;
import city.urna.verifier.records.Item;
import city.urna.verifier.records.Question;
import city.urna.verifier.records.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The items of the scope, newest versions (spec records §7.3, consultation §2.4). */
final class Items {
  /** A version on the log. */
  record Version(Bytes hash, Item item) {}

  private final Scope scope;
  private final List<String> languages;
  private final Map<String, Version> newest = new HashMap<>();

  Items(Scope scope, List<String> languages) {
    this.scope = scope;
    this.languages = List.copyOf(languages);
  }

  /** Takes a version, or says what is wrong with it. */
  List<String> take(Bytes hash, Item item) {
    List<String> broken = broken(scope, languages, newest, item);
    if (broken.isEmpty()) {
      newest.put(item.getId(), new Version(hash, item));
    }
    return broken;
  }

  /**
   * What is wrong with an item (spec records §7.3).
   *
   * @param newest the versions before it, by id
   */
  static List<String> broken(
      Scope scope, List<String> languages, Map<String, Version> newest, Item item) {
    Optional<Question> question =
        scope.getQuestionsList().stream()
            .filter(q -> q.getId().equals(item.getQuestion()))
            .findFirst();
    String name = "item " + item.getId();
    boolean consultation = ConsultationRules.isConsultation(scope);
    boolean budgeted = question.map(q -> ProcessRules.isBudgeted(q.getRule())).orElse(false);
    Version before = newest.get(item.getId());
    boolean follows =
        before == null
            ? item.getVersion() == 1 && item.getSupersedes().isEmpty()
            : item.getVersion() == before.item().getVersion() + 1
                && Bytes.of(item.getSupersedes()).equals(before.hash());
    Rules rules = new Rules();
    ConsultationRules.item(rules, scope, item);
    return rules
        .require(Identifier.isId(item.getId()), "an item's id is none")
        .require(
            item.getConflictsList().stream().allMatch(Identifier::isId),
            name + " is in conflict with what is no id")
        .require(
            consultation
                ? item.getQuestion().isEmpty() && item.getConflictsCount() == 0
                : question.isPresent(),
            name + " belongs to no question of the scope, or to one where there is none")
        .require(follows, name + " does not follow the version before it")
        .require(Texts.refuse("the title of " + name, item.getTitleList(), languages))
        .require(Texts.refuse("the description of " + name, item.getDescriptionList(), languages))
        .require(
            budgeted ? Texts.isDecimal(item.getCost()) : item.getCost().isEmpty(),
            name + " has a cost where its rule has none, or none where it needs one")
        .broken();
  }

  /** How many there are. */
  int count() {
    return newest.size();
  }

  /** The item whose newest version has this record hash. */
  Optional<Item> newestWith(Bytes hash) {
    return newest.values().stream()
        .filter(version -> version.hash().equals(hash))
        .map(Version::item)
        .findFirst();
  }
}
