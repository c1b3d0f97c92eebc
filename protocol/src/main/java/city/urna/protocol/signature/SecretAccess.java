package city.urna.protocol.signature;

/**
 * The token without which no secret leaves its object. It guards nothing against hostile code; it
 * makes every place where a secret becomes bytes easy to find and to review.
 */
public final class SecretAccess {
  private static final SecretAccess GRANTED = new SecretAccess();

  private SecretAccess() {}

  /** Granted to whoever asks: each use is to be justified where it stands. */
  public static SecretAccess granted() {
    return GRANTED;
  }
}
