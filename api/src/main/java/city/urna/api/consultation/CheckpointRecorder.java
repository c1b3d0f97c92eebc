package city.urna.api.consultation;

import city.urna.api.cosigning.Cosigners;
import city.urna.api.http.Repeating;
import city.urna.chaincode.Command;
import city.urna.network.Ledger;
import city.urna.network.LedgerException;
import city.urna.network.Outcome;
import city.urna.network.RecordOutcome;
import city.urna.network.log.LogStore;
import city.urna.network.store.Store;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.consultation.CosignedTime;
import city.urna.protocol.log.Checkpoint;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.RecordedCheckpoint;
import city.urna.protocol.signature.SigningKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records cosigned checkpoints on the log itself (spec consultation §7), so that what they cover
 * has a time that no single party gave it. Only ledgers with a consultation need that.
 */
final class CheckpointRecorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointRecorder.class);
  private static final Duration LOOK = Duration.ofMillis(200);

  /** How old the newest cosigned time may become where nothing is recorded (§7.7). */
  private static final Duration QUIET = Duration.ofHours(1);

  /** A checkpoint covers a record besides the one of the checkpoint before it (R17). */
  private static final int LEAST_GROWTH = 2;

  private final Ledger ledger;
  private final LogStore log;
  private final Store store;
  private final SigningKey logKey;
  private final Cosigners cosigners;
  private final InstantSource clock;
  private final Repeating rounds;
  private long recorded = -1;

  CheckpointRecorder(
      Ledger ledger, Store store, SigningKey logKey, Cosigners cosigners, InstantSource clock) {
    this.ledger = ledger;
    this.log = ledger.log();
    this.store = store;
    this.logKey = logKey;
    this.cosigners = cosigners;
    this.clock = clock;
    this.rounds = new Repeating("checkpoints", LOOK, this::round);
  }

  private void round() {
    Optional<SignedNote> newest = log.checkpoint();
    if (newest.isEmpty() || !isNeeded()) {
      return;
    }
    long size = Checkpoint.parse(newest.get().text()).orThrow().size();
    if (recorded < 0) {
      recorded =
          store.read(
              session ->
                  session
                      .one("SELECT max(size) FROM checkpoints", row -> row.getLong(1))
                      .orElse(0L));
    }
    if (recorded > 0 && size < recorded + LEAST_GROWTH) {
      goOn(newest.get(), size);
      return;
    }
    RecordedCheckpoint body =
        RecordedCheckpoint.newBuilder().setNote(newest.get().encode().toByteString()).build();
    SignedRecord record =
        SignedRecord.sign(Kind.CHECKPOINT, "", "", Bytes.of(body.toByteString()), List.of(logKey));
    submit(record, size);
  }

  /**
   * Asks for a newer time once the newest is old. Only of a checkpoint that covers, besides what is
   * recorded, a checkpoint's record alone: no act and no answer ever gets another time by that.
   */
  private void goOn(SignedNote newest, long size) {
    boolean quiet = size == log.size() && size == recorded + 1;
    long now = clock.instant().getEpochSecond();
    if (quiet && CosignedTime.stated(newest) + QUIET.toSeconds() <= now) {
      cosigners.again();
    }
  }

  private boolean isNeeded() {
    return store.read(
        session ->
            session
                .one("SELECT 1 FROM scopes WHERE consultation = 1 LIMIT 1", row -> row.getInt(1))
                .isPresent());
  }

  private void submit(SignedRecord record, long size) {
    try {
      Outcome outcome = ledger.submit(Command.of(record.bytes())).join();
      if (outcome instanceof Outcome.Decided(List<RecordOutcome> records)) {
        if (records.getFirst() instanceof RecordOutcome.Refused refused) {
          LOG.error("a checkpoint is refused: {} {}", refused.code().text(), refused.reason());
        }
        recorded = size;
      }
    } catch (java.util.concurrent.CompletionException broken) {
      if (broken.getCause() instanceof LedgerException) {
        LOG.warn("the ledger took no checkpoint; it is tried again", broken);
        return;
      }
      throw broken;
    }
  }

  @Override
  public void close() {
    rounds.close();
  }
}
