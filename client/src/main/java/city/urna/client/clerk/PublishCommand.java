package city.urna.client.clerk;

import city.urna.client.http.CityNode;
import city.urna.client.key.KeyStore;
import city.urna.client.key.Passphrase;
import city.urna.client.publication.Publisher;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code urna clerk publish}. */
@Command(
    name = "publish",
    description = {
      "Writes a certified result as a folder of publications: JSON with a JWS, CSV, a NIST",
      "election report, charts, and a signed PDF in each of the process's languages.",
      "Anybody holds them against the record with `urna verify ARCHIVE --exports DIR`."
    },
    mixinStandardHelpOptions = true)
final class PublishCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ScopeOption in;
  @Mixin private Passphrase passphrase;

  @Option(names = "--node", required = true, paramLabel = "URL", description = "The city's node.")
  private URI node;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The key file of the clerk who certified.")
  private Path key;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "An empty or new folder.")
  private Path out;

  @Option(
      names = "--voting-from",
      paramLabel = "DATE",
      description = "First day of voting, for the NIST report (default: today).")
  private LocalDate begun = LocalDate.now(ZoneOffset.UTC);

  @Option(
      names = "--voting-to",
      paramLabel = "DATE",
      description = "Last day of voting, for the NIST report (default: today).")
  private LocalDate ended = LocalDate.now(ZoneOffset.UTC);

  @Option(
      names = "--font",
      paramLabel = "FILE",
      description = "A TrueType font for what the shipped ones (Latin, Greek, Cyrillic) lack.")
  private Optional<Path> font = Optional.empty();

  @Override
  public Integer call() throws IOException {
    Publisher.Written written =
        Publisher.with(KeyStore.open(key, passphrase).signing(), font, new SecureRandom())
            .publish(new CityNode(node), in.process, in.scope, begun, ended, out);
    PrintWriter terminal = spec.commandLine().getOut();
    terminal.printf("%d publications in %s%n", written.files().size(), out);
    written.files().forEach(file -> terminal.println("  " + file));
    written.leftOut().forEach(why -> terminal.println("Left out: " + why));
    return 0;
  }
}
