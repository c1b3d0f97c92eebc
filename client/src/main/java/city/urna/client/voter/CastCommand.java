package city.urna.client.voter;

import city.urna.client.voter.Voter.Cast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code urna voter cast}. */
@Command(
    name = "cast",
    description = {
      "Signs the prepared ballot, sends it, and keeps the receipt.",
      "Run it again after a lost answer: it sends the same ballot, never another."
    },
    mixinStandardHelpOptions = true)
final class CastCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private WalletOption wallet;

  @Option(
      names = "--receipt",
      paramLabel = "FILE",
      description = "Where the receipt goes; by default beside the wallet.")
  private Path receiptFile;

  @Override
  public Integer call() throws IOException {
    Cast cast = wallet.open().cast();
    if (cast.receipt().isEmpty()) {
      spec.commandLine()
          .getErr()
          .println("Stored, not recorded yet: run `urna voter cast` again in a minute.");
      return 1;
    }
    Path file =
        receiptFile == null
            ? wallet.file.resolveSibling(cast.tracker().hex().substring(0, 16) + ".tlog-proof")
            : receiptFile;
    Files.writeString(file, cast.receipt().get());
    spec.commandLine()
        .getOut()
        .printf(
            "Recorded: tracker %s%nReceipt: %s (anyone can check it: urna verify receipt)%n",
            cast.tracker().hex(), file);
    if (!cast.standsLast()) {
      spec.commandLine()
          .getErr()
          .println(
              "But it is not the last one: somebody else has cast with this credential. Vote again"
                  + " with `urna voter again`, and tell the observers.");
      return 1;
    }
    return 0;
  }
}
