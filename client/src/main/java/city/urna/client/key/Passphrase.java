package city.urna.client.key;

import city.urna.protocol.signature.KeyFile;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Where a command takes the passphrase of its key file from: a file, or the terminal. */
public final class Passphrase {
  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "First line: the key file's passphrase. Without it the terminal asks.")
  private Optional<Path> file = Optional.empty();

  private Optional<char[]> asked = Optional.empty();
  private KeyFile.Cost cost = KeyFile.Cost.RECOMMENDED;

  public Passphrase() {}

  /** The passphrase in the first line of a file. */
  public static Passphrase in(Path file) {
    Passphrase passphrase = new Passphrase();
    passphrase.file = Optional.of(file);
    return passphrase;
  }

  /** A fresh passphrase of 144 random bits, written into a file. */
  public static Passphrase draw(Path file, SecureRandom random) {
    byte[] secret = new byte[18];
    random.nextBytes(secret);
    try {
      Files.writeString(file, Base64.getEncoder().encodeToString(secret) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    Passphrase passphrase = in(file);
    passphrase.cost = KeyFile.Cost.OF_DRAWN;
    return passphrase;
  }

  /** What a guess at a file under this passphrase is made to cost. */
  KeyFile.Cost cost() {
    return cost;
  }

  /** Lends the passphrase's characters; they are wiped afterwards unless they were typed. */
  <T> T use(Function<char[], T> user) {
    char[] characters = file.map(Passphrase::firstLine).orElseGet(this::ask);
    try {
      return user.apply(characters);
    } finally {
      if (file.isPresent()) {
        Arrays.fill(characters, ' ');
      }
    }
  }

  private char[] ask() {
    if (asked.isEmpty()) {
      Console console = System.console();
      if (console == null || !console.isTerminal()) {
        throw new KeyStore.KeyException(
            "no terminal to ask for the passphrase: give --passphrase-file FILE");
      }
      asked = Optional.of(console.readPassword("Passphrase of the key file: "));
    }
    return asked.get();
  }

  private static char[] firstLine(Path file) {
    try {
      String line = Files.readString(file).lines().findFirst().orElse("");
      if (line.isEmpty()) {
        throw new KeyStore.KeyException(file + " holds no passphrase in its first line");
      }
      return line.toCharArray();
    } catch (IOException e) {
      throw new KeyStore.KeyException("cannot read passphrase file " + file);
    }
  }
}
