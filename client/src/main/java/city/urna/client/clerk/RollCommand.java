package city.urna.client.clerk;

import city.urna.client.board.ProcessRecords;
import city.urna.client.http.CityNode;
import city.urna.client.key.KeyStore;
import city.urna.client.key.Passphrase;
import city.urna.protocol.record.Kind;
import city.urna.protocol.records.Roll;
import city.urna.protocol.signature.SigningKey;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code urna clerk roll}. */
@Command(
    name = "roll",
    description = {
      "Puts a roll on the ledger; a later one replaces it whole, until the freeze.",
      "With two registrars give both lists and both keys, in the process's order."
    },
    mixinStandardHelpOptions = true)
final class RollCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ScopeOption in;

  @Option(names = "--node", required = true, paramLabel = "URL", description = "The city's node.")
  private URI node;

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "FILE",
      description = "A registrar's list, from `urna clerk codes`.")
  private List<Path> lists;

  @Option(
      names = "--registrar-key",
      required = true,
      paramLabel = "FILE",
      description = "A registrar's key file.")
  private List<Path> keyFiles;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "One for each key file; without any the terminal asks.")
  private List<Path> passphrases = new ArrayList<>();

  @Override
  public Integer call() {
    if (lists.size() != keyFiles.size()
        || !passphrases.isEmpty() && passphrases.size() != keyFiles.size()) {
      throw new ParameterException(
          spec.commandLine(), "give one list, one key file and one passphrase file a registrar");
    }
    CityNode city = new CityNode(node);
    ProcessRecords records = new ProcessRecords(city, in.process);
    records.follow();
    List<SigningKey> registrars = new ArrayList<>();
    for (int i = 0; i < keyFiles.size(); i++) {
      Passphrase passphrase =
          passphrases.isEmpty() ? new Passphrase() : Passphrase.in(passphrases.get(i));
      registrars.add(KeyStore.open(keyFiles.get(i), passphrase).signing());
    }
    int version =
        records.of(Kind.ROLL, in.scope).stream()
                .mapToInt(record -> ProcessRecords.body(record, Roll.parser()).getVersion())
                .max()
                .orElse(0)
            + 1;
    int entries =
        new Registrar(in.process, in.scope, new SecureRandom())
            .post(
                city,
                records.processHash(),
                version,
                lists.stream().map(RollKeysFile::read).toList(),
                registrars);
    spec.commandLine().getOut().printf("Roll version %d: %,d entries%n", version, entries);
    return 0;
  }
}
