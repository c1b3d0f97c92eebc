package city.urna.client.definition;

/** A file that a person wrote cannot be used; the message says where and why. */
public final class DefinitionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DefinitionException(String message) {
    super(message);
  }
}
