package city.urna.client.party;

import city.urna.client.key.Card;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the keys of a person, a clerk, registrar or trustee, in a file of their own. */
public abstract sealed class InitKey implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The key file to make. It stays on this machine; keep a copy offline.")
  private Path key;

  @Mixin private Identity identity;

  private final Card.Role role;

  private InitKey(Card.Role role) {
    this.role = role;
  }

  @Override
  public Integer call() {
    Path card = key.resolveSibling(key.getFileName() + ".card.json");
    identity.create(key, card, role);
    spec.commandLine().getOut().printf("Keys made. The card to hand out: %s%n", card);
    return 0;
  }

  /** {@code urna clerk init}. */
  @Command(
      name = "init",
      description = "Makes a clerk's key: what it signs is the clerk's login.",
      mixinStandardHelpOptions = true)
  public static final class OfClerk extends InitKey {
    public OfClerk() {
      super(Card.Role.CLERK);
    }
  }

  /** {@code urna clerk init-registrar}. */
  @Command(
      name = "init-registrar",
      description = "Makes a registrar's key, which signs rolls.",
      mixinStandardHelpOptions = true)
  public static final class OfRegistrar extends InitKey {
    public OfRegistrar() {
      super(Card.Role.REGISTRAR);
    }
  }

  /** {@code urna officer init}. */
  @Command(
      name = "init",
      description = {
        "Makes an office's key: what it signs is the office's answer.",
        "One key an office, kept by whoever answers for it."
      },
      mixinStandardHelpOptions = true)
  public static final class OfOffice extends InitKey {
    public OfOffice() {
      super(Card.Role.OFFICE);
    }
  }

  /** {@code urna trustee init}. */
  @Command(
      name = "init",
      description = "Makes a trustee's identity key and sealing key.",
      mixinStandardHelpOptions = true)
  public static final class OfTrustee extends InitKey {
    public OfTrustee() {
      super(Card.Role.TRUSTEE);
    }
  }
}
