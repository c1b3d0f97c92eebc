package city.urna.api;

import city.urna.api.consultation.NoticeSettings;
import city.urna.api.http.ListenException;
import city.urna.api.network.NetworkCommand;
import city.urna.api.node.ExportCommand;
import city.urna.api.node.ServeCommands;
import city.urna.api.node.StartException;
import city.urna.api.open311.Open311Settings;
import city.urna.network.LedgerException;
import city.urna.network.launch.NetworkException;
import java.io.IOException;
import java.io.InputStream;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of the api module. */
@Command(
    name = "urna",
    description = "Runs the servers of the city and of each organization.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  public static void main(String[] args) throws IOException {
    try (InputStream settings = Main.class.getResourceAsStream("logging.properties")) {
      LogManager.getLogManager().readConfiguration(settings);
    }
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine commands = new CommandLine(new Main());
    commands.addSubcommand(new ServeCommands.City());
    commands.addSubcommand(new ExportCommand());
    commands.addSubcommand("organization", new Organization());
    commands.addSubcommand("issuer", new Issuer());
    commands.addSubcommand(new NetworkCommand());
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setUsageHelpWidth(100);
    return commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (failure instanceof StartException
              || failure instanceof Open311Settings.UnusableException
              || failure instanceof NoticeSettings.WrongException
              || failure instanceof ListenException
              || failure instanceof LedgerException
              || failure instanceof NetworkException) {
            command.getErr().println("urna: " + failure.getMessage());
            return 2;
          }
          throw failure;
        });
  }

  /** Without a command there is nothing to do but to say which exist. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** {@code urna organization …} as far as it is a server. */
  @Command(
      name = "organization",
      subcommands = ServeCommands.Organization.class,
      mixinStandardHelpOptions = true)
  static final class Organization {}

  /** {@code urna issuer …} as far as it is a server. */
  @Command(
      name = "issuer",
      subcommands = ServeCommands.Issuer.class,
      mixinStandardHelpOptions = true)
  static final class Issuer {}

  /** The version written into the jar's manifest when it was built. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"urna " + (version == null ? "(not packaged)" : version)};
    }
  }
}
