package city.urna.protocol.record;

import city.urna.protocol.records.Phase;
import java.util.Optional;

/** What a phase record does (spec records §6). */
public enum PhaseStep {
  FREEZE,
  OPEN_CASTING,
  CLOSE,
  ISSUER_ABSENT,
  CEREMONY_RESTART,
  VOID;

  /** The step of that number, from 1. */
  public static Optional<PhaseStep> of(int number) {
    return number >= 1 && number <= values().length
        ? Optional.of(values()[number - 1])
        : Optional.empty();
  }

  /** Whether the record is a phase that takes this step. */
  public boolean isOf(SignedRecord record) {
    return record.kind() == Kind.PHASE
        && record
            .body(Phase.parser())
            .optional()
            .flatMap(phase -> of(phase.getStep()))
            .filter(this::equals)
            .isPresent();
  }
}
