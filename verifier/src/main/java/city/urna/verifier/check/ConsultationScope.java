package city.urna.verifier.check;

import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.check.PhaseRules.Reached;
import city.urna.verifier.check.PhaseRules.Step;
import city.urna.verifier.check.Signers.Endorsement;
import city.urna.verifier.consultation.ActType;
import city.urna.verifier.consultation.Event;
import city.urna.verifier.consultation.Identity;
import city.urna.verifier.consultation.Ref;
import city.urna.verifier.consultation.Replay;
import city.urna.verifier.record.StrictMessage;
import city.urna.verifier.records.Act;
import city.urna.verifier.records.ActRule;
import city.urna.verifier.records.Anchor;
import city.urna.verifier.records.Consultation;
import city.urna.verifier.records.Decision;
import city.urna.verifier.records.Definition;
import city.urna.verifier.records.IssuanceList;
import city.urna.verifier.records.Item;
import city.urna.verifier.records.Party;
import city.urna.verifier.records.Phase;
import city.urna.verifier.records.Process;
import city.urna.verifier.records.Roll;
import city.urna.verifier.records.Scope;
import city.urna.verifier.records.Style;
import city.urna.verifier.report.Numbered;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The records of one consultation scope in log order (spec consultation §2, §4 to §6): gathers what
 * the replay needs and what the contents must be.
 *
 * <p>What is set up is judged by V3, V5 and V7.1 where the scope is the trust file's, by V13.1
 * elsewhere.
 */
final class ConsultationScope {
  private final ConsultationWalk walk;
  private final String processId;
  private final Process process;
  private final Bytes processHash;
  private final Scope scope;
  private final boolean audited;
  private final Check acts;
  private final Check anchors;
  private final Check counts;
  private final Check items;
  private final Check rules;
  private final Check keys;
  private final Check lists;
  private final Check bound;
  private final Items known;
  private final RollChecks rolls;
  private final PhaseRules phases;
  private final Map<String, Anchored> anchored = new HashMap<>();
  private Optional<Eligibility> eligibility = Optional.empty();
  private Optional<IssuanceChecks> issuances = Optional.empty();
  private boolean wasFrozen;
  private boolean wasClosed;
  private long anchorCount;
  private long decisionCount;

  /** An organization's last anchor. */
  private record Anchored(long number, long acts, Bytes hash) {}

  ConsultationScope(
      ConsultationWalk walk, DefinitionChecks.Defined defined, String processId, Scope scope) {
    Checks checks = walk.checks();
    this.walk = walk;
    this.processId = processId;
    this.process = defined.process();
    this.processHash = defined.hash();
    this.scope = scope;
    this.audited = scope.getId().equals(walk.trust().scope());
    this.acts = checks.of(Numbered.V13_1);
    this.anchors = checks.of(Numbered.V13_2);
    this.counts = checks.of(Numbered.V13_4);
    this.items = checks.of(audited ? Numbered.V3_3 : Numbered.V13_1);
    this.rules = checks.of(audited ? Numbered.V7_1 : Numbered.V13_1);
    this.keys = checks.of(audited ? Numbered.V5_2 : Numbered.V13_1);
    this.lists = checks.of(audited ? Numbered.V5_3 : Numbered.V13_1);
    this.bound = checks.of(audited ? Numbered.V5_4 : Numbered.V13_1);
    this.known = new Items(scope, process.getLanguagesList());
    this.rolls =
        new RollChecks(
            checks.of(audited ? Numbered.V5_1 : Numbered.V13_1),
            process.getRegistrarsCount(),
            styles());
    this.phases = new PhaseRules(hasCredentials() ? issuers() : List.of());
  }

  private List<String> styles() {
    return scope.getStylesList().stream().map(Style::getId).toList();
  }

  private List<String> issuers() {
    return process.getIssuersList().stream().map(Party::getId).toList();
  }

  String id() {
    return scope.getId();
  }

  Consultation asked() {
    return scope.getConsultation();
  }

  boolean hasCredentials() {
    return ConsultationRules.hasCredentials(scope);
  }

  boolean isVoid() {
    return phases.reached() == Reached.VOID;
  }

  boolean isFrozen() {
    return wasFrozen;
  }

  PhaseRules phases() {
    return phases;
  }

  Bytes election() {
    return eligibility.map(Eligibility::election).orElse(Bytes.EMPTY);
  }

  long itemCount() {
    return known.count();
  }

  long anchorCount() {
    return anchorCount;
  }

