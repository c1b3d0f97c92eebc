package city.urna.api.organization;

import city.urna.api.casting.Gateway;
import city.urna.protocol.record.PhaseStep;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Signature;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * An organization endorses a close only when everything that its own gateway has promised is
 * ordered, and promises nothing more from then on (spec api §3).
 */
final class Closing {
  private final Gateway gateway;
  private final Duration patience;

  /**
   * @param patience after that a close that was endorsed and never came is forgotten; if it comes
   *     all the same, ballots are refused by the phase
   */
  Closing(Gateway gateway, Duration patience) {
    this.gateway = gateway;
    this.patience = patience;
  }

  /** The endorsement, before which the gateway is drained if the record is a close. */
  Signature endorse(SignedRecord record, Supplier<Signature> endorsement) {
    if (!PhaseStep.CLOSE.isOf(record)) {
      return endorsement.get();
    }
    Signature signature = endorsement.get();
    boolean drained = false;
    try {
      gateway.drain(record.process(), record.scope());
      drained = true;
    } finally {
      if (!drained) {
        gateway.reopen(record.process(), record.scope());
      }
    }
    CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> gateway.reopen(record.process(), record.scope()));
    return signature;
  }
}
