package city.urna.protocol.credential;

/** The four variants of RFC 9474 §5. The protocol uses {@link #PSS_RANDOMIZED} and no other. */
public enum BlindVariant {
  PSS_RANDOMIZED(48, 32),
  PSSZERO_RANDOMIZED(0, 32),
  PSS_DETERMINISTIC(48, 0),
  PSSZERO_DETERMINISTIC(0, 0);

  private final int saltSize;
  private final int prefixSize;

  BlindVariant(int saltSize, int prefixSize) {
    this.saltSize = saltSize;
    this.prefixSize = prefixSize;
  }

  /** Bytes of PSS salt. */
  public int saltSize() {
    return saltSize;
  }

  /** Bytes of the random prefix that PrepareRandomize puts before the message. */
  public int prefixSize() {
    return prefixSize;
  }
}
