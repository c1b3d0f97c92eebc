package city.urna.client.board;

import city.urna.client.terminal.ToldException;

/** The board shows something that its own signatures or hashes contradict. */
public final class BoardException extends ToldException {
  private static final long serialVersionUID = 1L;

  BoardException(String message) {
    super(message);
  }
}
