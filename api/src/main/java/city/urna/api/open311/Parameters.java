package city.urna.api.open311;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The parameters of a request, from its URL and its form: {@code application/x-www-form-urlencoded}
 * in UTF-8, read strictly. An empty one is the same as none, as GeoReport asks.
 *
 * <p>Refused: a broken percent sign, bytes that are not UTF-8, control characters but for tab and
 * line ends, more than 1,000 parameters, one of more than 20,000 characters.
 */
final class Parameters {
  private static final int MOST = 1_000;
  private static final int LONGEST = 20_000;

  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Reads them.
   *
   * @param encoded the query, the form, one character a byte; empty ones too
   * @throws Fault 400 where one cannot be read
   */
  static Parameters read(String... encoded) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    int count = 0;
    for (String part : encoded) {
      for (String pair : part.split("&", -1)) {
        if (pair.isEmpty()) {
          continue;
        }
        if (++count > MOST) {
          throw Fault.bad("more than " + MOST + " parameters");
        }
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = decode(equals < 0 ? "" : pair.substring(equals + 1));
        if (!value.isEmpty()) {
          values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
        }
      }
    }
    return new Parameters(values);
  }

  private static String decode(String encoded) {
    if (encoded.length() > LONGEST) {
      throw Fault.bad("a parameter has more than " + LONGEST + " characters");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%') {
        int high = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 1), 16) : -1;
        int low = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0 || encoded.charAt(i + 1) > 'f' || encoded.charAt(i + 2) > 'f') {
          throw Fault.bad("a percent sign that two hexadecimal digits do not follow");
        }
        bytes.write(high << 4 | low);
        i += 2;
      } else if (c == '+') {
        bytes.write(' ');
      } else if (c <= 0xFF) {
        bytes.write(c);
      } else {
        throw Fault.bad("a parameter is not UTF-8");
      }
    }
    return text(bytes.toByteArray());
  }

  private static String text(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw Fault.bad("a parameter is not UTF-8");
    }
    if (text.chars().anyMatch(c -> (c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7F)) {
      throw Fault.bad("a parameter holds control characters");
    }
    return text;
  }

  /**
   * The one value of a parameter.
   *
   * @throws Fault 400 where it is given with two values
   */
  Optional<String> one(String name) {
    Set<String> given = new LinkedHashSet<>(values.getOrDefault(name, List.of()));
    if (given.size() > 1) {
      throw Fault.bad(name + " is given twice, with different values");
    }
    return given.stream().findFirst();
  }

  /** The values of a parameter that is a list: declared several times, or delimited by commas. */
  Set<String> list(String name) {
    Set<String> all = new LinkedHashSet<>();
    for (String value : values.getOrDefault(name, List.of())) {
      Arrays.stream(value.split(","))
          .map(String::strip)
          .filter(part -> !part.isEmpty())
          .forEach(all::add);
    }
    return all;
  }

  /** {@code attribute[code]=value} and {@code attribute[code][]=value}, by code. */
  Map<String, List<String>> attributes() {
    Map<String, List<String>> attributes = new TreeMap<>();
    values.forEach(
        (name, given) -> {
          if (name.startsWith("attribute[")) {
            int end = name.indexOf(']');
            String rest = end < 0 ? "?" : name.substring(end + 1);
            if (end < 0 || !(rest.isEmpty() || rest.equals("[]"))) {
              throw Fault.bad("an attribute is sent as attribute[code] or attribute[code][]");
            }
            attributes
                .computeIfAbsent(name.substring("attribute[".length(), end), c -> new ArrayList<>())
                .addAll(given);
          }
        });
    return attributes;
  }
}
