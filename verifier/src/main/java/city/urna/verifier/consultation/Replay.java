package city.urna.verifier.consultation;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.consultation.Event.Act;
import city.urna.verifier.consultation.Event.Close;
import city.urna.verifier.consultation.Event.Decision;
import city.urna.verifier.consultation.Event.ItemVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which acts stand and which decisions are in force, over all scopes of a process in log order
 * (spec consultation §8.1 to §8.4, §8.7).
 */
public final class Replay {
  private final Set<String> voided;
  private final Map<String, Map<ActType, Integer>> quotas;
  private final Map<Bytes, Thing> named = new HashMap<>();
  private final Set<Place> seen = new HashSet<>();
  private final Map<Bytes, Chain> byLast = new HashMap<>();
  private final Set<Voice> voices = new HashSet<>();
  private final List<Chain> chains = new ArrayList<>();
  private final Map<Place, Set<Bytes>> contents = new HashMap<>();
  private final List<Ruling> rulings = new ArrayList<>();
  private final Map<Bytes, Ruling> rulingsByHash = new HashMap<>();
  private final Map<String, Long> closes = new HashMap<>();
  private final List<Act> distinct = new ArrayList<>();
  private final List<Act> repeated = new ArrayList<>();
  private final List<Act> dangling = new ArrayList<>();
  private final List<Act> unchained = new ArrayList<>();

  /** Something that a hash names in a scope. */
  private record Place(String scope, Bytes hash) {}

  /** Where an author has one voice. */
  private record Voice(String scope, Bytes author, ActType type, Bytes thing) {}

  /** A decision as it came out. */
  public static final class Ruling {
    private final Decision decision;
    private final boolean dangling;
    private final Optional<Thing> on;
    private boolean superseded;

    private Ruling(Decision decision, boolean dangling, Optional<Thing> on) {
      this.decision = decision;
      this.dangling = dangling;
      this.on = on;
    }

    public Decision decision() {
      return decision;
    }

    /** It names what is not there, and so decides nothing. */
    public boolean dangling() {
      return dangling;
    }

    public boolean inForce() {
      return !dangling && !superseded;
    }

    /** What an answer answers. */
    public Optional<Thing> on() {
      return on;
    }
  }

  /**
   * @param voided scopes that were declared void
   * @param quotas of credentials, by scope and type
   */
  public Replay(Set<String> voided, Map<String, Map<ActType, Integer>> quotas) {
    this.voided = Set.copyOf(voided);
    this.quotas = Map.copyOf(quotas);
  }

  /** Plays everything; called once. */
  public Replay play(List<Event> events) {
    events.stream()
        .sorted(Comparator.comparingLong(Event::position).thenComparingInt(Replay::place))
        .forEach(this::take);
    overQuota();
    return this;
  }

  private static int place(Event event) {
    return event instanceof Act act ? act.place() : 0;
  }

  private void take(Event event) {
    switch (event) {
      case ItemVersion item -> item(item);
      case Act act -> act(act);
      case Decision decision -> decision(decision);
      case Close close -> closes.putIfAbsent(close.scope(), close.position());
    }
  }

  private void item(ItemVersion item) {
    Thing before = item.supersedes().isEmpty() ? null : named.get(item.supersedes());
    named.putIfAbsent(
        item.hash(),
        before == null ? new Thing(item.hash(), item.scope(), new Thing.AnItem()) : before);
  }

  private void act(Act act) {
    Place place = new Place(act.scope(), act.hash());
    if (!seen.add(place)) {
      repeated.add(act);
      return;
    }
    distinct.add(act);
    contents.put(place, commitments(act.contents()));
    if (voided.contains(act.scope())) {
      return;
    }
    Optional<Thing> on = Optional.ofNullable(named.get(act.target()));
    boolean hangs =
        act.target().isEmpty() || on.isPresent() && on.get().takes(act.type()) && !isVoid(on.get());
    if (!hangs || !act.parents().stream().allMatch(this::isProposal)) {
      dangling.add(act);
    } else if (act.replaces().isZero()) {
      begin(act, on);
    } else {
      prolong(act, on);
    }
  }

  private boolean isVoid(Thing thing) {
    return voided.contains(thing.scope()) && !(thing.kind() instanceof Thing.AnItem);
  }

