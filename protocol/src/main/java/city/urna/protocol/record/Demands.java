package city.urna.protocol.record;

import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules asked one after the other; the first that is broken decides. */
final class Demands {
  private Optional<String> broken = Optional.empty();

  /** Asks for one rule; the reason says what is wrong when it does not hold. */
  Demands that(boolean holds, String reason) {
    if (broken.isEmpty() && !holds) {
      broken = Optional.of(reason);
    }
    return this;
  }

  /** Asks that no element occurs twice. */
  Demands distinct(List<?> elements, String reason) {
    Set<Object> seen = new HashSet<>(elements);
    return that(seen.size() == elements.size(), reason);
  }

  /** Whether nothing is broken so far, so that later rules may build on earlier ones. */
  boolean hold() {
    return broken.isEmpty();
  }

  <T> Verdict<T> verdict(T value) {
    return broken
        .<Verdict<T>>map(reason -> Verdict.rejected(Refusal.DEFINITION, reason))
        .orElseGet(() -> Verdict.verified(value));
  }
}
