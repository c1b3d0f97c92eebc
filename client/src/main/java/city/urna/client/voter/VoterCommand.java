package city.urna.client.voter;

import picocli.CommandLine.Command;

/** {@code urna voter …}. */
@Command(
    name = "voter",
    description = "For voters: request a credential, prepare, challenge, cast, check, vote again.",
    subcommands = {
      RequestCommand.class,
      PrepareCommand.class,
      CastCommand.class,
      ChallengeCommand.class,
      CheckOpeningCommand.class,
      CheckCommand.class,
      PrepareCommand.Again.class
    },
    mixinStandardHelpOptions = true)
public final class VoterCommand {}
