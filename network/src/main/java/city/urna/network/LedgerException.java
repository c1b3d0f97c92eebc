package city.urna.network;

/**
 * The ledger's environment is broken: its file cannot be read or written, is another ledger's, or
 * is in use by another process. Names the ledger and what failed, never a record's content.
 */
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LedgerException(String message) {
    super(message);
  }

  public LedgerException(String message, Throwable cause) {
    super(message, cause);
  }
}
