package city.urna.client.clerk;

import city.urna.client.definition.PabulibFile;
import city.urna.client.definition.ProcessFile;
import city.urna.client.definition.ProcessFileReader;
import city.urna.client.key.Card;
import city.urna.client.terminal.Progress;
import city.urna.protocol.bytes.Digest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code urna clerk define}. */
@Command(
    name = "define",
    description = {
      "Puts a process and its items on the ledger, from a YAML file or a Pabulib .pb file.",
      "Every organization endorses it. A .pb file needs --id for the process."
    },
    mixinStandardHelpOptions = true)
final class DefineCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ClerkOption clerk;

  @Option(names = "--from", required = true, paramLabel = "FILE", description = "YAML or .pb.")
  private Path from;

  @Option(names = "--id", description = "The process's id, for a .pb file.")
  private String id = "";

  @Option(
      names = "--card",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Cards of clerks, registrars, issuers, trustees and offices, in the order wanted.")
  private List<Path> cards;

  @Override
  public Integer call() {
    ProcessFile file;
    if (from.toString().endsWith(".pb")) {
      if (id.isEmpty()) {
        throw new ParameterException(spec.commandLine(), "--id is needed with a .pb file");
      }
      file = PabulibFile.read(from).process(id);
    } else {
      file = ProcessFileReader.read(from);
    }
    Progress progress = new Progress(System.err, false);
    progress.begin("Defining " + file.process());
    Digest hash =
        clerk
            .open(file.process())
            .define(file, cards.stream().map(Card::read).toList(), progress::at);
    progress.done("process record " + hash.hex());
    return 0;
  }
}