  long decisionCount() {
    return decisionCount;
  }

  /** How many chains of a type count for one credential. */
  Map<ActType, Integer> quotas() {
    Map<ActType, Integer> quotas = new EnumMap<>(ActType.class);
    for (ActRule rule : asked().getActsList()) {
      if (rule.getIdentity() == Identity.CREDENTIAL.number()) {
        ActType.of(rule.getType()).ifPresent(type -> quotas.put(type, rule.getQuota()));
      }
    }
    return quotas;
  }

  /** The scope's state in one word. */
  String state() {
    return switch (phases.reached()) {
      case SETUP, ISSUANCE -> "setup";
      case CASTING -> "open";
      case CLOSED -> "closed";
      case VOID -> "void";
    };
  }

  /** The next record of the scope. */
  void record(LoggedRecord record) {
    switch (record.kind()) {
      case ITEM -> item(record);
      case ROLL -> roll(record);
      case PHASE -> phase(record);
      case ISSUANCE_LIST -> issuances(record);
      case ACT -> act(record);
      case ANCHOR -> anchor(record);
      case DECISION -> decision(record);
      case BALLOT, CLOSED_SET, DECRYPTION_SHARE, CERTIFICATE -> {
        refuse(acts, record, "it belongs to a vote, and this scope is a consultation");
        if (audited) {
          new Bodies(walk.checks()).read(record);
        }
      }
      case GENESIS, PROCESS, CEREMONY, CHECKPOINT ->
          throw new IllegalArgumentException("no record of a scope");
    }
  }

  private static void refuse(Check check, LoggedRecord record, String why) {
    check.failed(Place.of(record) + ": " + Words.of(record.kind()) + ": " + why);
  }

  private <M extends Message> Optional<M> read(Check check, Parser<M> parser, LoggedRecord record) {
    return switch (StrictMessage.parse(parser, record.body())) {
      case Parsed.Ok<M>(M message) -> Optional.of(message);
      case Parsed.Malformed<M>(String reason) -> {
        check.failed(Place.of(record) + ": " + Words.of(record.kind()) + " " + reason);
        yield Optional.empty();
      }
    };
  }

  private boolean refusedForPhase(Check check, LoggedRecord record, boolean allowed) {
    if (!allowed) {
      refuse(check, record, "it stands " + where());
    }
    return !allowed;
  }

  private String where() {
    return switch (phases.reached()) {
      case SETUP -> "before the freeze";
      case ISSUANCE -> "before the consultation opened";
      case CASTING -> "while the consultation was open";
      case CLOSED -> "after the close";
      case VOID -> "after the scope was declared void";
    };
  }

  private void item(LoggedRecord record) {
    rules.looked(1);
    Optional<Item> item = read(items, Item.parser(), record);
    boolean open = phases.reached() != Reached.CLOSED && phases.reached() != Reached.VOID;
    if (item.isEmpty() || refusedForPhase(rules, record, open)) {
      return;
    }
    walk.signers()
        .refuseOneOf(record, walk.clerks(), "a clerk of the process", Endorsement.NONE)
        .ifPresent(why -> refuse(rules, record, why));
    items.looked(1);
    List<String> broken = known.take(record.hash(), item.get());
    broken.forEach(why -> items.failed(Place.of(record) + ": " + why));
    if (broken.isEmpty()) {
      walk.add(
          new Event.ItemVersion(
              record.position(), id(), record.hash(), Bytes.of(item.get().getSupersedes())));
    }
  }

  private void roll(LoggedRecord record) {
    Check check = walk.checks().of(audited ? Numbered.V5_1 : Numbered.V13_1);
    rules.looked(1);
    Optional<Roll> roll = read(check, Roll.parser(), record);
    if (roll.isEmpty() || refusedForPhase(rules, record, phases.reached() == Reached.SETUP)) {
      return;
    }
    walk.signers()
        .refuse(record, walk.registrars(), "every registrar", Endorsement.NONE)
        .ifPresent(why -> refuse(check, record, why));
    rolls.take(record, roll.get());
  }

