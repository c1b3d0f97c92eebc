package city.urna.client.voter;

import picocli.CommandLine.Command;

/** {@code urna voter …}. */
@Command(
    name = "voter",
    description = {
      "For voters and residents: request a credential, prepare, challenge, cast, check, vote"
          + " again;",
      "propose, support, comment, answer, report, complain, and see what became of it."
    },
    subcommands = {
      RequestCommand.class,
      PrepareCommand.class,
      CastCommand.class,
      ChallengeCommand.class,
      CheckOpeningCommand.class,
      CheckCommand.class,
      PrepareCommand.Again.class,
      ActCommands.Propose.class,
      ActCommands.CoSign.class,
      ActCommands.Support.class,
      ActCommands.Comment.class,
      ActCommands.Opinion.class,
      ActCommands.Answer.class,
      ActCommands.Report.class,
      ActCommands.Complain.class,
      ActCommands.Attend.class,
      LookCommands.Items.class,
      LookCommands.Acts.class,
      ActCommand.class
    },
    mixinStandardHelpOptions = true)
public final class VoterCommand {}
