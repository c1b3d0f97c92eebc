package city.urna.verifier.check;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.records.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps of the scope, one after the other (spec records §6, last paragraph). */
final class PhaseRules {
  /** How far the scope has come. */
  enum Reached {
    SETUP,
    ISSUANCE,
    CASTING,
    CLOSED,
    VOID
  }

  /** What a phase record does; the number in the record is the place here, from 1. */
  enum Step {
    FREEZE,
    OPEN_CASTING,
    CLOSE,
    ISSUER_ABSENT,
    RESTART,
    DECLARE_VOID;

    static Optional<Step> of(int number) {
      return number >= 1 && number <= values().length
          ? Optional.of(values()[number - 1])
          : Optional.empty();
    }
  }

  /** An issuer that a majority recorded absent. */
  record Absence(String issuer, String reason) {}

  private Reached reached = Reached.SETUP;
  private Bytes previous = Bytes.EMPTY;
  private List<String> active;
  private final List<Absence> absences = new ArrayList<>();
  private String voidReason = "";

  PhaseRules(List<String> issuers) {
    active = List.copyOf(issuers);
  }

  Reached reached() {
    return reached;
  }

  /** Active issuers, in the process's order. */
  List<String> activeIssuers() {
    return active;
  }

  List<Absence> absences() {
    return List.copyOf(absences);
  }

  /** Why the scope was declared void, if it was. */
  Optional<String> declaredVoid() {
    return reached == Reached.VOID ? Optional.of(voidReason) : Optional.empty();
  }

  /** Takes the step that a phase record of the scope makes, or says why it may not. */
  Optional<String> take(Bytes hash, Phase phase) {
    Optional<Step> step = Step.of(phase.getStep());
    Optional<String> refusal =
        step.isEmpty() ? Optional.of("its step is unknown") : refuse(step.get(), phase);
    if (refusal.isPresent()) {
      return refusal;
    }
    switch (step.get()) {
      case FREEZE -> reached = phase.getCasting() ? Reached.CASTING : Reached.ISSUANCE;
      case OPEN_CASTING -> reached = Reached.CASTING;
      case CLOSE -> reached = Reached.CLOSED;
      case ISSUER_ABSENT -> {
        active = active.stream().filter(issuer -> !issuer.equals(phase.getIssuer())).toList();
        absences.add(new Absence(phase.getIssuer(), phase.getReason()));
      }
      case DECLARE_VOID -> {
        reached = Reached.VOID;
        voidReason = phase.getReason();
      }
      case RESTART -> throw new IllegalArgumentException("a restart is no step of a scope");
    }
    previous = hash;
    return Optional.empty();
  }

  /** Whether a phase record has no field but those that its step uses (spec records §6). */
  static boolean isPlain(Step step, Phase phase) {
    Phase.Builder used =
        Phase.newBuilder().setStep(phase.getStep()).setPrevious(phase.getPrevious());
    switch (step) {
      case FREEZE -> used.setDefinition(phase.getDefinition()).setCasting(phase.getCasting());
      case OPEN_CASTING, CLOSE -> {}
      case ISSUER_ABSENT -> used.setIssuer(phase.getIssuer()).setReason(phase.getReason());
      case RESTART ->
          used.setRound(phase.getRound())
              .addAllExcluded(phase.getExcludedList())
              .setReason(phase.getReason());
      case DECLARE_VOID -> used.setReason(phase.getReason());
    }
    return used.build().equals(phase) && Texts.isText(phase.getReason());
  }

  private Optional<String> refuse(Step step, Phase phase) {
    if (reached == Reached.VOID) {
      return Optional.of("the scope had been declared void");
    }
    if (!Bytes.of(phase.getPrevious()).equals(previous)) {
      return Optional.of("it does not name the phase record before it");
    }
    if (!isPlain(step, phase)) {
      return Optional.of("its reason is no text, or it has a field that its step does not use");
    }
    boolean open = reached == Reached.ISSUANCE || reached == Reached.CASTING;
    return switch (step) {
      case FREEZE -> allowed(reached == Reached.SETUP, "the scope had been frozen before");
      case OPEN_CASTING ->
          allowed(reached == Reached.ISSUANCE, "casting can open only once, after the freeze");
      case CLOSE -> allowed(open, "only an open scope can be closed");
      case ISSUER_ABSENT ->
          allowed(
              open && active.contains(phase.getIssuer()) && active.size() > 2,
              "an issuer can be recorded absent once, while the scope is open, and two must stay");
      case DECLARE_VOID -> Optional.empty();
      case RESTART -> Optional.of("a restart of the ceremony belongs to no scope");
    };
  }

  private static Optional<String> allowed(boolean condition, String otherwise) {
    return condition ? Optional.empty() : Optional.of(otherwise);
  }
}
