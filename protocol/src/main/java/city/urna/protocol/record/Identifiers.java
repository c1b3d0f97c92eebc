package city.urna.protocol.record;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The forms of ids, languages, decimals and texts (spec encoding §2, records §7.1). */
public final class Identifiers {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Z]{2})?");
  private static final Pattern DECIMAL =
      Pattern.compile("(0|[1-9][0-9]{0,14})(\\.[0-9]{0,3}[1-9])?");
  private static final Pattern ORIGIN = Pattern.compile("[!-*,-~]{1,255}");
  private static final int MOST_TEXT_BYTES = 16_384;

  private Identifiers() {}

  /** {@code [a-z0-9][a-z0-9._-]{0,62}}. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** {@code [a-z]{2,3}(-[A-Z]{2})?}. */
  public static boolean isLanguage(String text) {
    return LANGUAGE.matcher(text).matches();
  }

  /** Up to fifteen digits before the point and four behind it, written in one way only. */
  public static boolean isDecimal(String text) {
    return DECIMAL.matcher(text).matches();
  }

  /** At most 16,384 bytes of UTF-8, without control characters other than line feed. */
  public static boolean isText(String text) {
    return text.chars().noneMatch(c -> c != '\n' && Character.isISOControl(c))
        && text.getBytes(StandardCharsets.UTF_8).length <= MOST_TEXT_BYTES;
  }

  /** A log's origin: 1 to 255 visible ASCII characters, without space or plus. */
  public static boolean isOrigin(String text) {
    return ORIGIN.matcher(text).matches();
  }
}
