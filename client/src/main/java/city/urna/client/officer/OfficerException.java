package city.urna.client.officer;

import city.urna.client.terminal.ToldException;

/** The office cannot go on; the message says what happened and what to do next. */
public final class OfficerException extends ToldException {
  private static final long serialVersionUID = 1L;

  OfficerException(String message) {
    super(message);
  }
}
