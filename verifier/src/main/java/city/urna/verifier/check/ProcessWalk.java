package city.urna.verifier.check;

import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.check.PhaseRules.Reached;
import city.urna.verifier.check.PhaseRules.Step;
import city.urna.verifier.check.Signers.Endorsement;
import city.urna.verifier.record.Kind;
import city.urna.verifier.record.StrictMessage;
import city.urna.verifier.records.Ceremony;
import city.urna.verifier.records.Definition;
import city.urna.verifier.records.Item;
import city.urna.verifier.records.Party;
import city.urna.verifier.records.Phase;
import city.urna.verifier.records.Process;
import city.urna.verifier.records.Roll;
import city.urna.verifier.records.Scope;
import city.urna.verifier.records.Style;
import city.urna.verifier.report.Consultation;
import city.urna.verifier.report.Numbered;
import city.urna.verifier.signature.BlindSignatureKey;
import city.urna.verifier.trust.Trust;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The records of the audited process in log order, as long as nothing is frozen; then hands those
 * of the scope to {@link ElectionWalk}. V7.1 in the main: who signed what, and whether it may stand
 * where it stands.
 *
 * <p>A record that may not is noted. Where it can be read all the same it is taken as if it were in
 * order: the verdict is settled, and what follows stays readable.
 */
final class ProcessWalk {
  private final Trust trust;
  private final Checks checks;
  private final Check rules;
  private final Check hours;
  private final Workers workers;
  private final SecureRandom random;
  private final SecondReading again;
  private final Bodies bodies;
  private final DefinitionChecks definition;
  private final DefinitionChecks.Founded founded;
  private final DefinitionChecks.Defined defined;
  private final CeremonyChecks ceremony;
  private final RollChecks rolls;
  private final PhaseRules phases;
  private final ConsultationWalk consultations;
  private final SortedMap<String, Long> others = new TreeMap<>();
  private final List<Long> early = new ArrayList<>();
  private boolean ceremonyFrozen;
  private Optional<ElectionWalk> election = Optional.empty();
  private Bytes electionHash = Bytes.EMPTY;

  ProcessWalk(
      Trust trust,
      Checks checks,
      Workers workers,
      SecureRandom random,
      SecondReading again,
      DefinitionChecks definition,
      DefinitionChecks.Founded founded,
      DefinitionChecks.Defined defined,
      ConsultationWalk consultations) {
    this.trust = trust;
    this.consultations = consultations;
    this.checks = checks;
    this.rules = checks.of(Numbered.V7_1);
    this.hours = checks.of(Numbered.V7_2);
    this.workers = workers;
    this.random = random;
    this.again = again;
    this.bodies = new Bodies(checks);
    this.definition = definition;
    this.founded = founded;
    this.defined = defined;
    Process process = defined.process();
    this.ceremony =
        new CeremonyChecks(
            checks, trust.process(), defined.hash(), trusteeIds(process), process.getThreshold());
    this.rolls =
        new RollChecks(
            checks.of(Numbered.V5_1),
            process.getRegistrarsCount(),
            defined.scope().getStylesList().stream().map(Style::getId).toList());
    this.phases = new PhaseRules(process.getIssuersList().stream().map(Party::getId).toList());
  }

  private static List<String> trusteeIds(Process process) {
    return process.getTrusteesList().stream().map(t -> t.getParty().getId()).toList();
  }

  /** The next record of the process. */
  void record(LoggedRecord record) {
    Optional<ConsultationScope> consultation = consultations.scope(record.scope());
    if (consultation.isPresent()) {
      consultation.get().record(record);
      return;
    }
    if (!record.scope().isEmpty() && !record.scope().equals(trust.scope())) {
      otherScope(record);
      return;
    }
    if (record.kind() == Kind.BALLOT) {
      ballot(record);
      return;
    }
    rules.looked(1);
    if (!record.scope().isEmpty() && phases.reached() == Reached.VOID) {
      refuse(record, "the scope had been declared void");
    }
    switch (record.kind()) {
      case GENESIS, PROCESS -> {
        refuse(record, "the process is defined already");
        bodies.read(record);
      }
      case ITEM -> {
        if (bodies.read(record)) {
          item(record);
        }
      }
      case ROLL -> {
        if (bodies.read(record)) {
          roll(record);
        }
      }
      case CEREMONY -> {
        if (bodies.read(record)) {
          ceremony(record);
        }
      }
      case PHASE -> {
        if (bodies.read(record)) {
          phase(record);
        }
      }
      case ISSUANCE_LIST, CLOSED_SET, DECRYPTION_SHARE, CERTIFICATE -> afterwards(record);
      case ACT, ANCHOR, DECISION -> {
        consultations.misplaced(record);
        bodies.read(record);
      }
      case BALLOT, CHECKPOINT -> throw new IllegalArgumentException("seen elsewhere");
    }
  }

  private void refuse(LoggedRecord record, String why) {
    rules.failed(Place.of(record) + ": " + Words.of(record.kind()) + ": " + why);
  }

