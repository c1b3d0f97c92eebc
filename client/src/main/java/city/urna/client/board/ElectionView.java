package city.urna.client.board;

import city.urna.client.http.CityNode;
import city.urna.protocol.election.Election;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.QuestionItems;
import city.urna.protocol.records.Setup;
import city.urna.protocol.records.Text;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A frozen scope as the records define it: who signed it, what is asked, and the keys that ballots
 * are made for.
 *
 * @param genesis who runs the ledger
 * @param items by question id, in ballot order
 * @param trust what a receipt is checked against: the keys of the genesis record
 */
public record ElectionView(
    Genesis genesis,
    Process process,
    Election election,
    Map<String, List<Item>> items,
    CheckpointTrust trust) {
  public ElectionView {
    items = Map.copyOf(items);
  }

  /**
   * Reads the setup from a node and checks it: every record's signatures, and every hash by which
   * one names another.
   *
   * @throws BoardException naming the first thing that does not hold
   */
  public static ElectionView read(CityNode node, String process, String scope) {
    return of(FrozenScope.setup(node, process, scope), process, scope);
  }

  private static ElectionView of(Setup setup, String id, String scope) {
    FrozenScope frozen = FrozenScope.of(setup, id, scope);
    Definition definition =
        FrozenScope.parse(Definition.parser(), frozen.definition(), "the definition");
    Map<String, List<Item>> items = new LinkedHashMap<>();
    int next = 0;
    for (QuestionItems question : definition.getQuestionsList()) {
      List<Item> own = new ArrayList<>();
      for (ByteString hash : question.getItemsList()) {
        if (next == setup.getItemsCount()) {
          throw new BoardException("the setup lacks an item that the definition names");
        }
        SignedRecord item = FrozenScope.record(setup.getItems(next++), Kind.ITEM, id, scope);
        FrozenScope.same("an item", hash, item.hash());
        own.add(FrozenScope.parse(Item.parser(), item.body(), "an item"));
      }
      items.put(question.getQuestion(), List.copyOf(own));
    }
    Election election =
        FrozenScope.ok(
            Election.of(id, frozen.process(), frozen.processHash(), scope, frozen.definition()),
            "the definition");
    return new ElectionView(frozen.genesis(), frozen.process(), election, items, frozen.trust());
  }

  /** A text in one of the process's languages, in the default one where it lacks that. */
  public static String text(List<Text> texts, String language) {
    return texts.stream()
        .filter(text -> text.getLanguage().equals(language))
        .findFirst()
        .or(() -> texts.stream().findFirst())
        .map(Text::getValue)
        .orElse("");
  }
}
