package city.urna.client.officer;

import city.urna.client.party.InitKey;
import picocli.CommandLine.Command;

/** {@code urna officer …}. */
@Command(
    name = "officer",
    description = {
      "For offices: answer, redact, withhold, count, enter what came in person, import.",
      "Every decision is signed with the office's key and stays on record; --help of each teaches."
    },
    subcommands = {
      InitKey.OfOffice.class,
      DecisionCommands.Answer.class,
      DecisionCommands.Redact.class,
      DecisionCommands.Withhold.class,
      DecisionCommands.Count.class,
      EnterCommand.class,
      ImportCommand.class
    },
    mixinStandardHelpOptions = true)
public final class OfficerCommand {}
