package city.urna.client.voter;

import city.urna.client.terminal.ToldException;

/** The device cannot go on; the message says what happened and what to do next. */
public final class VoterException extends ToldException {
  private static final long serialVersionUID = 1L;

  VoterException(String message) {
    super(message);
  }
}
