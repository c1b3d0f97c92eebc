package city.urna.client.definition;

import city.urna.client.terminal.ToldException;

/** A file that a person wrote cannot be used; the message says where and why. */
public final class DefinitionException extends ToldException {
  private static final long serialVersionUID = 1L;

  public DefinitionException(String message) {
    super(message);
  }
}
