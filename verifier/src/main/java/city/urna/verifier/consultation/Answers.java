package city.urna.verifier.consultation;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.consultation.Event.Decision;
import city.urna.verifier.consultation.Replay.Ruling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a scope owes, and what became of it (spec consultation §8.10). */
public final class Answers {
  /** Whether and how a rule asks for answers; the number in the record is the place, from 0. */
  public enum Owed {
    NOTHING,
    EACH_ACT,
    EACH_THING
  }

  /** What became of something owed. */
  public enum State {
    ANSWERED,
    LATE,
    OVERDUE,
    OPEN
  }

  /**
   * Something owed.
   *
   * @param to a chain's or thing's name
   * @param due seconds since 1970
   * @param answered seconds since 1970; empty without an answer
   */
  public record Debt(Bytes to, long due, Optional<Long> answered, State state) {}

  /** What kind of act owes what. */
  public record Rule(ActType type, Identity identity, Owed owed) {}

  private Answers() {}

  /**
   * Everything that a scope owes, in the order of the log.
   *
   * @param seconds that an answer may take; 0: nothing is owed
   */
  public static List<Debt> of(
      String scope, List<Rule> rules, long seconds, Replay replay, Times times) {
    Map<Bytes, Long> each = new LinkedHashMap<>();
    Map<Bytes, Long> things = new LinkedHashMap<>();
    Optional<Long> close = replay.close(scope);
    for (Chain chain : replay.chains()) {
      if (seconds == 0 || !chain.first().scope().equals(scope) || !chain.counts()) {
        continue;
      }
      switch (owed(rules, chain)) {
        case NOTHING -> {}
        case EACH_ACT -> each.put(chain.name(), times.of(chain.first().position()));
        case EACH_THING ->
            close.ifPresent(
                at ->
                    chain.on().ifPresent(thing -> things.putIfAbsent(thing.name(), times.of(at))));
      }
    }
    Map<Bytes, List<Long>> settled = settled(scope, replay);
    List<Debt> debts = new ArrayList<>();
    each.forEach((name, from) -> debts.add(debt(name, from + seconds, -1, settled, times)));
    things.forEach(
        (name, from) -> debts.add(debt(name, from + seconds, close.orElseThrow(), settled, times)));
    return debts;
  }

  private static Owed owed(List<Rule> rules, Chain chain) {
    return rules.stream()
        .filter(
            rule -> rule.type == chain.last().type() && rule.identity == chain.last().identity())
        .map(Rule::owed)
        .findFirst()
        .orElse(Owed.NOTHING);
  }

  /** Positions of the answers that settle something, by its name. */
  private static Map<Bytes, List<Long>> settled(String scope, Replay replay) {
    Map<Bytes, List<Long>> settled = new HashMap<>();
    for (Ruling ruling : replay.rulings()) {
      Decision decision = ruling.decision();
      if (decision.type() == DecisionType.ANSWER
          && decision.status() >= Decision.SETTLES
          && decision.scope().equals(scope)
          && !ruling.dangling()) {
        settled
            .computeIfAbsent(ruling.on().orElseThrow().name(), name -> new ArrayList<>())
            .add(decision.position());
      }
    }
    return settled;
  }

  private static Debt debt(
      Bytes name, long due, long after, Map<Bytes, List<Long>> settled, Times times) {
    Optional<Long> answered =
        settled.getOrDefault(name, List.of()).stream()
            .filter(position -> position > after)
            .findFirst()
            .map(times::of);
    State state =
        answered
            .map(time -> time <= due ? State.ANSWERED : State.LATE)
            .orElse(times.now() > due ? State.OVERDUE : State.OPEN);
    return new Debt(name, due, answered, state);
  }
}
