package city.urna.verifier.check;

import city.urna.verifier.arithmetic.Point;
import city.urna.verifier.arithmetic.Transcript;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.records.Definition;
import city.urna.verifier.records.Genesis;
import city.urna.verifier.records.Item;
import city.urna.verifier.records.Organization;
import city.urna.verifier.records.Party;
import city.urna.verifier.records.Process;
import city.urna.verifier.records.Question;
import city.urna.verifier.records.QuestionItems;
import city.urna.verifier.records.Scope;
import city.urna.verifier.records.TrusteeKey;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a definition against the records that it names (spec records §7.4). Its roll, issuer keys
 * and trustee keys are checked by V5.1, V5.2 and V4.4.
 */
final class FreezeRules {
  private static final int MOST_ITEMS = 512;
  private static final int MOST_BYTES = 262_144;

  private final Genesis genesis;
  private final Bytes processHash;
  private final Process process;
  private final String processId;
  private final Scope scope;
  private final Items items;
  private final Rules rules = new Rules();

  FreezeRules(
      Genesis genesis,
      String processId,
      Bytes processHash,
      Process process,
      Scope scope,
      Items items) {
    this.genesis = genesis;
    this.processId = processId;
    this.processHash = processHash;
    this.process = process;
    this.scope = scope;
    this.items = items;
  }

  /** What is wrong, after {@link #read}. */
  List<String> broken() {
    return rules.broken();
  }

  /** The election hash (spec records §7.5). */
  static Bytes electionHash(String process, String scope, Bytes processHash, Bytes definition) {
    return Transcript.of("election", process, scope, processHash)
        .absorb("definition", definition)
        .hash();
  }

  /** The election that the definition freezes; none when it cannot even be laid out. */
  Optional<Frozen> read(Bytes raw, Definition definition) {
    rules
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
        .require(
            definition.getQuestionsList().stream()
                .map(QuestionItems::getQuestion)
                .toList()
                .equals(scope.getQuestionsList().stream().map(Question::getId).toList()),
            "the definition's questions are not the scope's");
    if (!broken().isEmpty()) {
      return Optional.empty();
    }
    List<Frozen.Question> questions = new ArrayList<>();
    for (int i = 0; i < scope.getQuestionsCount(); i++) {
      questions.add(question(scope.getQuestions(i), definition.getQuestions(i)));
    }
    List<Frozen.Style> styles =
        scope.getStylesList().stream()
            .map(style -> new Frozen.Style(style.getId(), places(style.getQuestionsList())))
            .toList();
    styles.forEach(style -> largest(style, questions));
    rules.require(
        1024 + questions.stream().mapToLong(q -> 100 + 160L * q.places()).sum() <= MOST_BYTES,
        "a trustee's decryption share may be larger than a record");
    SortedMap<Integer, Point> trusteeKeys = new TreeMap<>();
    for (TrusteeKey key : definition.getTrusteeKeysList()) {
      if (Point.decode(Bytes.of(key.getKey())) instanceof Parsed.Ok<Point>(Point point)) {
        trusteeKeys.put(key.getTrustee(), point);
      }
    }
    if (!(Point.decode(Bytes.of(definition.getJointKey()))
        instanceof Parsed.Ok<Point>(Point jointKey))) {
      return Optional.empty(); // V4.4 has failed: it is not the one computed
    }
    return Optional.of(
        new Frozen(
            processId,
            scope.getId(),
            electionHash(processId, scope.getId(), processHash, raw),
            questions,
            styles,
            process.getIssuersList().stream().map(Party::getId).toList(),
            jointKey,
            trusteeKeys));
  }

  private List<Integer> places(List<String> ids) {
    List<String> all = scope.getQuestionsList().stream().map(Question::getId).toList();
    return ids.stream().map(all::indexOf).toList();
  }

  private Frozen.Question question(Question question, QuestionItems named) {
    String name = "question " + question.getId();
    List<Frozen.Item> list = new ArrayList<>();
    for (ByteString hash : named.getItemsList()) {
      Optional<Item> found = items.newestWith(Bytes.of(hash));
      if (found.isEmpty()) {
        rules.require(
            false,
            name + " freezes an item that is not the newest version on the log: " + Bytes.of(hash));
        continue;
      }
      Item item = found.get();
      rules.require(
          item.getQuestion().equals(question.getId()),
          name + " freezes item " + item.getId() + ", which belongs to another question");
      list.add(
          new Frozen.Item(
              item.getId(),
              item.getTitleList().getFirst().getValue(),
              Texts.byLanguage(item.getTitleList()),
              item.getCost(),
              item.getConflictsList()));
    }
    List<String> ids = list.stream().map(Frozen.Item::id).toList();
    rules
        .require(
            named.getItemsCount() >= 1 && named.getItemsCount() <= MOST_ITEMS,
            name + " does not have 1 to " + MOST_ITEMS + " items")
        .require(Rules.distinct(ids), name + " freezes an item twice")
        .require(
            question.getMax() <= named.getItemsCount(), name + " allows more choices than items");
    for (Frozen.Item item : list) {
      rules.require(
          ids.containsAll(item.conflicts()),
          "item " + item.id() + " is in conflict with something that " + name + " does not have");
    }
    return new Frozen.Question(
        question.getId(),
        question.getMethod(),
        List.copyOf(list),
        question.getMin(),
        question.getMax(),
        question.getBlank(),
        question.getRule());
  }

  /** The bound on a ballot's size (spec ballots §1.5). */
  private void largest(Frozen.Style style, List<Frozen.Question> questions) {
    long bytes = 1024 + 500L * process.getIssuersCount();
    for (int place : style.questions()) {
      Frozen.Question question = questions.get(place);
      bytes += 420L * question.places();
      bytes += question.provesSum() ? 140L * (question.max() - question.min() + 1) : 0;
    }
    rules.require(
        bytes <= MOST_BYTES, "a ballot of style " + style.id() + " may be larger than a record");
  }
}
