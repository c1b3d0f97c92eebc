package city.urna.verifier.check;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.consultation.Answers;
import city.urna.verifier.consultation.Chain;
import city.urna.verifier.consultation.Counts;
import city.urna.verifier.consultation.DecisionType;
import city.urna.verifier.consultation.Event;
import city.urna.verifier.consultation.Hidden;
import city.urna.verifier.consultation.Ref;
import city.urna.verifier.consultation.Replay;
import city.urna.verifier.consultation.Times;
import city.urna.verifier.log.Merkle;
import city.urna.verifier.records.Genesis;
import city.urna.verifier.report.Consultation;
import city.urna.verifier.report.Numbered;
import city.urna.verifier.trust.Trust;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** V13: all consultation scopes of the process (spec consultation). */
final class ConsultationWalk {
  private static final String FOLDER = "acts/";

  private final Checks checks;
  private final Trust trust;
  private final Workers workers;
  private final Archive archive;
  private final DefinitionChecks definition;
  private final DefinitionChecks.Founded founded;
  private final DefinitionChecks.Defined defined;
  private final CheckpointChecks checkpoints;
  private final ForeignContents foreign;
  private final Map<String, ConsultationScope> scopes = new LinkedHashMap<>();
  private final List<Event> events = new ArrayList<>();
  private final List<Ref> refs = new ArrayList<>();
  private final Set<Bytes> anchors = new HashSet<>();
  private SortedMap<String, Long> stuffing = new TreeMap<>();

  ConsultationWalk(
      Checks checks,
      Trust trust,
      Workers workers,
      Archive archive,
      DefinitionChecks definition,
      DefinitionChecks.Founded founded,
      DefinitionChecks.Defined defined,
      CheckpointChecks checkpoints,
      ForeignContents foreign) {
    this.checks = checks;
    this.trust = trust;
    this.workers = workers;
    this.archive = archive;
    this.definition = definition;
    this.founded = founded;
    this.defined = defined;
    this.checkpoints = checkpoints;
    this.foreign = foreign;
    defined.process().getScopesList().stream()
        .filter(ConsultationRules::isConsultation)
        .forEach(
            scope ->
                scopes.put(
                    scope.getId(), new ConsultationScope(this, defined, trust.process(), scope)));
  }

  Checks checks() {
    return checks;
  }

  Trust trust() {
    return trust;
  }

  Workers workers() {
    return workers;
  }

  Archive archive() {
    return archive;
  }

  DefinitionChecks definition() {
    return definition;
  }

  Signers signers() {
    return founded.signers();
  }

  Genesis genesis() {
    return founded.genesis();
  }

  List<Bytes> clerks() {
    return defined.clerks();
  }

  List<Bytes> registrars() {
    return defined.registrars();
  }

  void add(Event event) {
    events.add(event);
  }

  void addRefs(List<Ref> more) {
    refs.addAll(more);
  }

  void anchored(Bytes anchor) {
    anchors.add(anchor);
  }

  Optional<ConsultationScope> scope(String id) {
    return Optional.ofNullable(scopes.get(id));
  }

  /** An item of a scope with questions, which acts may be about. */
  void item(LoggedRecord record, Bytes supersedes) {
    events.add(new Event.ItemVersion(record.position(), record.scope(), record.hash(), supersedes));
  }

  /** An act, anchor or decision where nothing was asked. */
  void misplaced(LoggedRecord record) {
    checks
        .of(Numbered.V13_1)
        .failed(
            Place.of(record)
                + ": "
                + Words.of(record.kind())
                + ": it belongs to a consultation, and this scope is none");
    foreign.take(record);
  }

  /** Least reconciled issuances less credentials that acted in the audited scope. */
  SortedMap<String, Long> stuffing() {
    return stuffing;
  }