  private void phase(LoggedRecord record) {
    rules.looked(1);
    Optional<Phase> phase = read(rules, Phase.parser(), record);
    if (phase.isEmpty()) {
      return;
    }
    walk.signers()
        .refuseOneOf(record, walk.clerks(), "a clerk of the process", Endorsement.MAJORITY)
        .ifPresent(why -> refuse(rules, record, why));
    Optional<String> refusal = phases.take(record.hash(), phase.get());
    if (refusal.isPresent()) {
      refuse(rules, record, refusal.get());
      return;
    }
    switch (Step.of(phase.get().getStep()).orElseThrow()) {
      case FREEZE -> freeze(record, Bytes.of(phase.get().getDefinition()));
      case CLOSE -> {
        wasClosed = true;
        walk.add(new Event.Close(record.position(), id()));
      }
      case OPEN_CASTING, ISSUER_ABSENT, RESTART, DECLARE_VOID -> {}
    }
  }

  private void freeze(LoggedRecord record, Bytes raw) {
    wasFrozen = true;
    Optional<Definition> read =
        switch (StrictMessage.parse(Definition.parser(), raw)) {
          case Parsed.Ok<Definition>(Definition definition) -> Optional.of(definition);
          case Parsed.Malformed<Definition>(String reason) -> {
            items.failed(Place.of(record) + ": the freeze: its definition " + reason);
            yield Optional.empty();
          }
        };
    if (read.isEmpty()) {
      return;
    }
    Definition definition = read.get();
    ConsultationRules.freeze(definition, walk.genesis(), processHash, scope)
        .forEach(why -> items.failed(Place.of(record) + ": " + why));
    Bytes election = FreezeRules.electionHash(processId, id(), processHash, raw);
    if (audited) {
      walk.definition().frozen(record, election);
    }
    if (!hasCredentials()) {
      eligibility =
          Optional.of(new Eligibility(processId, id(), election, List.of(), List.of(), Map.of()));
      return;
    }
    List<RollChecks.Entry> entries = rolls.finish(definition).orElse(List.of());
    Eligibility frozen =
        new Eligibility(
            processId,
            id(),
            election,
            issuers(),
            styles(),
            new IssuerKeyChecks(keys).check(processId, processHash, process, scope, definition));
    eligibility = Optional.of(frozen);
    issuances = Optional.of(new IssuanceChecks(lists, bound, frozen, entries, walk.workers()));
  }

  private void issuances(LoggedRecord record) {
    rules.looked(1);
    Optional<IssuanceList> list = read(lists, IssuanceList.parser(), record);
    if (list.isEmpty() || refusedForPhase(rules, record, phases.reached() == Reached.CLOSED)) {
      return;
    }
    if (issuances.isEmpty()) {
      refuse(rules, record, "nobody has a credential here");
      return;
    }
    Optional<Party> issuer =
        process.getIssuersList().stream()
            .filter(party -> party.getId().equals(list.get().getIssuer()))
            .findFirst();
    Optional<String> signed =
        issuer
            .map(
                party ->
                    walk.signers()
                        .refuse(
                            record,
                            List.of(Bytes.of(party.getKey())),
                            "that issuer",
                            Endorsement.NONE))
            .orElse(Optional.of("there is no such issuer"));
    issuances
        .get()
        .take(record, list.get(), phases.activeIssuers().contains(list.get().getIssuer()), signed);
  }

  private void act(LoggedRecord record) {
    acts.looked(1);
    boolean open = phases.reached() == Reached.CASTING;
    refusedForPhase(acts, record, open);
    List<String> active = phases.activeIssuers();
    if (eligibility.isEmpty()) {
      read(acts, Act.parser(), record);
      return;
    }
    ActChecks check = new ActChecks(walk, this, eligibility.get());
    walk.workers().submit(() -> check.act(record, active, open), this::take);
  }

  private void take(ActChecks.Found found) {
    found.refusals().forEach(acts::failed);
    found.listRefusals().forEach(anchors::failed);
    acts.looked(found.publicActs());
    found.events().forEach(walk::add);
    walk.addRefs(found.refs());
  }

  private void anchor(LoggedRecord record) {
    anchors.looked(1);
    anchorCount++;
    walk.anchored(record.hash());
    boolean open = phases.reached() == Reached.CASTING;
    refusedForPhase(acts, record, open);
    Optional<Anchor> anchor = read(acts, Anchor.parser(), record);
    if (anchor.isEmpty()) {
      return;
    }
    String organization = anchor.get().getOrganization();
    walk.signers()
        .ledgerKey(organization)
        .map(
            key ->
                walk.signers()
                    .refuse(
                        record, List.of(key), "the organization that it names", Endorsement.NONE))
        .orElse(Optional.of("there is no such organization"))
        .ifPresent(why -> refuse(acts, record, why));
    Anchored last = anchored.getOrDefault(organization, new Anchored(0, 0, Bytes.EMPTY));
    long total = last.acts + Integer.toUnsignedLong(anchor.get().getActs());
    refuse(anchor.get(), last, total).ifPresent(why -> refuse(anchors, record, why));
    anchored.put(organization, new Anchored(anchor.get().getNumber(), total, record.hash()));
    if (eligibility.isEmpty()) {
      return;
    }
    if (!Bytes.of(anchor.get().getElection()).equals(election())) {
      refuse(acts, record, "it names another election");
    }
    ActChecks check = new ActChecks(walk, this, eligibility.get());
    walk.workers().submit(() -> check.list(record, anchor.get(), open), this::take);
  }

