package city.urna.protocol.consultation;

import city.urna.protocol.records.ActRule;
import city.urna.protocol.records.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What one consultation owes (spec consultation §8.10). */
final class Owing {
  private static final int EACH = 1;
  private static final int TOGETHER = 2;

  private final Chains chains;
  private final Map<Thing, List<Long>> settling = new HashMap<>();
  private final Scope scope;
  private final Optional<Long> close;
  private final RecordedTimes times;
  private final long newest;

  Owing(Chains chains, Scope scope, Optional<Long> close, RecordedTimes times, long newest) {
    this.chains = chains;
    this.scope = scope;
    this.close = close;
    this.times = times;
    this.newest = newest;
    for (Ruled ruled : chains.decisions(scope.getId())) {
      if (ruled.settles()) {
        settling
            .computeIfAbsent(ruled.on().orElseThrow(), thing -> new ArrayList<>())
            .add(ruled.position());
      }
    }
  }

  List<Owed> all() {
    List<Owed> owed = new ArrayList<>();
    Set<Thing> together = new LinkedHashSet<>();
    for (Chain chain : chains.counting(scope.getId())) {
      int answered =
          Forum.rule(scope.getConsultation(), chain.type(), chain.identity())
              .map(ActRule::getAnswered)
              .orElse(0);
      if (answered == EACH) {
        owed.add(owed(chain.self(), chain.position(), 0));
      } else if (answered == TOGETHER && close.isPresent()) {
        chain.on().ifPresent(together::add);
      }
    }
    together.forEach(thing -> owed.add(owed(thing, close.orElseThrow(), close.orElseThrow())));
    return owed;
  }

  /**
   * One answer.
   *
   * @param position from whose time it is owed
   * @param after answers up to this position settle nothing
   */
  private Owed owed(Thing thing, long position, long after) {
    long from = times.at(position, newest);
    OptionalLong settled =
        settling.getOrDefault(thing, List.of()).stream()
            .mapToLong(Long::longValue)
            .filter(answer -> answer > after)
            .findFirst();
    OptionalLong at =
        settled.isPresent()
            ? OptionalLong.of(times.at(settled.getAsLong(), newest))
            : OptionalLong.empty();
    return new Owed(
        scope.getId(),
        thing,
        from,
        from + scope.getConsultation().getAnswerSeconds(),
        at,
        times.now(newest));
  }
}
