package city.urna.client;

import city.urna.client.clerk.ClerkCommand;
import city.urna.client.demo.DemoCommand;
import city.urna.client.http.RefusedException;
import city.urna.client.observer.FetchCommand;
import city.urna.client.observer.TrustCommand;
import city.urna.client.officer.OfficerCommand;
import city.urna.client.party.IssuerCommand;
import city.urna.client.party.OrganizationCommand;
import city.urna.client.terminal.ToldException;
import city.urna.client.trustee.TrusteeCommand;
import city.urna.client.voter.VoterCommand;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of the client module. */
@Command(
    name = "urna",
    description = "Verifiable voting and consultation for cities.",
    subcommands = {
      DemoCommand.class,
      VoterCommand.class,
      ClerkCommand.class,
      OfficerCommand.class,
      TrusteeCommand.class,
      OrganizationCommand.class,
      IssuerCommand.class,
      FetchCommand.class,
      TrustCommand.class
    },
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
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              if (failure instanceof ToldException || failure instanceof UncheckedIOException) {
                command.getErr().println("urna: " + failure.getMessage());
                return failure instanceof RefusedException ? 1 : 2;
              }
              throw failure;
            });
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
