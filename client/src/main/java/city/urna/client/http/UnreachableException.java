package city.urna.client.http;

import city.urna.client.terminal.ToldException;
import java.net.URI;

/** A service could not be reached, or did not answer in time, after all attempts. */
public final class UnreachableException extends ToldException {
  private static final long serialVersionUID = 1L;

  UnreachableException(URI service, Throwable cause) {
    super(
        "cannot reach %s://%s: is it running, and is the address right?"
            .formatted(service.getScheme(), service.getAuthority()),
        cause);
  }
}
