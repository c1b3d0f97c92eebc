package city.urna.client.demo;

/** The demo cannot go on; the message says at which step and where to look. */
final class DemoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoException(String message) {
    super(message);
  }
}
