package city.urna.api.http;

import city.urna.protocol.bytes.Refusal;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Why a request was not served (RFC 9457): thrown by a route, written by {@link Listener}.
 *
 * <p>The detail names the thing and what to do next, never a key, a code, a choice or an address.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The stable types, {@code urn:urna:problem:<name>}, with status and title. */
  public enum Type {
    MALFORMED(400, "The request cannot be read"),
    FORBIDDEN(403, "Not allowed"),
    NOT_FOUND(404, "Not found"),
    CONFLICT(409, "Another one stands there already"),
    STALE(409, "The ballot replaces one that is not the last"),
    BEHIND(409, "Other blocks come first"),
    TOO_LARGE(413, "Too large"),
    MEDIA_TYPE(415, "Another media type is needed"),
    REFUSED(422, "Refused by the rules"),
    CONTENT(422, "A content is not what it has to be"),
    GONE(410, "Erased"),
    QUOTA(429, "Too many"),
    INTERNAL(500, "The server failed"),
    UNREACHABLE(502, "Another service did not answer"),
    BUSY(503, "Busy, try again"),
    NO_LEDGER(503, "There is no ledger yet"),
    OUT_OF_ORDER(503, "Out of order"),
    DRAINING(503, "Shutting down");

    private final int status;
    private final String title;

    Type(int status, String title) {
      this.status = status;
      this.title = title;
    }

    public int status() {
      return status;
    }

    public String title() {
      return title;
    }

    public String urn() {
      return "urn:urna:problem:" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  private final Type type;
  private final transient Optional<Refusal> code;

  public Problem(Type type, String detail) {
    this(type, detail, Optional.empty());
  }

  private Problem(Type type, String detail, Optional<Refusal> code) {
    super(detail, null, false, false);
    this.type = type;
    this.code = code;
  }

  /** The contract's refusal, with its code (spec records §6). */
  public static Problem refused(Refusal code, String reason) {
    return new Problem(Type.REFUSED, reason, Optional.of(code));
  }

  public Type type() {
    return type;
  }

  public Optional<Refusal> code() {
    return code;
  }

  /** RFC 9457 §3. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", type.urn()).put("title", type.title());
    json.put("status", type.status()).put("detail", getMessage());
    code.ifPresent(refusal -> json.put("code", refusal.text()));
    return json;
  }
}
