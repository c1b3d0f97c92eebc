package city.urna.chaincode.process;

import java.util.Optional;

/** What a phase record does (spec records §6). */
enum PhaseStep {
  FREEZE,
  OPEN_CASTING,
  CLOSE,
  ISSUER_ABSENT,
  CEREMONY_RESTART,
  VOID;

  /** The step of that number, from 1. */
  static Optional<PhaseStep> of(int number) {
    return number >= 1 && number <= values().length
        ? Optional.of(values()[number - 1])
        : Optional.empty();
  }
}
