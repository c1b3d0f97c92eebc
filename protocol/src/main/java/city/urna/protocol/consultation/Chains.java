package city.urna.protocol.consultation;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.consultation.Chain.Author.Kind;
import city.urna.protocol.election.Election;
import city.urna.protocol.records.Act;
import city.urna.protocol.records.ActRule;
import city.urna.protocol.records.ContentRef;
import city.urna.protocol.records.Decision;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Scope;
import city.urna.protocol.transcript.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Things, chains and decisions of one process as far as the log has been read (§8.1–8.9). */
final class Chains {
  private final Map<String, Scope> scopes;
  private final Map<Digest, Thing> things = new HashMap<>();
  private final Map<String, Thing> items = new HashMap<>();
  private final Map<Tracker, Chain> byAct = new HashMap<>();
  private final Map<Tracker, Standing> outside = new HashMap<>();
  private final Map<Digest, Named> contents = new HashMap<>();
  private final Map<Single, Chain> singles = new HashMap<>();
  private final Map<String, List<Chain>> chains = new LinkedHashMap<>();
  private final Map<Voice, List<Chain>> voices = new HashMap<>();
  private final Map<String, List<Tracker>> repeated = new HashMap<>();
  private final Map<String, List<Ruled>> decisions = new LinkedHashMap<>();
  private final Map<Digest, Ruled> byRecord = new HashMap<>();
  private final Set<Digest> superseded = new HashSet<>();
  private final Map<Thing, List<Ruled>> answers = new HashMap<>();
  private final Map<Erased, List<Ruled>> erased = new HashMap<>();

  private record Named(String scope, List<ContentRef> contents) {}

  private record Single(Chain.Author author, ActType type, Optional<Thing> on) {}

  private record Voice(Chain.Author author, ActType type) {}

  private record Erased(String scope, DecisionForm.Type type, Digest commitment) {}

  Chains(Map<String, Scope> scopes) {
    this.scopes = scopes;
  }

  void item(String scope, Digest record, Item item) {
    Thing thing =
        items.computeIfAbsent(
            scope + "/" + item.getId(), id -> new Thing(record, Thing.Kind.ITEM, scope));
    things.put(record, thing);
  }

  /**
   * The next act.
   *
   * @param gone whether its scope is void: only its contents are kept then
   */
  void act(String scope, Context election, Chain.Member member, boolean gone) {
    Tracker hash = member.act();
    if (contents.containsKey(hash.value())) {
      repeated.computeIfAbsent(scope, s -> new ArrayList<>()).add(hash);
      return;
    }
    Act act = member.message();
    contents.put(hash.value(), new Named(scope, act.getContentsList()));
    if (gone) {
      return;
    }
    ActType type = ActType.of(act.getType()).orElseThrow();
    Optional<Thing> on = Digest.parse(Bytes.of(act.getTarget())).optional().map(things::get);
    boolean there = act.getTarget().isEmpty() || on.filter(thing -> thing.takes(type)).isPresent();
    if (!there || !act.getParentsList().stream().allMatch(p -> isProposal(Bytes.of(p)))) {
      outside.put(hash, Standing.DANGLING);
      return;
    }
    Chain.Author author = author(scope, election, act);
    boolean chained =
        act.getReplaces().equals(Tracker.NONE.bytes().toByteString())
            ? begin(author, type, on, member)
            : prolong(author, type, on, member);
    if (!chained) {
      outside.put(hash, Standing.UNCHAINED);
    }
  }

  private boolean isProposal(Bytes parent) {
    return Optional.ofNullable(things.get(new Digest(parent)))
        .filter(thing -> thing.kind() == Thing.Kind.PROPOSAL)
        .isPresent();
  }

  private static Chain.Author author(String scope, Context election, Act act) {
    return switch (Identity.of(act).orElseThrow()) {
      case CREDENTIAL ->
          new Chain.Author(
              scope,
              Kind.NULLIFIER,
              Election.nullifier(election, Bytes.of(act.getCredential().getKey())).hex());
      case OFFICER -> new Chain.Author(scope, Kind.OFFICE, act.getOfficer());
      case PUBLIC, SOCIAL -> new Chain.Author(scope, Kind.KEY, Bytes.of(act.getKey()).hex());
    };
  }

  private boolean begin(
      Chain.Author author, ActType type, Optional<Thing> on, Chain.Member member) {
    Single single = new Single(author, type, on);
    if (type.isSingle() && singles.containsKey(single)) {
      return false;
    }
    Thing self = new Thing(member.act().value(), Thing.of(type), author.scope());
    Chain chain = new Chain(author, type, on, self, member);
    if (type.isSingle()) {
      singles.put(single, chain);
    }
    things.put(member.act().value(), self);
    byAct.put(member.act(), chain);
    chains.computeIfAbsent(author.scope(), s -> new ArrayList<>()).add(chain);
    voices.computeIfAbsent(new Voice(author, type), v -> new ArrayList<>()).add(chain);
    return true;
  }

  private boolean prolong(
      Chain.Author author, ActType type, Optional<Thing> on, Chain.Member member) {
    Tracker replaces = new Tracker(new Digest(Bytes.of(member.message().getReplaces())));
    Chain chain = byAct.get(replaces);
    if (chain == null
        || !chain.last().act().equals(replaces)
        || !chain.author().equals(author)
        || chain.type() != type
        || !chain.on().equals(on)) {
      return false;
    }
    chain.prolong(member);
    things.put(member.act().value(), chain.self());
    byAct.put(member.act(), chain);
    return true;
  }

