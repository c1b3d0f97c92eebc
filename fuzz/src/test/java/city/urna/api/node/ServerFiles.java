package city.urna.api.node;

import java.nio.file.Path;
import java.util.Optional;

/** What an operator writes down, for the fuzz targets. */
public final class ServerFiles {
  private ServerFiles() {}

  /** Why it was refused; empty when it was read. */
  public static Optional<String> ledger(Path file) {
    try {
      LedgerFile.read(file);
      return Optional.empty();
    } catch (StartException refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }
}
