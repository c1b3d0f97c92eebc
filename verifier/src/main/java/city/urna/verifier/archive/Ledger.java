package city.urna.verifier.archive;

import java.util.Arrays;
import java.util.Optional;

/** Which ledger made an archive's blocks (spec archive §1). */
public enum Ledger {
  EMBEDDED("embedded"),
  FABRIC("fabric");

  private final String text;

  Ledger(String text) {
    this.text = text;
  }

  /** The word in the manifest. */
  public String text() {
    return text;
  }

  static Optional<Ledger> of(String text) {
    return Arrays.stream(values()).filter(ledger -> ledger.text.equals(text)).findFirst();
  }
}
