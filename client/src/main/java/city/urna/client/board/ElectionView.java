package city.urna.client.board;

import city.urna.client.http.CityNode;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.election.Election;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.record.Endorsement;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.RecordSignatures;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Party;
import city.urna.protocol.records.Phase;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.QuestionItems;
import city.urna.protocol.records.Setup;
import city.urna.protocol.records.Text;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
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
    return of(parse(Setup.parser(), node.setup(process, scope), "the setup"), process, scope);
  }

  private static ElectionView of(Setup setup, String id, String scope) {
    SignedRecord genesisRecord = record(setup.getGenesis(), Kind.GENESIS, "", "");
    Genesis genesis = parse(Genesis.parser(), genesisRecord.body(), "the genesis record");
    List<Bytes> organizations =
        genesis.getOrganizationsList().stream().map(o -> Bytes.of(o.getLedgerKey())).toList();
    signed(RecordSignatures.check(genesisRecord, List.of(), organizations, Endorsement.ALL));

    SignedRecord processRecord = record(setup.getProcess(), Kind.PROCESS, id, "");
    Process process = parse(Process.parser(), processRecord.body(), "the process");
    same("the ledger", process.getGenesis(), genesisRecord.hash());
    List<Bytes> clerks =
        process.getClerksList().stream().map(Party::getKey).map(Bytes::of).toList();
    signed(RecordSignatures.checkAnyOf(processRecord, clerks, organizations, Endorsement.ALL));

    SignedRecord freeze = record(setup.getFreeze(), Kind.PHASE, id, scope);
    signed(RecordSignatures.checkAnyOf(freeze, clerks, organizations, Endorsement.MAJORITY));
    Bytes bytes = Bytes.of(parse(Phase.parser(), freeze.body(), "the freeze").getDefinition());
    Definition definition = parse(Definition.parser(), bytes, "the definition");
    same("the process", definition.getProcess(), processRecord.hash());

    Map<String, List<Item>> items = new LinkedHashMap<>();
    int next = 0;
    for (QuestionItems question : definition.getQuestionsList()) {
      List<Item> own = new ArrayList<>();
      for (ByteString hash : question.getItemsList()) {
        if (next == setup.getItemsCount()) {
          throw new BoardException("the setup lacks an item that the definition names");
        }
        SignedRecord item = record(setup.getItems(next++), Kind.ITEM, id, scope);
        same("an item", hash, item.hash());
        own.add(parse(Item.parser(), item.body(), "an item"));
      }
      items.put(question.getQuestion(), List.copyOf(own));
    }
    Election election =
        ok(Election.of(id, process, processRecord.hash(), scope, bytes), "the definition");
    return new ElectionView(
        genesis, process, election, items, ok(CheckpointTrust.of(genesis), "the genesis record"));
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

  private static SignedRecord record(ByteString bytes, Kind kind, String process, String scope) {
    SignedRecord record = ok(SignedRecord.parse(Bytes.of(bytes)), "a record of the setup");
    if (record.kind() != kind
        || !record.process().equals(process)
        || !record.scope().equals(scope)) {
      throw new BoardException("the setup holds another record than was asked for");
    }
    return record;
  }

  private static void signed(Verdict<RecordSignatures> verdict) {
    switch (verdict) {
      case Verdict.Verified<RecordSignatures> verified -> {}
      case Verdict.Rejected<RecordSignatures> rejected ->
          throw new BoardException("a record of the setup: " + rejected.reason());
    }
  }

  private static void same(String what, ByteString named, Digest hash) {
    if (!Bytes.of(named).equals(hash.value())) {
      throw new BoardException("the setup names another record for " + what + " than it holds");
    }
  }

  private static <M extends Message> M parse(Parser<M> parser, Bytes bytes, String what) {
    return ok(StrictParser.parse(parser, bytes), what);
  }

  private static <T> T ok(Parsed<T> parsed, String what) {
    return switch (parsed) {
      case Parsed.Ok<T>(T value) -> value;
      case Parsed.Malformed<T>(String reason) -> throw new BoardException(what + ": " + reason);
    };
  }
}
