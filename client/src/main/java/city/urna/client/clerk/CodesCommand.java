package city.urna.client.clerk;

import city.urna.client.board.ElectionView;
import city.urna.client.board.ProcessRecords;
import city.urna.client.clerk.Clerk.ClerkException;
import city.urna.client.clerk.RollKeysFile.Line;
import city.urna.client.http.CityNode;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.Scope;
import city.urna.protocol.records.Style;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code urna clerk codes} and {@code replace-letter}: codes exist in printed letters only. */
abstract sealed class CodesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin ScopeOption in;

  @Option(names = "--node", required = true, paramLabel = "URL", description = "The city's node.")
  private URI node;

  @Option(
      names = "--registrar",
      required = true,
      description = "The registrar's id in the process: with two registrars each makes codes.")
  private String registrar;

  @Option(
      names = "--letters",
      required = true,
      paramLabel = "FILE",
      description = "A new HTML file, one letter a page.")
  private Path letters;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "A new file for the registrar's list.")
  private Path out;

  /** {@code urna clerk codes}. */
  @Command(
      name = "codes",
      description = {
        "Makes a voter code for each person: printable letters, and the registrar's own list.",
        "The codes are in the letters only. Print them, post them, delete the file."
      },
      mixinStandardHelpOptions = true)
  static final class ForAll extends CodesCommand {
    @Option(
        names = "--people",
        required = true,
        paramLabel = "CSV",
        description = "Columns person and style.")
    private Path people;

    @Override
    Registrar.Prepared prepare(Registrar maker, Map<String, String> styles, String registrarId) {
      return maker.prepare(PeopleFile.read(people, styles.keySet()), registrarId, styles);
    }
  }

  /** {@code urna clerk replace-letter}. */
  @Command(
      name = "replace-letter",
      description = {
        "Makes a new code for one person, before the freeze: the old letter is void once the new",
        "list is put on the ledger with `urna clerk roll`."
      },
      mixinStandardHelpOptions = true)
  static final class ForOne extends CodesCommand {
    @Option(names = "--person", required = true, description = "The person's number.")
    private String person;

    @Option(
        names = "--keys",
        required = true,
        paramLabel = "FILE",
        description = "The registrar's present list.")
    private Path keys;

    @Override
    Registrar.Prepared prepare(Registrar maker, Map<String, String> styles, String registrarId) {
      RollKeysFile before = RollKeysFile.read(keys);
      Line old =
          before.lines().stream()
              .filter(line -> line.person().equals(person))
              .findFirst()
              .orElseThrow(() -> new ClerkException("person " + person + " is not in the list"));
      Registrar.Prepared fresh =
          maker.prepare(List.of(new PeopleFile.Person(person, old.style())), registrarId, styles);
      List<Line> lines =
          before.lines().stream()
              .map(line -> line.equals(old) ? fresh.keys().lines().getFirst() : line)
              .toList();
      return new Registrar.Prepared(fresh.letters(), new RollKeysFile(lines));
    }
  }

  abstract Registrar.Prepared prepare(
      Registrar maker, Map<String, String> styles, String registrarId);

  @Override
  public Integer call() {
    ProcessRecords records = new ProcessRecords(new CityNode(node), in.process);
    records.follow();
    Process process = records.process();
    String language = process.getLanguages(0);
    Map<String, String> styles = new LinkedHashMap<>();
    for (Scope scope : process.getScopesList()) {
      if (scope.getId().equals(in.scope)) {
        for (Style style : scope.getStylesList()) {
          styles.put(
              style.getId(),
              style.getId() + " (" + ElectionView.text(style.getNameList(), language) + ")");
        }
      }
    }
    Registrar maker = new Registrar(in.process, in.scope, new SecureRandom());
    Registrar.Prepared prepared = prepare(maker, styles, registrar);
    String title = ElectionView.text(process.getTitleList(), language);
    prepared.keys().write(out);
    Letters.write(letters, language, title, prepared.letters());
    spec.commandLine()
        .getOut()
        .printf(
            "%,d letters: %s%nThe registrar's list: %s%nNext: urna clerk roll%n",
            prepared.letters().size(), letters, out);
    return 0;
  }
}
