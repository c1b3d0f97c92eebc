package city.urna.verifier.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/**
 * The fixed words of publications (spec exports §7, docs/spec/words) and how numbers are written.
 */
final class Words {
  private final String language;
  private final Properties words;

  private Words(String language, Properties words) {
    this.language = language;
    this.words = words;
  }

  /** Those of a language, of its plain form, or English. */
  static Words of(String language) {
    for (String name : List.of(language, language.replaceFirst("-.*", ""), "en")) {
      try (InputStream in = Words.class.getResourceAsStream("/publication/" + name + ".words")) {
        if (in != null) {
          Properties words = new Properties();
          words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
          return new Words(language, words);
        }
      } catch (IOException broken) {
        throw new UncheckedIOException("the verifier's own words cannot be read", broken);
      }
    }
    throw new IllegalStateException("the verifier's own words are missing");
  }

  String language() {
    return language;
  }

  String say(String key) {
    return Objects.requireNonNull(words.getProperty(key), key);
  }

  /** A number as the language writes it (spec exports §6). */
  String number(String decimal) {
    BigDecimal value = new BigDecimal(decimal).stripTrailingZeros();
    String digits =
        value.setScale(value.scale() <= 0 ? 0 : Math.max(2, value.scale())).toPlainString();
    int point = digits.indexOf('.') < 0 ? digits.length() : digits.indexOf('.');
    StringBuilder text = new StringBuilder(digits.substring(0, point));
    for (int place = point - 3; place > 0 && digits.charAt(place - 1) != '-'; place -= 3) {
      text.insert(place, say("group"));
    }
    return point == digits.length()
        ? text.toString()
        : text + say("decimal") + digits.substring(point + 1);
  }

  String number(long value) {
    return number(String.valueOf(value));
  }

  /** What a question came to, in one sentence (spec exports §7). */
  String summary(Certified.Question question) {
    List<String> names =
        question.selected().stream()
            .flatMap(id -> question.options().stream().filter(o -> o.id().equals(id)))
            .map(option -> option.title().get(language))
            .toList();
    return say(question.spends() ? "summary.funded" : "summary.elected")
        + " "
        + (names.isEmpty() ? say("none") : String.join("; ", names))
        + ".";
  }

  /** A text without any white space: lines are broken where they fit. */
  static String solid(String text) {
    return text.replaceAll("[\\s\\u00A0\\u202F]+", "");
  }
}
