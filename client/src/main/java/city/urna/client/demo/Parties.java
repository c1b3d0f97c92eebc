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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

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

  private final Path root;
  private final SecureRandom random;
  private final List<Party> all = new ArrayList<>();

  Parties(Path root, SecureRandom random) {
    this.root = root;
    this.random = random;
  }

  Party add(Card.Role role, String id, String name) {
    Path folder = root.resolve(role.word() + "-" + id);
    Path passphrase = folder.resolve("passphrase");
    Path keyFile = folder.resolve(role.word() + ".key");
    byte[] secret = new byte[18];
    random.nextBytes(secret);
    try {
      Files.createDirectories(folder);
      Files.writeString(passphrase, Base64.getEncoder().encodeToString(secret) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + passphrase, e);
    }
    Card card =
        KeyStore.create(
            keyFile,
            folder.resolve("card.json"),
            role,
            id,
            name,
            OPERATOR,
            Passphrase.in(passphrase),
            random);
    Party party = new Party(card, folder, keyFile, passphrase);
    all.add(party);
    return party;
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
