package city.urna.client.demo;

import city.urna.client.key.Card;
import city.urna.client.key.KeyStore;
import city.urna.client.key.Passphrase;
import city.urna.protocol.signature.PartyKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.UnaryOperator;

/** The demo's parties: a folder, a passphrase, keys and a card each, all held by one operator. */
final class Parties {
  private static final String OPERATOR = "Demo operator";

  /** One party and where its things lie. */
  record Party(Card card, Path folder, Path keyFile, Path passphraseFile) {
    PartyKeys keys() {
      return KeyStore.open(keyFile, Passphrase.in(passphraseFile));
    }

    Path cardFile() {
      return folder.resolve("card.json");
    }
  }

  /** Who a party is, before it has keys. */
  record Named(Card.Role role, String id, String name) {}

  private final List<Party> all;

  private Parties(List<Party> all) {
    this.all = List.copyOf(all);
  }

  /** Makes everybody's keys, each under a passphrase drawn for it. */
  static Parties make(Path root, SecureRandom random, List<Named> named) {
    return new Parties(named.stream().map(one -> make(root, random, one)).toList());
  }

  private static Party make(Path root, SecureRandom random, Named named) {
    String word = named.role().word();
    Path folder = root.resolve(word + "-" + named.id());
    Path passphrase = folder.resolve("passphrase");
    Path keyFile = folder.resolve(word + ".key");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
    Card card =
        KeyStore.create(
            keyFile,
            folder.resolve("card.json"),
            named.role(),
            named.id(),
            named.name(),
            OPERATOR,
            Passphrase.draw(passphrase, random),
            random,
            UnaryOperator.identity());
    return new Party(card, folder, keyFile, passphrase);
  }

  List<Party> of(Card.Role role) {
    return all.stream().filter(party -> party.card().role() == role).toList();
  }

  Party one(Card.Role role) {
    return of(role).getFirst();
  }

  static String operator() {
    return OPERATOR;
  }
}
