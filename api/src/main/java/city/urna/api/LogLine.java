package city.urna.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One event, one line: time, level, where, what, and of a failure its kinds and places. Messages of
 * failures are written only where they are this project's own: others may name a client's address.
 */
public final class LogLine extends Formatter {
  private static final int PLACES = 12;
  private static final int CAUSES = 5;
  private static final String OURS = "city.urna.";

  @Override
  public String format(LogRecord event) {
    String logger = event.getLoggerName() == null ? "" : event.getLoggerName();
    String failure = event.getThrown() == null ? "" : " | " + failure(event.getThrown());
    String line =
        "%s %s %s: %s%s"
            .formatted(
                Instant.ofEpochMilli(event.getMillis()).truncatedTo(ChronoUnit.SECONDS),
                event.getLevel().getName(),
                logger.substring(logger.lastIndexOf('.') + 1),
                formatMessage(event),
                failure);
    return line.replaceAll("[\\p{Cntrl}]+", " ") + System.lineSeparator();
  }

  private static String failure(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
        .limit(CAUSES)
        .map(cause -> kind(cause) + " at " + places(cause))
        .collect(Collectors.joining(" caused by "));
  }

  private static String kind(Throwable cause) {
    String name = cause.getClass().getName();
    return name.startsWith(OURS) ? name + " (" + cause.getMessage() + ")" : name;
  }

  private static String places(Throwable cause) {
    return Arrays.stream(cause.getStackTrace())
        .limit(PLACES)
        .map(
            place ->
                place.getClassName() + "." + place.getMethodName() + ":" + place.getLineNumber())
        .collect(Collectors.joining(" < "));
  }
}
