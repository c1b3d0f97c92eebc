package city.urna.client.definition;

import city.urna.client.definition.ProcessFile.ConsultationText;
import city.urna.client.definition.ProcessFile.ConsultedText;
import city.urna.client.definition.ProcessFile.RuleOfActs;
import city.urna.client.definition.ProcessFileReader.Place;
import city.urna.protocol.consultation.ActType;
import city.urna.protocol.consultation.Identity;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what a clerk's file says of a consultation: periods and sizes with their units. */
final class ConsultationReader {
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9}) ?([A-Za-z]*)");
  private static final Map<String, Long> SECONDS =
      Map.of(
          "seconds", 1L, "hours", 3_600L, "days", 86_400L, "weeks", 604_800L, "years", 31_536_000L);
  private static final Map<String, Long> BYTES =
      Map.of("", 1L, "bytes", 1L, "kB", 1_000L, "MB", 1_000_000L);
  private static final Map<String, Integer> ANSWERED = Map.of("no", 0, "each", 1, "together", 2);
  private static final int FEW = 100_000;

  private ConsultationReader() {}

  static ConsultationText read(Place at, List<Place> items) {
    at.only("title", "description", "answerWithin", "keepFor", "anchored", "acts");
    List<RuleOfActs> acts =
        at.list("acts").stream()
            .map(ConsultationReader::rule)
            .sorted(Comparator.comparing(RuleOfActs::type).thenComparing(RuleOfActs::by))
            .toList();
    boolean anchored =
        acts.stream()
            .anyMatch(rule -> rule.by() == Identity.PUBLIC || rule.by() == Identity.SOCIAL);
    return new ConsultationText(
        at.words("title"),
        at.words("description"),
        at.has("answerWithin") ? amount(at, "answerWithin", SECONDS) : 0,
        at.has("keepFor") ? amount(at, "keepFor", SECONDS) : 0,
        anchored ? at.whole("anchored", FEW) : 0,
        acts,
        items.stream().map(ConsultationReader::item).toList());
  }

  private static RuleOfActs rule(Place at) {
    at.only("type", "by", "quota", "bytes", "answered");
    ActType type = one(at, "type", ActType.values());
    Identity by = one(at, "by", Identity.values());
    return new RuleOfActs(
        type,
        by,
        by == Identity.CREDENTIAL ? at.whole("quota", 1) : 0,
        at.has("bytes") ? amount(at, "bytes", BYTES) : 0,
        word(at, "answered", ANSWERED));
  }

  private static ConsultedText item(Place at) {
    at.only("id", "role", "title", "description", "form");
    return new ConsultedText(
        at.text("id"),
        at.text("role"),
        at.words("title"),
        at.has("description") ? at.words("description") : Map.of(),
        at.json("form"));
  }

  /** The constant of that name in small letters, with a hyphen between words. */
  private static <E extends Enum<E>> E one(Place at, String key, E[] values) {
    String word = at.text(key);
    return Stream.of(values)
        .filter(value -> word(value).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                at.wrong(
                    key,
                    "unknown; known here: "
                        + Stream.of(values)
                            .map(ConsultationReader::word)
                            .collect(Collectors.joining(", "))));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static int word(Place at, String key, Map<String, Integer> words) {
    String word = at.optional(key).orElse("no");
    return Optional.ofNullable(words.get(word))
        .orElseThrow(() -> at.wrong(key, "no, each or together is needed"));
  }

  private static long amount(Place at, String key, Map<String, Long> units) {
    Matcher amount = AMOUNT.matcher(at.text(key));
    ToLongFunction<String> times =
        unit ->
            Optional.ofNullable(units.get(unit))
                .orElseThrow(
                    () ->
                        at.wrong(
                            key,
                            "a number with one of "
                                + units.keySet().stream()
                                    .filter(known -> !known.isEmpty())
                                    .sorted()
                                    .collect(Collectors.joining(", "))));
    if (!amount.matches()) {
      throw at.wrong(key, "a number with a unit is needed, such as 30 days");
    }
    return Long.parseLong(amount.group(1)) * times.applyAsLong(amount.group(2));
  }
}
