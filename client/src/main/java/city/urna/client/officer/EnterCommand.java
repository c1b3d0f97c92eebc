package city.urna.client.officer;

import city.urna.client.officer.OfficeOption.Office;
import city.urna.client.voter.ActContents;
import city.urna.client.voter.Resident;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.consultation.ActDraft;
import city.urna.protocol.consultation.ActType;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code urna officer enter}. */
@Command(
    name = "enter",
    description = {
      "Enters what came on paper, at a desk or by phone, signed by the office and counted apart.",
      "For a list of signatures give --people, and the scanned list with --attachment"
          + " --withhold attachment.",
      "An office has one sheet on a thing: a later one replaces it with --replaces."
    },
    mixinStandardHelpOptions = true)
final class EnterCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OfficeOption office;

  @Option(names = "--type", required = true, description = "${COMPLETION-CANDIDATES}.")
  private Type type;

  @Option(names = "--channel", required = true, description = "${COMPLETION-CANDIDATES}.")
  private Channel channel;

  @Option(names = "--on", paramLabel = "HASH", description = "What it acts on.")
  private String target = "";

  @Option(names = "--people", description = "How many people are on the sheet.")
  private int people = 1;

  @Option(
      names = "--value",
      description =
          "Of a comment 0 neutral, 1 for, 2 against; of an opinion 1 agree, 2 disagree, 3 pass.")
  private int value;

  @Option(names = "--replaces", paramLabel = "HASH", description = "The office's act before it.")
  private String replaces = "";

  @Mixin private ActContents contents;

  /** As it is typed; the order is the number's. */
  enum Type {
    propose,
    cosign,
    support,
    comment,
    opinion,
    answer,
    report,
    complaint,
    attendance
  }

  /** As it is typed. */
  enum Channel {
    paper(2),
    booth(3),
    phone(4);

    private final int number;

    Channel(int number) {
      this.number = number;
    }
  }

  @Override
  public Integer call() {
    Office at = office.open();
    if (at.id().isEmpty()) {
      throw new OfficerException("an office enters acts; this is a clerk's key");
    }
    SecureRandom random = new SecureRandom();
    ActContents.Named named = contents.read(at.node(), office.process, office.scope, random);
    ActType known = ActType.of(type.ordinal() + 1).orElseThrow();
    ActDraft draft =
        new ActDraft(
            known,
            channel.number,
            target.isEmpty() ? Optional.empty() : Optional.of(DecisionCommands.hash(target)),
            replaces.isEmpty() ? Tracker.NONE : new Tracker(DecisionCommands.hash(replaces)),
            known.isCountable() ? people : value,
            List.of(),
            named.references());
    Resident.Sent sent =
        new Resident(at.node(), at.view(), random).as(at.id(), at.key(), draft, named.contents());
    spec.commandLine()
        .getOut()
        .printf("Act %s %s%n", sent.act().hex(), sent.receipt().isPresent() ? "recorded" : "taken");
    return 0;
  }
}
