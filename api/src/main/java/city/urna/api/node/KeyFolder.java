package city.urna.api.node;

import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.signature.KeyFile;
import city.urna.protocol.signature.PartyKeys;
import city.urna.protocol.signature.SecretAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * A server's keys in its folder: sealed under the passphrase in a file that the operator names, or,
 * where none is named, in a file beside them that only its owner can read.
 */
final class KeyFolder {
  private static final int PASSPHRASE_BYTES = 18;

  private final Path folder;
  private final Path passphrase;
  private final KeyFile.Cost cost;

  private KeyFolder(Path folder, Path passphrase, KeyFile.Cost cost) {
    this.folder = folder;
    this.passphrase = passphrase;
    this.cost = cost;
  }

  /** Keys under a passphrase that lies beside them. */
  static KeyFolder unattended(Path folder) {
    return new KeyFolder(folder, folder.resolve("passphrase"), KeyFile.Cost.OF_DRAWN);
  }

  /** Keys under the passphrase in the first line of that file. */
  static KeyFolder under(Path folder, Path passphrase) {
    return new KeyFolder(folder, passphrase, KeyFile.Cost.RECOMMENDED);
  }

  /** The keys of that name, made now if they are not there. */
  PartyKeys openOrMake(String name, boolean withPoint, SecureRandom random) {
    Path file = folder.resolve(name + ".key");
    if (Files.exists(file)) {
      return open(name);
    }
    PartyKeys keys = PartyKeys.generate(withPoint, random);
    if (!Files.exists(passphrase)) {
      byte[] fresh = new byte[PASSPHRASE_BYTES];
      random.nextBytes(fresh);
      write(passphrase, Base64.getEncoder().encodeToString(fresh) + "\n");
    }
    char[] characters = passphrase();
    // Access: the keys go into their sealed file and nowhere else.
    write(file, KeyFile.seal(keys.encode(SecretAccess.granted()), characters, cost, random));
    Arrays.fill(characters, ' ');
    return keys;
  }

  /**
   * The keys of that name.
   *
   * @throws StartException when they are missing or the passphrase is wrong
   */
  PartyKeys open(String name) {
    Path file = folder.resolve(name + ".key");
    char[] characters = passphrase();
    try {
      Parsed<PartyKeys> keys =
          KeyFile.open(Files.readString(file), characters).flatMap(PartyKeys::decode);
      return switch (keys) {
        case Parsed.Ok<PartyKeys>(PartyKeys opened) -> opened;
        case Parsed.Malformed<PartyKeys>(String reason) ->
            throw new StartException(file + ": " + reason);
      };
    } catch (IOException e) {
      throw new StartException(
          "no key file " + file + ": make it first with `urna " + name + " init --data DIR`");
    } finally {
      Arrays.fill(characters, ' ');
    }
  }

  private char[] passphrase() {
    try {
      return Files.readString(passphrase).lines().findFirst().orElse("").toCharArray();
    } catch (IOException e) {
      throw new StartException(
          "cannot read passphrase file " + passphrase + ": name it with --passphrase-file");
    }
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text, StandardOpenOption.SYNC);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
