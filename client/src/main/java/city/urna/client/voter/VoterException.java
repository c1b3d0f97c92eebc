package city.urna.client.voter;

/** The device cannot go on; the message says what happened and what to do next. */
public final class VoterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  VoterException(String message) {
    super(message);
  }
}