  /** The log is at its end. */
  Consultation finish() {
    unnamed();
    if (scopes.isEmpty()) {
      for (Numbered numbered :
          List.of(Numbered.V13_1, Numbered.V13_2, Numbered.V13_3, Numbered.V13_4)) {
        checks.of(numbered).notApplicable("this process has no consultation");
      }
      new ContentChecks(checks, archive, trust.process()).unnamed(Set.of(), foreign.commitments());
      if (!checkpoints.any()) {
        checks.of(Numbered.V13_5).notApplicable("this process has no consultation");
        return Consultation.NONE;
      }
      return timed(checkpoints.finish(), times -> List.of());
    }
    Replay replay =
        new Replay(
                scopes.values().stream()
                    .filter(ConsultationScope::isVoid)
                    .map(ConsultationScope::id)
                    .collect(Collectors.toSet()),
                scopes.values().stream()
                    .collect(Collectors.toMap(ConsultationScope::id, ConsultationScope::quotas)))
            .play(events);
    for (ConsultationScope scope : scopes.values()) {
      SortedMap<String, Long> bound = scope.holdAgainstIssuances(replay);
      if (scope.id().equals(trust.scope())) {
        stuffing = bound;
      }
    }
    checks
        .of(Numbered.V13_1)
        .done(replay.distinct().size() + " acts, " + replay.rulings().size() + " decisions");
    checks.of(Numbered.V13_2).done(anchors.size() + " lists");
    ContentChecks contents = new ContentChecks(checks, archive, trust.process());
    inLogOrder();
    contents.run(refs, Hidden.by(replay), foreign.commitments());
    counts(replay);
    return timed(
        checkpoints.finish(),
        times ->
            scopes.values().stream()
                .map(scope -> report(scope, replay, times, contents.of(scope.id())))
                .toList());
  }

  private Consultation timed(
      Optional<Times> times, Function<Optional<Times>, List<Consultation.Scope>> found) {
    List<Consultation.Scope> reported = found.apply(times);
    Check check = checks.of(Numbered.V13_5);
    if (times.isEmpty()) {
      check.notRun("the archive's checkpoint gives no time (V1.2)");
    } else {
      check.done(checkpoints.recorded() + " recorded checkpoints" + summary(reported));
    }
    return new Consultation(times.map(Times::now).orElse(0L), checkpoints.recorded(), reported);
  }

  /** Contents are listed in the order of the records that name them, whatever core read them. */
  private void inLogOrder() {
    Map<Bytes, Long> positions = new HashMap<>();
    for (Event event : events) {
      switch (event) {
        case Event.Act act -> positions.putIfAbsent(act.hash(), act.position() << 10 | act.place());
        case Event.Decision decision ->
            positions.putIfAbsent(decision.hash(), decision.position() << 10);
        case Event.ItemVersion _, Event.Close _ -> {}
      }
    }
    refs.sort(Comparator.comparing(ref -> positions.getOrDefault(ref.of(), Long.MAX_VALUE)));
  }

  /** Lists of anchors that are not there. */
  private void unnamed() {
    for (String file : archive.files().subMap(FOLDER, "acts0").keySet()) {
      Parsed<Bytes> name = Bytes.fromHex(file.substring(FOLDER.length()));
      if (!(name instanceof Parsed.Ok<Bytes>(Bytes anchor))
          || !anchors.contains(anchor) && !foreign.anchors().contains(anchor)) {
        checks.of(Numbered.V13_2).failed(file + " is a list that no anchor stands for");
      }
    }
  }

  /** V13.4: every count in force is the replay's own. */
  private void counts(Replay replay) {
    Check check = checks.of(Numbered.V13_4);
    long compared = 0;
    for (Replay.Ruling ruling : replay.rulings()) {
      Event.Decision decision = ruling.decision();
      if (decision.type() == DecisionType.COUNT && ruling.inForce()) {
        compared++;
        List<Bytes> rows = Counts.of(chains(replay, decision.scope())).binding();
        if (rows.size() != decision.rows() || !Merkle.root(rows).equals(decision.counts())) {
          check.failed(
              Place.of(decision.position(), decision.hash().hex())
                  + ": this count of scope "
                  + decision.scope()
                  + " is not what the record gives, which is "
                  + rows.size()
                  + " rows under "
                  + Merkle.root(rows).hex());
        }
      }
    }
    check.looked(replay.distinct().size());
    check.done(
        replay.chains().stream().filter(Chain::counts).count()
            + " contributions stand; counts compared: "
            + compared);
  }

