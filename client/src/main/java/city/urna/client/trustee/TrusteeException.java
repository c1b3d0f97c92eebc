package city.urna.client.trustee;

import city.urna.client.terminal.ToldException;

/** The trustee's machine cannot go on; the message says what happened and what to do next. */
public final class TrusteeException extends ToldException {
  private static final long serialVersionUID = 1L;

  TrusteeException(String message) {
    super(message);
  }
}
