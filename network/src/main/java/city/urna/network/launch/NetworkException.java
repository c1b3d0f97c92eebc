package city.urna.network.launch;

/**
 * The network's surroundings are broken: a program is missing or fails, a port is in use, a folder
 * cannot be written. Says what to do about it where that is known.
 */
public final class NetworkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NetworkException(String message) {
    super(message);
  }

  public NetworkException(String message, Throwable cause) {
    super(message, cause);
  }
}
