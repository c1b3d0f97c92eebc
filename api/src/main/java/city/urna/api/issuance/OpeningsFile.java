package city.urna.api.issuance;

import city.urna.network.LedgerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * A number in a file of its own, decimal with a line feed: how often a store was opened, where a
 * backup of the store alone does not reach. Replaced as a whole or not at all.
 */
record OpeningsFile(Path file) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}\n");

  /**
   * What it says; 0 where there is none.
   *
   * @throws LedgerException when it holds something else: no crash of ours leaves that
   */
  long read() {
    try {
      if (!Files.exists(file)) {
        return 0;
      }
      String text = Files.readString(file);
      if (!NUMBER.matcher(text).matches()) {
        throw new LedgerException(file + " was changed by hand; restore it or begin a new folder");
      }
      return Long.parseLong(text.strip());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Durable on return: the new file, then its name. */
  void write(long openings) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(
          fresh,
          openings + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          StandardOpenOption.SYNC);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
        folder.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
