package city.urna.api.consultation;

import city.urna.protocol.bytes.Parsed;

/**
 * Where a page ended: a place in the order of the log, so that what comes later moves nothing.
 *
 * @param order position of the record on the log times 1,024, and the place within an anchor
 */
public record Cursor(long order) {
  public Cursor {
    if (order < 0) {
      throw new IllegalArgumentException("orders begin at zero");
    }
  }

  /** As a query parameter carries it. */
  public String text() {
    return Long.toString(order, Character.MAX_RADIX);
  }

  /** Reads what {@link #text()} wrote. */
  public static Parsed<Cursor> parse(String text) {
    return text.matches("0|[1-9a-z][0-9a-z]{0,11}")
        ? new Parsed.Ok<>(new Cursor(Long.parseLong(text, Character.MAX_RADIX)))
        : new Parsed.Malformed<>("no cursor of this list");
  }
}