  private void otherScope(LoggedRecord record) {
    boolean known =
        defined.process().getScopesList().stream()
            .map(Scope::getId)
            .anyMatch(record.scope()::equals);
    if (!known) {
      refuse(record, "it belongs to a scope that the process does not have");
      return;
    }
    others.merge("scope " + record.scope() + " of this process", 1L, Long::sum);
    switch (record.kind()) {
      case ACT, ANCHOR, DECISION -> consultations.misplaced(record);
      case ITEM -> itemOfAnyScope(record);
      case GENESIS,
          PROCESS,
          ROLL,
          CEREMONY,
          PHASE,
          ISSUANCE_LIST,
          BALLOT,
          CLOSED_SET,
          DECRYPTION_SHARE,
          CERTIFICATE,
          CHECKPOINT -> {}
    }
    if (record.kind() == Kind.PHASE
        && StrictMessage.parse(Phase.parser(), record.body())
            instanceof Parsed.Ok<Phase>(Phase phase)
        && Step.of(phase.getStep()).equals(Optional.of(Step.FREEZE))
        && clerkAnd(record, Endorsement.MAJORITY).isEmpty()) {
      ceremonyFrozen = true;
    }
  }

  /** An item that acts of consultations may be about, whichever scope it stands in. */
  private void itemOfAnyScope(LoggedRecord record) {
    if (StrictMessage.parse(Item.parser(), record.body()) instanceof Parsed.Ok<Item>(Item item)) {
      consultations.item(record, Bytes.of(item.getSupersedes()));
    }
  }

  private Optional<String> clerkAnd(LoggedRecord record, Endorsement endorsement) {
    return founded
        .signers()
        .refuseOneOf(record, defined.clerks(), "a clerk of the process", endorsement);
  }

  private void item(LoggedRecord record) {
    if (phases.reached() != Reached.SETUP) {
      refuse(record, "items cannot be added or changed after the freeze");
      return;
    }
    clerkAnd(record, Endorsement.NONE).ifPresent(why -> refuse(record, why));
    definition.item(record, defined);
    itemOfAnyScope(record);
  }

  private void roll(LoggedRecord record) {
    if (phases.reached() != Reached.SETUP) {
      refuse(record, "the roll cannot be changed after the freeze");
      return;
    }
    Optional<String> signed =
        founded.signers().refuse(record, defined.registrars(), "every registrar", Endorsement.NONE);
    signed.ifPresent(
        why -> checks.of(Numbered.V5_1).failed(Place.of(record) + ": a part of the roll: " + why));
    rolls.take(record, body(Roll.parser(), record));
  }

  private void ceremony(LoggedRecord record) {
    if (ceremonyFrozen) {
      refuse(record, "the ceremony ends with the first freeze");
      return;
    }
    Ceremony body = body(Ceremony.parser(), record);
    int trustee = body.getTrustee();
    if (trustee < 1 || trustee > defined.process().getTrusteesCount()) {
      refuse(record, "there is no such trustee");
      return;
    }
    Bytes key = Bytes.of(defined.process().getTrustees(trustee - 1).getParty().getKey());
    founded
        .signers()
        .refuse(record, List.of(key), "the trustee that it names", Endorsement.NONE)
        .ifPresent(why -> refuse(record, why));
    ceremony.take(record, body);
  }

  /** The body of a record that {@link Bodies} has read. */
  private static <M extends Message> M body(Parser<M> parser, LoggedRecord record) {
    return StrictMessage.parse(parser, record.body()).orThrow();
  }

  private void phase(LoggedRecord record) {
    Phase phase = body(Phase.parser(), record);
    clerkAnd(record, Endorsement.MAJORITY).ifPresent(why -> refuse(record, why));
    if (record.scope().isEmpty()) {
      restart(record, phase);
    } else {
      step(record, phase, Step.of(phase.getStep()).equals(Optional.of(Step.FREEZE)));
    }
  }

  private void restart(LoggedRecord record, Phase phase) {
    Optional<String> kind =
        Step.of(phase.getStep()).equals(Optional.of(Step.RESTART))
            ? Optional.empty()
            : Optional.of("only a restart of the ceremony belongs to no scope");
    Optional<String> frozen =
        ceremonyFrozen ? Optional.of("the ceremony ends with the first freeze") : Optional.empty();
    kind.or(() -> frozen)
        .or(() -> ceremony.restart(record, phase))
        .ifPresent(why -> refuse(record, why));
  }

  private void step(LoggedRecord record, Phase phase, boolean freeze) {
    Optional<String> refusal = phases.take(record.hash(), phase);
    if (refusal.isPresent()) {
      refuse(record, refusal.get());
    } else if (freeze) {
      freeze(record, Bytes.of(phase.getDefinition()));
    } else if (phases.reached() == Reached.CLOSED) {
      election.ifPresent(walk -> walk.closed(record));
    }
  }