  private static List<Chain> chains(Replay replay, String scope) {
    return replay.chains().stream().filter(chain -> chain.first().scope().equals(scope)).toList();
  }

  private Consultation.Scope report(
      ConsultationScope scope,
      Replay replay,
      Optional<Times> times,
      Consultation.Contents contents) {
    List<Chain> chains = chains(replay, scope.id());
    return new Consultation.Scope(
        scope.id(),
        scope.state(),
        scope.itemCount(),
        scope.anchorCount(),
        scope.decisionCount(),
        acts(scope.id(), replay, chains),
        Counts.of(chains).all().stream()
            .map(
                each ->
                    new Consultation.Count(
                        each.row().thing().hex(),
                        each.row().type().word(),
                        each.row().identity().word(),
                        each.row().value(),
                        each.number()))
            .toList(),
        times.map(t -> answers(scope, replay, t)).orElse(Consultation.Answers.NONE),
        contents,
        new Consultation.Aside(
            hashes(scope.id(), replay.dangling()),
            chains.stream().filter(Chain::overQuota).map(chain -> chain.name().hex()).toList(),
            hashes(scope.id(), replay.repeated()),
            hashes(scope.id(), replay.unchained()),
            replay.rulings().stream()
                .filter(Replay.Ruling::dangling)
                .map(Replay.Ruling::decision)
                .filter(decision -> decision.scope().equals(scope.id()))
                .map(decision -> decision.hash().hex())
                .toList()));
  }

  private static List<String> hashes(String scope, List<Event.Act> acts) {
    return acts.stream()
        .filter(act -> act.scope().equals(scope))
        .map(act -> act.hash().hex())
        .toList();
  }

  private static List<Consultation.Acts> acts(String scope, Replay replay, List<Chain> chains) {
    Function<Event.Act, List<Integer>> key =
        act -> List.of(act.type().number(), act.identity().number());
    Map<List<Integer>, Long> standing =
        chains.stream()
            .filter(Chain::counts)
            .collect(Collectors.groupingBy(c -> key.apply(c.last()), Collectors.counting()));
    Map<List<Integer>, List<Event.Act>> recorded =
        replay.distinct().stream()
            .filter(act -> act.scope().equals(scope))
            .collect(Collectors.groupingBy(key));
    return recorded.entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<List<Integer>, List<Event.Act>> e) -> e.getKey().getFirst())
                .thenComparing(e -> e.getKey().getLast()))
        .map(
            e ->
                new Consultation.Acts(
                    e.getValue().getFirst().type().word(),
                    e.getValue().getFirst().identity().word(),
                    e.getValue().size(),
                    standing.getOrDefault(e.getKey(), 0L)))
        .toList();
  }

  private static Consultation.Answers answers(ConsultationScope scope, Replay replay, Times times) {
    List<Answers.Rule> rules = new ArrayList<>();
    scope.asked().getActsList().forEach(rule -> ConsultationRules.rule(rule).ifPresent(rules::add));
    List<Answers.Debt> debts =
        scope.isVoid()
            ? List.of()
            : Answers.of(scope.id(), rules, scope.asked().getAnswerSeconds(), replay, times);
    return new Consultation.Answers(
        debts.size(),
        debts.stream().filter(debt -> debt.state() == Answers.State.ANSWERED).count(),
        debts.stream().filter(debt -> debt.state() == Answers.State.OPEN).count(),
        dues(debts, Answers.State.LATE),
        dues(debts, Answers.State.OVERDUE));
  }

  private static List<Consultation.Due> dues(List<Answers.Debt> debts, Answers.State state) {
    return debts.stream()
        .filter(debt -> debt.state() == state)
        .map(debt -> new Consultation.Due(debt.to().hex(), debt.due(), debt.answered().orElse(0L)))
        .toList();
  }

  private static String summary(List<Consultation.Scope> scopes) {
    long owed = scopes.stream().mapToLong(scope -> scope.answers().owed()).sum();
    long late = scopes.stream().mapToLong(scope -> scope.answers().late().size()).sum();
    long overdue = scopes.stream().mapToLong(scope -> scope.answers().overdue().size()).sum();
    return "; " + owed + " answers owed, " + late + " late, " + overdue + " overdue";
  }
}
