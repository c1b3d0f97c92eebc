package city.urna.client.board;

/** The board shows something that its own signatures or hashes contradict. */
public final class BoardException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BoardException(String message) {
    super(message);
  }
}
