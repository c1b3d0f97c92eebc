package city.urna.api.open311;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/**
 * Why an Open311 request was not served: an HTTP status and one or more errors, each with a code
 * and a description for people (GeoReport v2, "Errors"). Thrown while a request is read, written by
 * {@link Open311Routes} in the format that was asked for.
 *
 * <p>A description never repeats a key, a name, an address or a contact.
 */
final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One error. The code may be more specific than the HTTP status. */
  record Error(int code, String description) {}

  private final int status;
  private final transient List<Error> errors;

  private Fault(int status, List<Error> errors) {
    super(errors.getFirst().description(), null, false, false);
    this.status = status;
    this.errors = List.copyOf(errors);
  }

  static Fault of(int status, String description) {
    return new Fault(status, List.of(new Error(status, description)));
  }

  /** "Basically 400 for any other error where the request can not be fulfilled". */
  static Fault bad(String description) {
    return of(400, description);
  }

  static Fault bad(List<String> descriptions) {
    return new Fault(400, descriptions.stream().map(text -> new Error(400, text)).toList());
  }

  /** Status 400 with a code that says more. */
  static Fault bad(int code, String description) {
    return new Fault(400, List.of(new Error(code, description)));
  }

  static Fault notFound(String description) {
    return of(404, description);
  }

  int status() {
    return status;
  }

  /** The errors as GeoReport's array. */
  ArrayNode json() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    errors.forEach(
        error ->
            array.addObject().put("code", error.code()).put("description", error.description()));
    return array;
  }
}
