package city.urna.client.publication;

import city.urna.client.terminal.ToldException;

/** A result cannot be published; the message says why and what to do. */
public final class PublicationException extends ToldException {
  private static final long serialVersionUID = 1L;

  PublicationException(String message) {
    super(message);
  }

  PublicationException(String message, Throwable cause) {
    super(message, cause);
  }
}
