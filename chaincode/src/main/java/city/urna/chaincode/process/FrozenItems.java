package city.urna.chaincode.process;

import city.urna.chaincode.State;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Question;
import city.urna.protocol.records.QuestionItems;
import city.urna.protocol.records.Scope;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a definition's items are the ledger's (spec records §7.4). */
final class FrozenItems {
  private static final int MOST = 512;

  private FrozenItems() {}

  /**
   * Refuses (R5) unless every question of the scope is there in order with 1 to 512 items, at least
   * as many as may be chosen, each the newest version of one of its own, none twice, and conflicts
   * name items of the same question.
   */
  static Verdict<Definition> check(
      State state, String process, Scope scope, Definition definition) {
    List<String> asked = scope.getQuestionsList().stream().map(Question::getId).toList();
    List<String> named =
        definition.getQuestionsList().stream().map(QuestionItems::getQuestion).toList();
    if (!named.equals(asked)) {
      return rejected("the definition names other questions than the scope");
    }
    for (int i = 0; i < scope.getQuestionsCount(); i++) {
      Optional<String> wrong =
          wrong(
              state,
              process,
              scope.getId(),
              scope.getQuestions(i),
              definition.getQuestions(i).getItemsList());
      if (wrong.isPresent()) {
        return rejected(wrong.get());
      }
    }
    return Verdict.verified(definition);
  }

  private static Optional<String> wrong(
      State state, String process, String scope, Question question, List<ByteString> hashes) {
    if (hashes.isEmpty() || hashes.size() > MOST || hashes.size() < question.getMax()) {
      return Optional.of("a question has too few or too many items");
    }
    List<Item> items = new ArrayList<>();
    for (ByteString hash : hashes) {
      Optional<Item> item =
          switch (Digest.parse(Bytes.of(hash))) {
            case Parsed.Ok<Digest>(Digest record) ->
                KnownItem.named(state, process, scope, record).map(KnownItem::item);
            case Parsed.Malformed<Digest> malformed -> Optional.empty();
          };
      if (item.isEmpty() || !item.get().getQuestion().equals(question.getId())) {
        return Optional.of("an item is not the newest version of one of its question");
      }
      items.add(item.get());
    }
    List<String> ids = items.stream().map(Item::getId).toList();
    if (ids.stream().distinct().count() < ids.size()) {
      return Optional.of("an item stands twice on the ballot");
    }
    return items.stream().allMatch(item -> ids.containsAll(item.getConflictsList()))
        ? Optional.empty()
        : Optional.of("an item is in conflict with one that is not of its question");
  }

  private static Verdict<Definition> rejected(String reason) {
    return Verdict.rejected(Refusal.DEFINITION, reason);
  }
}
