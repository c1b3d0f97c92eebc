package city.urna.client.voter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code urna voter challenge}. */
@Command(
    name = "challenge",
    description = {
      "Opens the prepared ballot for another device to check, and throws it away.",
      "On the other device: urna voter check-opening FILE --tracker YOUR-NOTE"
    },
    mixinStandardHelpOptions = true)
final class ChallengeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private WalletOption wallet;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "A new file.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    if (Files.exists(out)) {
      throw new VoterException(out + " exists already; name a new file");
    }
    String opening = wallet.open().challenge();
    Files.writeString(out, opening, StandardOpenOption.CREATE_NEW);
    spec.commandLine()
        .getOut()
        .printf("Opened: %s%nThis ballot can no longer be cast. Next: urna voter prepare%n", out);
    return 0;
  }
}
