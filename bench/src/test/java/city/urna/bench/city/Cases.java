package city.urna.bench.city;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Made-up cases in the form of Boston's export, some on time, some overdue, some open. */
final class Cases {
  static final Instant AS_OF = Instant.parse("2026-12-31T12:00:00Z");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("MM/dd/uuuu hh:mm:ss a", Locale.US)
          .withZone(ZoneId.of("America/New_York"));
  private static final String HEADER =
      ",CASE_ENQUIRY_ID,OPEN_DT,TARGET_DT,CLOSED_DT,OnTime_Status,CASE_STATUS,CLOSURE_REASON,"
          + "CASE_TITLE,TYPE,Department,Location,neighborhood,LOCATION_ZIPCODE,LATITUDE,LONGITUDE,"
          + "Source\n";

  private Cases() {}

  /** A file of so many rows, each of one of these types in turn. */
  static String of(long seed, int rows, List<String> types) {
    Random random = new Random(seed);
    StringBuilder csv = new StringBuilder(HEADER);
    for (int i = 0; i < rows; i++) {
      Instant opened = AS_OF.minus(Duration.ofHours(100 + random.nextInt(5_000)));
      Instant target = opened.plus(Duration.ofHours(48 + random.nextInt(400)));
      boolean closed = i % 3 != 0;
      Instant ended = opened.plus(Duration.ofHours(1 + random.nextInt(90)));
      boolean late = closed ? ended.isAfter(target) : AS_OF.isAfter(target);
      csv.append(
          "%d,%d,%s,%s,%s,%s,%s,%s,Case number %d,%s,Public works,%d Main St  Boston  MA,Dorchester,2114.0,%s,%s,Self Service%n"
              .formatted(
                  i,
                  101_000_000 + seed * 10_000 + i,
                  DATE.format(opened),
                  DATE.format(target),
                  closed ? DATE.format(ended) : "",
                  late ? "OVERDUE" : "ONTIME",
                  closed ? "Closed" : "Open",
                  closed ? "Case Closed Case Resolved" : "",
                  i,
                  types.get(i % types.size()),
                  1 + random.nextInt(300),
                  "42.%04d".formatted(3_000 + random.nextInt(900)),
                  "-71.%04d".formatted(500 + random.nextInt(900))));
    }
    return csv.toString();
  }
}