  /**
   * The next decision.
   *
   * @param gone whether its scope is void: it answers and counts nothing then
   */
  void decision(String scope, long position, Digest record, Decision decision, boolean gone) {
    DecisionForm.Type type = DecisionForm.Type.of(decision.getType()).orElseThrow();
    boolean erases = type == DecisionForm.Type.REDACTION || type == DecisionForm.Type.WITHHOLDING;
    contents.put(record, new Named(scope, decision.getContentsList()));
    Optional<Thing> on =
        type == DecisionForm.Type.ANSWER
            ? Optional.ofNullable(things.get(new Digest(Bytes.of(decision.getTarget()))))
            : Optional.empty();
    Ruled unchecked = new Ruled(record, scope, position, type, on, false, decision);
    boolean dangling =
        gone && !erases
            || type == DecisionForm.Type.ANSWER && on.isEmpty()
            || erases && !names(unchecked)
            || !decision.getSupersedes().isEmpty() && !canSupersede(unchecked);
    Ruled ruled = new Ruled(record, scope, position, type, on, dangling, decision);
    byRecord.put(record, ruled);
    decisions.computeIfAbsent(scope, s -> new ArrayList<>()).add(ruled);
    if (dangling) {
      return;
    }
    ruled.supersedes().ifPresent(superseded::add);
    on.ifPresent(thing -> answers.computeIfAbsent(thing, t -> new ArrayList<>()).add(ruled));
    for (Digest commitment : ruled.commitments()) {
      erased
          .computeIfAbsent(new Erased(scope, type, commitment), e -> new ArrayList<>())
          .add(ruled);
    }
    if (type == DecisionForm.Type.ANSWER) {
      things.put(record, new Thing(record, Thing.Kind.DECISION, scope));
    }
  }

  /** Whether every commitment is one of what a redaction or withholding names (§8.7). */
  private boolean names(Ruled ruled) {
    Named named = contents.get(new Digest(Bytes.of(ruled.message().getTarget())));
    return named != null
        && named.scope().equals(ruled.scope())
        && ruled.commitments().stream()
            .allMatch(
                commitment ->
                    named.contents().stream()
                        .anyMatch(one -> Bytes.of(one.getCommitment()).equals(commitment.value())));
  }

  private boolean canSupersede(Ruled ruled) {
    Ruled before = byRecord.get(ruled.supersedes().orElse(Digest.ZERO));
    return before != null
        && isInForce(before)
        && before.scope().equals(ruled.scope())
        && before.type() == ruled.type()
        && before.message().getTarget().equals(ruled.message().getTarget());
  }

  boolean isInForce(Ruled ruled) {
    return !ruled.dangling() && !superseded.contains(ruled.record());
  }

  Optional<Thing> thing(Digest hash) {
    return Optional.ofNullable(things.get(hash));
  }

  Optional<Chain> chain(Tracker act) {
    return Optional.ofNullable(byAct.get(act));
  }

  List<Chain> of(String scope) {
    return List.copyOf(chains.getOrDefault(scope, List.of()));
  }

  List<Tracker> repeated(String scope) {
    return List.copyOf(repeated.getOrDefault(scope, List.of()));
  }

  List<Ruled> decisions(String scope) {
    return List.copyOf(decisions.getOrDefault(scope, List.of()));
  }

  Optional<Standing> standing(Tracker act) {
    Chain chain = byAct.get(act);
    if (chain == null) {
      return Optional.ofNullable(outside.get(act));
    }
    if (!chain.last().act().equals(act)) {
      return Optional.of(Standing.REPLACED);
    }
    if (chain.isWithdrawn()) {
      return Optional.of(Standing.WITHDRAWN);
    }
    return Optional.of(isOverQuota(chain) ? Standing.OVER_QUOTA : Standing.COUNTED);
  }

  private boolean isOverQuota(Chain chain) {
    if (chain.identity() != Identity.CREDENTIAL) {
      return false;
    }
    return voices.get(new Voice(chain.author(), chain.type())).stream()
        .filter(one -> !one.isWithdrawn())
        .limit(quota(chain))
        .noneMatch(one -> one == chain);
  }

  private long quota(Chain chain) {
    return Optional.ofNullable(scopes.get(chain.author().scope()))
        .flatMap(scope -> Forum.rule(scope.getConsultation(), chain.type(), Identity.CREDENTIAL))
        .map(ActRule::getQuota)
        .orElse(0);
  }

  List<Chain> counting(String scope) {
    return of(scope).stream().filter(chain -> !chain.isWithdrawn() && !isOverQuota(chain)).toList();
  }

  List<CountRow> counts(String scope) {
    Map<CountRow, Long> numbers = new TreeMap<>();
    for (Chain chain : counting(scope)) {
      Identity identity = chain.identity();
      boolean people = identity == Identity.OFFICER && chain.type().isCountable();
      int value = chain.last().message().getValue();
      CountRow row =
          new CountRow(
              chain.on().map(Thing::name).orElse(Digest.ZERO),
              chain.type(),
              identity,
              people ? 1 : value,
              0);
      numbers.merge(row, people ? value : 1L, Long::sum);
    }
    return numbers.entrySet().stream()
        .map(
            entry -> {
              CountRow row = entry.getKey();
              return new CountRow(
                  row.thing(), row.type(), row.identity(), row.value(), entry.getValue());
            })
        .toList();
  }

  int status(Thing thing) {
    return answers.getOrDefault(thing, List.of()).reversed().stream()
        .filter(this::isInForce)
        .findFirst()
        .map(ruled -> ruled.message().getStatus())
        .orElse(0);
  }

  Optional<Ruled> inForce(String scope, DecisionForm.Type type, Digest commitment) {
    return erased.getOrDefault(new Erased(scope, type, commitment), List.of()).stream()
        .filter(this::isInForce)
        .findFirst();
  }
}
