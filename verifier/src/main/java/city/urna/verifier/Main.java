package city.urna.verifier;

import city.urna.verifier.count.command.CountCommand;
import city.urna.verifier.diff.DiffCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of the verifier module. */
@Command(
    name = "urna",
    subcommands = {VerifyCommand.class, DiffCommand.class, CountCommand.class},
    description = "Checks an archive, compares two archives, and recounts.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line, for whoever runs it in this process. */
  public static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setUsageHelpWidth(100)
        .setExecutionExceptionHandler(Main::broken);
  }

  /** A fault of this program or of its environment: no verdict, and no trace of its inside. */
  private static int broken(Exception fault, CommandLine command, CommandLine.ParseResult parsed) {
    command
        .getErr()
        .println(
            "There is no verdict: this program failed by itself ("
                + fault.getClass().getSimpleName()
                + "). Please report it with the archive.");
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  /** Without a command there is nothing to do but to say which exist. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** The version written into the jar's manifest when it was built. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"urna " + (version == null ? "(not packaged)" : version)};
    }
  }
}
