package city.urna.client.party;

import city.urna.client.key.Card;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes the keys of a server, an organization or an issuer, in the folder it will run in. */
abstract sealed class InitFolder implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Folder of this server; its keys are made there.")
  private Path data;

  @Mixin private Identity identity;

  private final Card.Role role;

  private InitFolder(Card.Role role) {
    this.role = role;
  }

  @Override
  public Integer call() {
    Path card = data.resolve("card.json");
    identity.create(data.resolve(role.word() + ".key"), card, role, this::saying);
    spec.commandLine().getOut().printf("Keys made. Send this card to the clerk: %s%n", card);
    return 0;
  }

  /** What a role says of itself besides. */
  Card saying(Card card) {
    return card;
  }

  /** {@code urna organization init}. */
  @Command(
      name = "init",
      description = "Makes an organization's ledger key and cosigner key.",
      mixinStandardHelpOptions = true)
  static final class OfOrganization extends InitFolder {
    @Spec private CommandSpec spec;

    @Option(
        names = "--rechecks",
        paramLabel = "N",
        description = {
          "Of a thousand ballots, of how many this organization checks the proofs again itself",
          "before it cosigns; stands on its card and in verdicts (default: ${DEFAULT-VALUE})."
        })
    private int rechecks = Card.ALL;

    OfOrganization() {
      super(Card.Role.ORGANIZATION);
    }

    @Override
    Card saying(Card card) {
      if (rechecks < 0 || rechecks > Card.ALL) {
        throw new ParameterException(spec.commandLine(), "--rechecks: 0 to 1000");
      }
      return card.withRechecks(rechecks);
    }
  }

  /** {@code urna issuer init}. */
  @Command(
      name = "init",
      description = "Makes an issuer's identity key. Keys for signing come with each process.",
      mixinStandardHelpOptions = true)
  static final class OfIssuer extends InitFolder {
    OfIssuer() {
      super(Card.Role.ISSUER);
    }
  }
}
