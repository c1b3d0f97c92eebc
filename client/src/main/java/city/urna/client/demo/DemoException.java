package city.urna.client.demo;

import city.urna.client.terminal.ToldException;

/** The demo cannot go on; the message says at which step and where to look. */
final class DemoException extends ToldException {
  private static final long serialVersionUID = 1L;

  DemoException(String message) {
    super(message);
  }
}
