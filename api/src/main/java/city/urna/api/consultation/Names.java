package city.urna.api.consultation;

import city.urna.api.http.Problem;
import city.urna.protocol.consultation.ActType;
import city.urna.protocol.consultation.ContentKind;
import city.urna.protocol.consultation.Identity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** The numbers of the records as JSON and queries name them. */
final class Names {
  static final List<String> TYPES = Arrays.stream(ActType.values()).map(Names::name).toList();
  static final List<String> IDENTITIES = Arrays.stream(Identity.values()).map(Names::name).toList();
  static final List<String> KINDS = Arrays.stream(ContentKind.values()).map(Names::name).toList();
  static final List<String> CHANNELS = List.of("web", "paper", "booth", "phone", "social");
  static final List<String> STATUSES =
      List.of(
          "received", "in-progress", "accepted", "rejected", "replied", "resolved", "duplicate");
  static final List<String> DECISIONS = List.of("answer", "redaction", "withholding", "count");

  private Names() {}

  /** An enumeration's constant in lower case, with hyphens. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The name of a number that counts from 1. */
  static String of(List<String> names, int number) {
    return names.get(number - 1);
  }

  /** The number of a name; a problem for others. */
  static int number(List<String> names, String what, String name) {
    int at = names.indexOf(name);
    if (at < 0) {
      throw new Problem(Problem.Type.MALFORMED, what + " is one of " + String.join(", ", names));
    }
    return at + 1;
  }

  /** The number of a name that may be missing. */
  static OptionalInt number(List<String> names, String what, java.util.Optional<String> name) {
    return name.isPresent() ? OptionalInt.of(number(names, what, name.get())) : OptionalInt.empty();
  }
}
