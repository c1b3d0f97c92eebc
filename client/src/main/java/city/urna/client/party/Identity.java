package city.urna.client.party;

import city.urna.client.key.Card;
import city.urna.client.key.KeyStore;
import city.urna.client.key.Passphrase;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that every {@code init} takes: who the party is, and the passphrase of its keys. */
final class Identity {
  @Option(
      names = "--id",
      required = true,
      description = "Short name in records and reports: a-z, 0-9, hyphen.")
  private String id;

  @Option(names = "--name", required = true, description = "Full name, as people know it.")
  private String name;

  @Option(
      names = "--operator",
      required = true,
      description =
          "Who runs the machine that holds these keys. Reports point out an operator who holds"
              + " several roles.")
  private String operator;

  @Mixin private Passphrase passphrase;

  Card create(Path keyFile, Path cardFile, Card.Role role) {
    return create(keyFile, cardFile, role, UnaryOperator.identity());
  }

  /** The same, with something more said on the card. */
  Card create(Path keyFile, Path cardFile, Card.Role role, UnaryOperator<Card> saying) {
    return KeyStore.create(
        keyFile, cardFile, role, id, name, operator, passphrase, new SecureRandom(), saying);
  }
}
