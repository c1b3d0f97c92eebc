package city.urna.protocol.credential;

/**
 * The machine computed a signature that its own check refuses: broken memory, or somebody inducing
 * faults. The signature is not in here, as it would give the key away.
 */
public final class FaultySignature extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FaultySignature() {
    super("a blind signature failed its own check and was not given out");
  }
}
