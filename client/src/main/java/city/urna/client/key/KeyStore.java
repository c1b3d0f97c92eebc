package city.urna.client.key;

import city.urna.client.terminal.ToldException;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.signature.EcdsaPrivateKey;
import city.urna.protocol.signature.KeyFile;
import city.urna.protocol.signature.PartyKeys;
import city.urna.protocol.signature.SecretAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Makes key files with their cards, and opens them. Key files are readable by their owner only. */
public final class KeyStore {
  private KeyStore() {}

  /**
   * Makes keys, seals them into {@code keyFile} and writes the card beside it.
   *
   * @param saying what else is said on the card before it is written
   * @throws KeyException when either file exists already: keys are never overwritten
   */
  public static Card create(
      Path keyFile,
      Path cardFile,
      Card.Role role,
      String id,
      String name,
      String operator,
      Passphrase passphrase,
      SecureRandom random,
      UnaryOperator<Card> saying) {
    PartyKeys keys = PartyKeys.generate(role.hasSecond(), random);
    Card card =
        saying.apply(
            new Card(
                role,
                id,
                name,
                operator,
                keys.signing().publicKey(),
                keys.point().map(EcdsaPrivateKey::publicKey)));
    // Access: the keys go into their sealed file and nowhere else.
    seal(keyFile, keys.encode(SecretAccess.granted()), passphrase, passphrase.cost(), random);
    write(cardFile, card.json());
    return card;
  }

  /**
   * Opens a key file.
   *
   * @throws KeyException when it is missing, altered, or the passphrase is wrong
   */
  public static PartyKeys open(Path keyFile, Passphrase passphrase) {
    return PartyKeys.decode(openSealed(keyFile, passphrase)).orThrow();
  }

  /** Seals any secret into a new file, as strongly as the key file is sealed. */
  public static void writeSealed(
      Path file, Bytes secret, Path keyFile, Passphrase passphrase, SecureRandom random) {
    KeyFile.Cost cost = told(keyFile, KeyFile.cost(read(keyFile)));
    seal(file, secret, passphrase, cost, random);
  }

  private static void seal(
      Path file, Bytes secret, Passphrase passphrase, KeyFile.Cost cost, SecureRandom random) {
    write(file, passphrase.use(characters -> KeyFile.seal(secret, characters, cost, random)));
  }

  /** Opens what {@link #writeSealed} wrote. */
  public static Bytes openSealed(Path file, Passphrase passphrase) {
    String text = read(file);
    return told(file, passphrase.use(characters -> KeyFile.open(text, characters)));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new KeyException("cannot read key file " + file + ": does it exist, is it yours?");
    }
  }

  private static <T> T told(Path file, Parsed<T> parsed) {
    return switch (parsed) {
      case Parsed.Ok<T>(T value) -> value;
      case Parsed.Malformed<T>(String reason) -> throw new KeyException(file + ": " + reason);
    };
  }

  /**
   * Writes beside the file and renames: a program killed in between leaves either no file of that
   * name or the whole of it, and starts again as if nothing had been written.
   */
  private static void write(Path file, String text) {
    if (Files.exists(file)) {
      throw new KeyException(file + " exists already; keys are never overwritten");
    }
    Path made = file.resolveSibling(file.getFileName() + ".new");
    try {
      Optional<Path> parent = Optional.ofNullable(file.toAbsolutePath().getParent());
      if (parent.isPresent()) {
        Files.createDirectories(parent.get());
      }
      Files.deleteIfExists(made);
      Files.createFile(
          made, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(made, text, StandardOpenOption.SYNC);
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** A key file cannot be made or opened; the message says which and why. */
  public static final class KeyException extends ToldException {
    private static final long serialVersionUID = 1L;

    KeyException(String message) {
      super(message);
    }
  }
}
