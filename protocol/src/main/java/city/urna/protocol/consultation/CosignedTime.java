package city.urna.protocol.consultation;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.log.Checkpoint;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.log.Cosignature;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.records.RecordedCheckpoint;
import java.util.List;
import java.util.Optional;

/**
 * A checkpoint that is itself on the log, and the time that its cosigners give to what it covers
 * (spec consultation §7).
 *
 * @param size how much of the log it covers
 * @param time in seconds since 1970; never less than the one before it
 */
public record CosignedTime(long size, long time) {
  /** The bytes in the state (§7.3). */
  public Bytes encode() {
    return Bytes.concat(Wire.u64(size), Wire.u64(time));
  }

  public static Parsed<CosignedTime> decode(Bytes bytes) {
    return Wire.read(bytes, reader -> new CosignedTime(reader.u64(), reader.u64()));
  }

  /** The lower median of the timestamps (§7.2). */
  public static long lowerMedian(List<Cosignature> cosignatures) {
    List<Long> times = cosignatures.stream().map(Cosignature::time).sorted().toList();
    return times.get((times.size() - 1) / 2);
  }

  /**
   * The time that a note's lines state, none of which is verified here.
   *
   * @param checked a note whose lines were verified: the log's, then cosignatures
   */
  public static long stated(SignedNote checked) {
    List<Long> times =
        checked.signatures().stream().skip(1).map(Cosignature::stated).sorted().toList();
    return times.get((times.size() - 1) / 2);
  }

  /** What a note becomes behind the last recorded one; refuses R17. */
  public static Verdict<CosignedTime> after(
      Optional<CosignedTime> last, RecordedCheckpoint message, CheckpointTrust trust) {
    return SignedNote.parse(Bytes.of(message.getNote()))
        .verdict(Refusal.CHECKPOINT)
        .flatMap(
            note ->
                switch (trust.check(note)) {
                  case CheckpointTrust.Outcome.Refused(CheckpointTrust.Step step, String reason) ->
                      Verdict.rejected(Refusal.CHECKPOINT, reason);
                  case CheckpointTrust.Outcome.Trusted(
                          Checkpoint checkpoint,
                          List<Cosignature> cosignatures) ->
                      after(last, checkpoint, cosignatures);
                });
  }

  private static Verdict<CosignedTime> after(
      Optional<CosignedTime> last, Checkpoint checkpoint, List<Cosignature> cosignatures) {
    long least = last.map(found -> found.size() + 2).orElse(1L);
    return checkpoint.size() >= least
        ? Verdict.verified(of(last, checkpoint.size(), cosignatures))
        : Verdict.rejected(Refusal.CHECKPOINT, "covers no record but checkpoints");
  }

  /** The time of a checkpoint whose lines hold, behind the last recorded one. */
  public static CosignedTime of(
      Optional<CosignedTime> last, long size, List<Cosignature> cosignatures) {
    long before = last.map(CosignedTime::time).orElse(0L);
    return new CosignedTime(size, Math.max(before, lowerMedian(cosignatures)));
  }
}
