package city.urna.verifier.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Collects what breaks a rule, so that a long list of rules reads as one. */
final class Rules {
  private final List<String> broken = new ArrayList<>();

  /** Notes {@code otherwise} unless the rule holds. */
  Rules require(boolean holds, String otherwise) {
    if (!holds) {
      broken.add(otherwise);
    }
    return this;
  }

  Rules require(Optional<String> refusal) {
    refusal.ifPresent(broken::add);
    return this;
  }

  static boolean distinct(Collection<?> things) {
    return new HashSet<>(things).size() == things.size();
  }

  List<String> broken() {
    return List.copyOf(broken);
  }
}