  /** Spec consultation §5.2, R15. */
  private Optional<String> refuse(Anchor anchor, Anchored last, long total) {
    if (anchor.getNumber() != last.number + 1
        || !Bytes.of(anchor.getPrevious()).equals(last.hash)) {
      return Optional.of("it does not follow its organization's anchor before it");
    }
    if (anchor.getActs() < 1
        || anchor.getActs() > 1_000
        || anchor.getBytes() < 1
        || anchor.getBytes() > 1_048_576
        || anchor.getRoot().size() != 32) {
      return Optional.of("its numbers are out of range");
    }
    return total > Integer.toUnsignedLong(asked().getAnchoredActs())
        ? Optional.of("its organization has anchored more than it may")
        : Optional.empty();
  }

  private void decision(LoggedRecord record) {
    acts.looked(1);
    decisionCount++;
    Optional<Decision> read = read(acts, Decision.parser(), record);
    if (read.isEmpty()) {
      return;
    }
    Decision decision = read.get();
    List<Ref> refs = ActRules.refs(id(), record.hash(), decision.getContentsList());
    walk.addRefs(refs);
    List<String> broken = new ArrayList<>();
    signedBy(record, decision).ifPresent(broken::add);
    ActRules.refuse(decision).ifPresent(broken::add);
    if (!Bytes.of(decision.getElection()).equals(election())) {
      broken.add("it names another election");
    }
    if (decision.getType() == 4) {
      if (phases.reached() != Reached.CLOSED) {
        refuse(counts, record, "it counts " + where());
        return;
      }
    } else if (!wasFrozen || isVoid() && decision.getType() == 1) {
      broken.add("it stands " + where());
    }
    broken.forEach(why -> refuse(acts, record, why));
    if (broken.isEmpty()) {
      walk.add(ActRules.event(decision, record.position(), record.hash(), refs, id()));
    }
  }

  private Optional<String> signedBy(LoggedRecord record, Decision decision) {
    if (decision.getOffice().isEmpty()) {
      return walk.signers()
          .refuseOneOf(record, walk.clerks(), "a clerk of the process", Endorsement.NONE);
    }
    return office(decision.getOffice())
        .map(
            key ->
                walk.signers()
                    .refuse(record, List.of(key), "the office that it names", Endorsement.NONE))
        .orElse(Optional.of("there is no such office"));
  }

  /** The key of an office. */
  Optional<Bytes> office(String id) {
    return process.getOfficesList().stream()
        .filter(party -> party.getId().equals(id))
        .map(party -> Bytes.of(party.getKey()))
        .findFirst();
  }

  /**
   * Holds the credentials that acted against the issuers' lists.
   *
   * @return least reconciled issuances less credentials that acted, by style
   */
  SortedMap<String, Long> holdAgainstIssuances(Replay replay) {
    if (issuances.isEmpty() || isVoid()) {
      return new TreeMap<>();
    }
    if (!wasClosed) {
      String open = "scope " + id() + " is open: credentials are not yet held against issuances";
      bound.reserved(open);
      lists.done("the consultation is open");
      bound.done("the consultation is open");
      return new TreeMap<>();
    }
    Map<String, Set<Bytes>> acting = new HashMap<>();
    for (Event.Act act : replay.distinct()) {
      if (act.scope().equals(id()) && act.identity() == Identity.CREDENTIAL) {
        acting.computeIfAbsent(act.style(), style -> new HashSet<>()).add(act.author());
      }
    }
    Map<String, Long> byStyle = new HashMap<>();
    acting.forEach((style, credentials) -> byStyle.put(style, (long) credentials.size()));
    return issuances
        .get()
        .finish(phases.activeIssuers(), process.getMinimumIssuers(), "credentials", byStyle);
  }
}
