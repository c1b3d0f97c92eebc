package city.urna.client.publication;

import city.urna.client.publication.CertifiedResult.QuestionResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;

/** The fixed words of publications in one language, and numbers as that language writes them. */
final class Words {
  private static final String FALLBACK = "en";

  /** Sums of money that are not round show their cents. */
  private static final int LEAST_PLACES = 2;

  private static final String THOUSANDS = "(?<=[0-9])(?=([0-9]{3})+$)";

  private final String language;
  private final Properties words;
  private final boolean translated;

  private Words(String language, Properties words, boolean translated) {
    this.language = language;
    this.words = words;
    this.translated = translated;
  }

  /** The words in a language; in English where the project does not have that one. */
  static Words in(String language) {
    return read(language)
        .or(() -> read(language.replaceFirst("-.*", "")))
        .map(words -> new Words(language, words, true))
        .orElseGet(() -> new Words(language, read(FALLBACK).orElseThrow(), false));
  }

  private static Optional<Properties> read(String language) {
    try (InputStream in = Words.class.getResourceAsStream("/publication/" + language + ".words")) {
      if (in == null) {
        return Optional.empty();
      }
      Properties words = new Properties();
      words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return Optional.of(words);
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own words cannot be read", e);
    }
  }

  String language() {
    return language;
  }

  /** The language of the fixed words: English where there are none in the process's. */
  String wordsLanguage() {
    return translated ? language : FALLBACK;
  }

  /** A text of the record. */
  String text(Map<String, String> texts) {
    return Objects.requireNonNull(texts.get(language), language);
  }

  /** A word or sentence; {@code {0}}, {@code {1}} are filled in. */
  String say(String key, Object... values) {
    String sentence = words.getProperty(key);
    if (sentence == null) {
      throw new IllegalArgumentException("no words for " + key + " in " + language);
    }
    for (int i = 0; i < values.length; i++) {
      sentence = sentence.replace("{" + i + "}", String.valueOf(values[i]));
    }
    return sentence;
  }

  /** A number as the language writes it (spec exports §6): by its words, not by the machine's. */
  String number(BigDecimal value) {
    BigDecimal shortest = value.stripTrailingZeros();
    int places = shortest.scale() <= 0 ? 0 : Math.max(LEAST_PLACES, shortest.scale());
    String[] parts = shortest.setScale(places).toPlainString().split("\\.", -1);
    String whole = parts[0].replaceAll(THOUSANDS, Matcher.quoteReplacement(say("group")));
    return parts.length == 1 ? whole : whole + say("decimal") + parts[1];
  }

  String number(long value) {
    return number(BigDecimal.valueOf(value));
  }

  /** What a question came to, in one sentence. */
  String summary(QuestionResult question) {
    String names =
        String.join(
            "; ",
            question.selected().stream()
                .map(place -> text(question.options().get(place).title()))
                .toList());
    return say(question.budget().isPresent() ? "summary.funded" : "summary.elected")
        + " "
        + (names.isEmpty() ? say("none") : names)
        + ".";
  }
}