  private boolean isProposal(Bytes hash) {
    Thing thing = named.get(hash);
    return thing != null && thing.kind().equals(new Thing.Acts(ActType.PROPOSE));
  }

  private void begin(Act act, Optional<Thing> on) {
    Bytes thing = on.map(Thing::name).orElse(Bytes.EMPTY);
    if (act.type().isOneVoice()
        && !voices.add(new Voice(act.scope(), act.author(), act.type(), thing))) {
      unchained.add(act);
      return;
    }
    Chain chain = new Chain(act, on);
    chains.add(chain);
    byLast.put(act.hash(), chain);
    named.put(act.hash(), new Thing(act.hash(), act.scope(), new Thing.Acts(act.type())));
  }

  private void prolong(Act act, Optional<Thing> on) {
    Chain chain = byLast.get(act.replaces());
    if (chain == null
        || !chain.first().scope().equals(act.scope())
        || !chain.first().author().equals(act.author())
        || chain.first().type() != act.type()
        || !chain.on().equals(on)) {
      unchained.add(act);
      return;
    }
    byLast.remove(act.replaces());
    byLast.put(act.hash(), chain);
    chain.prolong(act);
    named.put(act.hash(), named.get(chain.name()));
  }

  private static Set<Bytes> commitments(List<Ref> refs) {
    Set<Bytes> all = new HashSet<>();
    refs.forEach(ref -> all.add(ref.commitment()));
    return all;
  }

  private void decision(Decision decision) {
    Ruling before = rulingsByHash.get(decision.supersedes());
    boolean follows =
        decision.supersedes().isEmpty()
            || before != null
                && before.inForce()
                && before.decision.scope().equals(decision.scope())
                && before.decision.type() == decision.type()
                && before.decision.target().equals(decision.target());
    Optional<Thing> on = Optional.empty();
    boolean hangs =
        switch (decision.type()) {
          case ANSWER -> {
            on = Optional.ofNullable(named.get(decision.target()));
            yield on.isPresent() && !voided.contains(decision.scope());
          }
          case REDACTION, WITHHOLDING ->
              contents
                  .getOrDefault(new Place(decision.scope(), decision.target()), Set.of())
                  .containsAll(decision.commitments());
          case COUNT -> !voided.contains(decision.scope());
        };
    boolean known =
        decision.type() != DecisionType.REDACTION && decision.type() != DecisionType.WITHHOLDING
            || contents.containsKey(new Place(decision.scope(), decision.target()));
    Ruling ruling = new Ruling(decision, !(hangs && known && follows), on);
    if (!ruling.dangling && before != null) {
      before.superseded = true;
    }
    rulings.add(ruling);
    rulingsByHash.putIfAbsent(decision.hash(), ruling);
    contents.putIfAbsent(
        new Place(decision.scope(), decision.hash()), commitments(decision.contents()));
    if (decision.type() == DecisionType.ANSWER && !voided.contains(decision.scope())) {
      named.putIfAbsent(
          decision.hash(), new Thing(decision.hash(), decision.scope(), new Thing.AnAnswer()));
    }
  }

  private void overQuota() {
    Map<Voice, Integer> used = new HashMap<>();
    for (Chain chain : chains) {
      Act last = chain.last();
      if (last.identity() == Identity.CREDENTIAL && !chain.withdrawn()) {
        int quota = quotas.getOrDefault(last.scope(), Map.of()).getOrDefault(last.type(), 0);
        Voice voice = new Voice(last.scope(), last.author(), last.type(), Bytes.EMPTY);
        if (used.merge(voice, 1, Integer::sum) > quota) {
          chain.setOverQuota();
        }
      }
    }
  }

  /** Distinct acts in log order. */
  public List<Act> distinct() {
    return distinct;
  }

  /** Acts that were on the log before. */
  public List<Act> repeated() {
    return repeated;
  }

  /** Acts whose target or parent was not there. */
  public List<Act> dangling() {
    return dangling;
  }

  /** Acts that begin what their author had begun, or continue what they cannot. */
  public List<Act> unchained() {
    return unchained;
  }

  /** Chains in the order of their beginnings. */
  public List<Chain> chains() {
    return chains;
  }

  /** Decisions in log order. */
  public List<Ruling> rulings() {
    return rulings;
  }

  /** The position of a scope's close record. */
  public Optional<Long> close(String scope) {
    return Optional.ofNullable(closes.get(scope));
  }
}
