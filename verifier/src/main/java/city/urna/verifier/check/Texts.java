package city.urna.verifier.check;

import city.urna.verifier.records.Text;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Texts, languages and decimals as records may hold them (spec encoding §2). */
final class Texts {
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Z]{2})?");
  private static final Pattern DECIMAL =
      Pattern.compile("(0|[1-9][0-9]{0,14})(\\.[0-9]{0,3}[1-9])?");
  private static final int MOST_BYTES = 16_384;

  private Texts() {}

  static boolean isLanguage(String text) {
    return LANGUAGE.matcher(text).matches();
  }

  static boolean isDecimal(String text) {
    return DECIMAL.matcher(text).matches();
  }

  /** Plain text: no control characters but line feeds, at most 16,384 bytes. */
  static boolean isText(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES
        && text.codePoints().allMatch(c -> c == '\n' || !Character.isISOControl(c));
  }

  /** Texts by their languages; of two in one language the first. */
  static Map<String, String> byLanguage(List<Text> texts) {
    Map<String, String> map = new LinkedHashMap<>();
    texts.forEach(text -> map.putIfAbsent(text.getLanguage(), text.getValue()));
    return map;
  }

  /** Why these are not one text for each language, in that order. */
  static Optional<String> refuse(String what, List<Text> texts, List<String> languages) {
    if (!texts.stream().map(Text::getLanguage).toList().equals(languages)) {
      return Optional.of(what + " is not in exactly the process's languages");
    }
    return texts.stream().allMatch(text -> isText(text.getValue()))
        ? Optional.empty()
        : Optional.of(what + " is too long or holds control characters");
  }
}
