package city.urna.client.http;

import city.urna.client.terminal.ToldException;
import java.util.Optional;

/**
 * A service answered with a problem (RFC 9457): what happened, and the contract's code where it was
 * the contract that refused (spec records §6).
 */
public final class RefusedException extends ToldException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final String type;
  private final transient Optional<String> code;

  RefusedException(int status, String type, String detail, Optional<String> code) {
    super(detail);
    this.status = status;
    this.type = type;
    this.code = code;
  }

  public int status() {
    return status;
  }

  /** The problem's stable type, {@code urn:urna:problem:…}. */
  public String type() {
    return type;
  }

  public Optional<String> code() {
    return code;
  }
}