  private void freeze(LoggedRecord record, Bytes raw) {
    ceremonyFrozen = true;
    switch (StrictMessage.parse(Definition.parser(), raw)) {
      case Parsed.Malformed<Definition>(String reason) ->
          definition.freezeRefused(record, "its definition " + reason);
      case Parsed.Ok<Definition>(Definition frozen) -> {
        electionHash =
            FreezeRules.electionHash(trust.process(), trust.scope(), defined.hash(), raw);
        ceremony.finish(frozen);
        List<RollChecks.Entry> entries = rolls.finish(frozen).orElse(List.of());
        Map<Frozen.IssuerKeyPlace, BlindSignatureKey> keys =
            new IssuerKeyChecks(checks.of(Numbered.V5_2))
                .check(trust.process(), defined.hash(), defined.process(), defined.scope(), frozen);
        election =
            definition
                .freeze(record, raw, frozen, founded, defined)
                .map(
                    each ->
                        new ElectionWalk(
                            checks,
                            workers,
                            random,
                            founded.signers(),
                            defined,
                            each,
                            entries,
                            keys));
        election.ifPresent(this::takeEarly);
      }
    }
  }

  /** What stood before the freeze and is only read after it: ballots, and what follows a close. */
  private void takeEarly(ElectionWalk walk) {
    for (long position : early) {
      again.record(position).ifPresent(record -> take(walk, record, false));
    }
    early.clear();
  }

  private void take(ElectionWalk walk, LoggedRecord record, boolean inTime) {
    if (record.kind() == Kind.BALLOT) {
      walk.ballot(record, phases.activeIssuers(), inTime);
    } else {
      walk.afterwards(record, phases.activeIssuers());
    }
  }

  private void takeOrKeep(LoggedRecord record, boolean inTime) {
    election.ifPresentOrElse(
        walk -> take(walk, record, inTime), () -> early.add(record.position()));
  }

  private void ballot(LoggedRecord record) {
    hours.looked(1);
    boolean inTime = phases.reached() == Reached.CASTING;
    if (!inTime) {
      hours.failed(
          "the ballot at "
              + Place.of(record)
              + " stands where casting was not open: "
              + Words.of(phases.reached()));
    }
    takeOrKeep(record, inTime);
  }

  private void afterwards(LoggedRecord record) {
    if (phases.reached() != Reached.CLOSED) {
      refuse(record, "it belongs after the close");
    }
    if (bodies.read(record)) {
      takeOrKeep(record, false);
    }
  }

  /** The log is at its end. */
  Audited finish() {
    Optional<ConsultationScope> consultation = consultations.scope(trust.scope());
    Audited found = consultation.map(this::consultation).orElseGet(this::election);
    Consultation asked = consultations.finish();
    return (consultation.isPresent() ? found.bounded(consultations.stuffing()) : found)
        .with(asked)
        .withOthers(others);
  }

  private Audited election() {
    List<String> notes = notes(phases);
    if (phases.reached() == Reached.SETUP) {
      missing("the archive holds no freeze of scope " + trust.scope(), Numbered.V3_3);
      return Audited.NOTHING;
    }
    if (election.isEmpty()) {
      missing("the definition cannot be used (V3.3)", Numbered.V5_3);
      return Audited.of(electionHash, phases.activeIssuers(), notes);
    }
    hours.done("");
    return election.get().finish(again, phases, notes);
  }

  /** The audited scope asks, and nobody votes in it. */
  private Audited consultation(ConsultationScope scope) {
    if (!scope.isFrozen()) {
      missing("the archive holds no freeze of scope " + trust.scope(), Numbered.V3_3);
      return Audited.NOTHING;
    }
    for (Numbered numbered : Numbered.values()) {
      String family = numbered.id().substring(0, numbered.id().indexOf('.'));
      boolean ofVotes =
          switch (family) {
            case "V4", "V6", "V8", "V9", "V10", "V11", "V12" -> true;
            case "V5" -> !scope.hasCredentials();
            case "V7" -> numbered != Numbered.V7_1;
            default -> false;
          };
      if (ofVotes) {
        checks.of(numbered).notApplicable("scope " + trust.scope() + " is a consultation");
      }
    }
    checks.of(Numbered.V14_1).notApplicable("no exports were given (--exports)");
    return Audited.of(scope.election(), scope.phases().activeIssuers(), notes(scope.phases()));
  }

  private static List<String> notes(PhaseRules phases) {
    List<String> notes = new ArrayList<>();
    for (PhaseRules.Absence absence : phases.absences()) {
      notes.add("issuer " + absence.issuer() + " was recorded absent: " + absence.reason());
    }
    phases.declaredVoid().ifPresent(reason -> notes.add("the scope was declared void: " + reason));
    return notes;
  }

  /** V7.1 has run whatever is missing. */
  private void missing(String why, Numbered from) {
    for (Numbered numbered : Numbered.values()) {
      if (numbered.compareTo(from) >= 0 && numbered != Numbered.V7_1) {
        checks.of(numbered).notRun(why);
      }
    }
  }
}
