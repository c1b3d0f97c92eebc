package city.urna.api.node;

import city.urna.api.consultation.NoticeSettings;
import city.urna.api.open311.Open311Settings;
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

  /** What an operator says of Open311. */
  public static Optional<String> open311(Path file) {
    try {
      Open311Settings.read(file);
      return Optional.empty();
    } catch (Open311Settings.UnusableException refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }

  /** What an operator says of notices. */
  public static Optional<String> notices(Path file) {
    try {
      NoticeSettings.read(file);
      return Optional.empty();
    } catch (NoticeSettings.WrongException refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }
}
