package city.urna.client.clerk;

import city.urna.client.party.InitKey;
import picocli.CommandLine.Command;

/** {@code urna clerk …}. */
@Command(
    name = "clerk",
    description = "For clerks and registrars: define, roll, open, close, certify.",
    subcommands = {
      InitKey.OfClerk.class,
      InitKey.OfRegistrar.class,
      TemplateCommand.class,
      DefineCommand.class,
      ItemCommand.class,
      CodesCommand.ForAll.class,
      CodesCommand.ForOne.class,
      RollCommand.class,
      PhaseCommands.Open.class,
      PhaseCommands.OpenCasting.class,
      PhaseCommands.Close.class,
      PhaseCommands.IssuerAbsent.class,
      PhaseCommands.RestartCeremony.class,
      PhaseCommands.Void.class,
      PhaseCommands.Status.class,
      PhaseCommands.Certify.class,
      PublishCommand.class
    },
    mixinStandardHelpOptions = true)
public final class ClerkCommand {}
