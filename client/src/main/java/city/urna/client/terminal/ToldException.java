package city.urna.client.terminal;

/**
 * A command cannot go on, for a reason that its user can understand and act on: the message is all
 * that is shown.
 */
public abstract class ToldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected ToldException(String message) {
    super(message);
  }

  protected ToldException(String message, Throwable cause) {
    super(message, cause);
  }
}
