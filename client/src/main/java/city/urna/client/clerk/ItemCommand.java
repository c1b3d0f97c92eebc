package city.urna.client.clerk;

import city.urna.client.board.ProcessRecords;
import city.urna.client.clerk.Clerk.ClerkException;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code urna clerk item}. */
@Command(
    name = "item",
    description = {
      "Adds an item to a scope, or supersedes the one of that id.",
      "A consultation takes items until its close; a ballot until it is opened: so proposals that",
      "were accepted become options, with --source naming the acts that they come from."
    },
    mixinStandardHelpOptions = true)
final class ItemCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ClerkOption clerk;
  @Mixin private ScopeOption in;

  @Option(names = "--id", required = true, description = "The item's id.")
  private String id;

  @Option(names = "--question", description = "For a ballot: the question's id.")
  private String question = "";

  @Option(
      names = "--role",
      description =
          "For a consultation: category, paragraph, statement, survey, event or proposal.")
  private String role = "";

  @Option(
      names = "--title",
      required = true,
      paramLabel = "LANGUAGE=TEXT",
      description = "In each language of the process.")
  private Map<String, String> title = new LinkedHashMap<>();

  @Option(
      names = "--description",
      paramLabel = "LANGUAGE=TEXT",
      description = "In each language of the process.")
  private Map<String, String> description = new LinkedHashMap<>();

  @Option(names = "--cost", description = "Where the question's rule asks for one.")
  private String cost = "";

  @Option(
      names = "--form",
      paramLabel = "FILE",
      description = "JSON: the questions of a survey, the attributes of a category.")
  private Path form;

  @Option(names = "--source", paramLabel = "HASH", description = "A proposal that it comes from.")
  private List<String> sources = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    Clerk opened = clerk.open(in.process);
    ProcessRecords records = new ProcessRecords(opened.node(), in.process);
    records.follow();
    List<String> languages = records.process().getLanguagesList();
    Item.Builder item =
        Item.newBuilder()
            .setId(id)
            .setQuestion(question)
            .setRole(role)
            .addAllTitle(texts("title", title, languages))
            .addAllDescription(texts("description", description, languages))
            .setCost(cost)
            .setVersion(1);
    if (form != null) {
      item.setForm(Bytes.of(Files.readAllBytes(form)).toByteString());
    }
    sources.forEach(source -> item.addSources(hash(source).value().toByteString()));
    newest(records)
        .ifPresent(
            before ->
                item.setVersion(ProcessRecords.body(before, Item.parser()).getVersion() + 1)
                    .setSupersedes(before.hash().value().toByteString()));
    SignedRecord record = opened.record(Kind.ITEM, in.scope, item.build());
    opened.node().submit(record.bytes());
    spec.commandLine().getOut().printf("Item %s%n", record.hash().hex());
    return 0;
  }

  private java.util.Optional<SignedRecord> newest(ProcessRecords records) {
    return records.of(Kind.ITEM, in.scope).stream()
        .filter(record -> ProcessRecords.body(record, Item.parser()).getId().equals(id))
        .reduce((before, after) -> after);
  }

  private static List<Text> texts(String what, Map<String, String> words, List<String> languages) {
    boolean none = what.equals("description") && words.isEmpty();
    if (!none && !words.keySet().equals(java.util.Set.copyOf(languages))) {
      throw new ClerkException(
          what + ": needs exactly the languages " + String.join(", ", languages));
    }
    return languages.stream()
        .map(
            language ->
                Text.newBuilder()
                    .setLanguage(language)
                    .setValue(words.getOrDefault(language, ""))
                    .build())
        .toList();
  }

  private static Digest hash(String hex) {
    return switch (Digest.fromHex(hex)) {
      case Parsed.Ok<Digest>(Digest hash) -> hash;
      case Parsed.Malformed<Digest>(String reason) ->
          throw new ClerkException("a source is the hash of an act, 64 hex digits");
    };
  }
}
