package city.urna.client.voter;

import city.urna.protocol.bytes.Tracker;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code urna voter check}. */
@Command(
    name = "check",
    description = {
      "Asks the node and an organization which of your ballots stands last.",
      "Exit status 0: it is the one that this device cast last."
    },
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private WalletOption wallet;

  @Override
  public Integer call() {
    Tracker end = wallet.open().chainEnd();
    spec.commandLine()
        .getOut()
        .println(
            end.equals(Tracker.NONE)
                ? "Nothing is recorded for this credential yet."
                : "Last recorded: " + end.hex());
    return 0;
  }
}
