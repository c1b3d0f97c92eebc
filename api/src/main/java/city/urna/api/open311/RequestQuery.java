package city.urna.api.open311;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code GET requests} asks for, with the defaults that GeoReport states: the last 90 days, at
 * most 1,000; and the extensions {@code page}, {@code page_size}, {@code updated_after} and {@code
 * updated_before}.
 *
 * @param ids these and no others; they override everything else
 * @param codes of services; none: all
 * @param from first instant of being requested; empty: no bound
 * @param statuses none: both
 * @param page from 1
 */
record RequestQuery(
    Set<String> ids,
    Set<String> codes,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Instant> updatedAfter,
    Optional<Instant> updatedBefore,
    Set<Status> statuses,
    int page,
    int pageSize) {
  static final int MOST = 1_000;
  private static final int MOST_PAGE = 1_000_000;
  private static final Duration SPAN = Duration.ofDays(90);

  /** Open: it has been reported. Closed: it has been resolved, rejected, or is a duplicate. */
  enum Status {
    OPEN,
    CLOSED
  }

  RequestQuery {
    ids = Set.copyOf(ids);
    codes = Set.copyOf(codes);
    statuses = Set.copyOf(statuses);
  }

  /**
   * Reads it.
   *
   * @throws Fault 400, naming the parameter
   */
  static RequestQuery read(Parameters parameters, Instant now) {
    Set<String> ids = parameters.list("service_request_id");
    if (ids.size() > MOST) {
      throw Fault.bad("service_request_id names more than " + MOST + " requests");
    }
    if (!ids.isEmpty()) {
      return new RequestQuery(
          ids,
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Set.of(),
          1,
          MOST);
    }
    Optional<Instant> start = date(parameters, "start_date");
    Optional<Instant> end = date(parameters, "end_date");
    Optional<Instant> after = date(parameters, "updated_after");
    Optional<Instant> before = date(parameters, "updated_before");
    ordered(start, end, "start_date", "end_date");
    ordered(after, before, "updated_after", "updated_before");
    if (start.isPresent()
        && end.isPresent()
        && Duration.between(start.get(), end.get()).compareTo(SPAN) > 0) {
      throw Fault.bad("start_date and end_date may not span more than 90 days");
    }
    boolean recent = start.isEmpty() && end.isEmpty() && after.isEmpty() && before.isEmpty();
    return new RequestQuery(
        Set.of(),
        parameters.list("service_code"),
        recent ? Optional.of(now.minus(SPAN)) : start.or(() -> end.map(e -> e.minus(SPAN))),
        end.or(() -> start.map(s -> s.plus(SPAN))),
        after,
        before,
        statuses(parameters),
        number(parameters, "page", 1, MOST_PAGE),
        number(parameters, "page_size", MOST, MOST));
  }

  private static void ordered(
      Optional<Instant> first, Optional<Instant> last, String from, String to) {
    if (first.isPresent() && last.isPresent() && last.get().isBefore(first.get())) {
      throw Fault.bad(to + " is before " + from);
    }
  }

  private static Optional<Instant> date(Parameters parameters, String name) {
    return parameters
        .one(name)
        .map(
            text ->
                W3Date.parse(text)
                    .orElseThrow(
                        () ->
                            Fault.bad(
                                name
                                    + " is not a date like 2010-01-01T00:00:00Z (a + is written"
                                    + " %2B)")));
  }

  private static Set<Status> statuses(Parameters parameters) {
    return parameters.list("status").stream()
        .map(
            word ->
                switch (word) {
                  case "open" -> Status.OPEN;
                  case "closed" -> Status.CLOSED;
                  default -> throw Fault.bad("status is open, closed, or both");
                })
        .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }

  private static int number(Parameters parameters, String name, int otherwise, int most) {
    Optional<String> text = parameters.one(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.get().matches("[1-9][0-9]{0,6}") || Integer.parseInt(text.get()) > most) {
      throw Fault.bad(name + " is a whole number from 1 to " + most);
    }
    return Integer.parseInt(text.get());
  }

  /** How many to leave out before the page begins. */
  int skip() {
    return Math.toIntExact(Math.min((page - 1L) * pageSize, Integer.MAX_VALUE));
  }
}
