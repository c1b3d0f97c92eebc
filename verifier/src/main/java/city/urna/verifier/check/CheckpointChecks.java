package city.urna.verifier.check;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.check.Signers.Endorsement;
import city.urna.verifier.consultation.Times;
import city.urna.verifier.log.Checkpoint;
import city.urna.verifier.log.LogRoots;
import city.urna.verifier.log.LogTrust;
import city.urna.verifier.record.StrictMessage;
import city.urna.verifier.records.RecordedCheckpoint;
import city.urna.verifier.report.Numbered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** V13.5, first half: the checkpoints that are recorded, and the time that they give. */
final class CheckpointChecks {
  private static final long MOST_APART = 600;

  private final Check check;
  private final Archive archive;
  private final LogTrust trust;
  private final List<Recorded> recorded = new ArrayList<>();
  private long lastSize = -1;

  /** A recorded checkpoint that is exact. */
  private record Recorded(LoggedRecord record, Checkpoint checkpoint) {}

  CheckpointChecks(Checks checks, Archive archive, LogTrust trust) {
    this.check = checks.of(Numbered.V13_5);
    this.archive = archive;
    this.trust = trust;
  }

  /** Whether the log holds any. */
  boolean any() {
    return check.count() > 0;
  }

  /** The next recorded checkpoint in log order. */
  void take(LoggedRecord record, Optional<Signers> signers) {
    check.looked(1);
    String where = Place.of(record) + ": " + Words.of(record.kind()) + ": ";
    switch (StrictMessage.parse(RecordedCheckpoint.parser(), record.body())) {
      case Parsed.Malformed<RecordedCheckpoint>(String reason) -> check.failed(where + reason);
      case Parsed.Ok<RecordedCheckpoint>(RecordedCheckpoint body) -> {
        signers
            .flatMap(
                each ->
                    each.refuse(record, List.of(trust.logKey()), "the log key", Endorsement.NONE))
            .ifPresent(why -> check.failed(where + why));
        switch (Checkpoint.parse(Bytes.of(body.getNote()), trust)) {
          case Parsed.Malformed<Checkpoint>(String reason) -> check.failed(where + reason);
          case Parsed.Ok<Checkpoint>(Checkpoint checkpoint) -> take(record, where, checkpoint);
        }
      }
    }
  }

  private void take(LoggedRecord record, String where, Checkpoint checkpoint) {
    long size = checkpoint.head().size();
    if (size < lastSize + 2) {
      check.failed(where + "it covers nothing new");
    }
    if (size > record.position()) {
      check.failed(where + "it covers itself, or what came after it");
    }
    if (checkpoint.apart() > MOST_APART) {
      check.reserved(
          "the cosigners' clocks of the checkpoint recorded at "
              + Place.of(record)
              + " are "
              + checkpoint.apart()
              + " seconds apart: one of them may have dated back");
    }
    lastSize = Math.max(lastSize, size);
    recorded.add(new Recorded(record, checkpoint));
  }

  /** Compares with the log's own roots; gives the time of everything, if it can be told. */
  Optional<Times> finish() {
    SortedMap<Long, Bytes> roots = new TreeMap<>();
    recorded.forEach(each -> roots.put(each.checkpoint.head().size(), Bytes.EMPTY));
    switch (LogRoots.at(archive, roots.keySet())) {
      case Parsed.Ok<SortedMap<Long, Bytes>>(SortedMap<Long, Bytes> found) -> roots.putAll(found);
      case Parsed.Malformed<SortedMap<Long, Bytes>>(String reason) -> check.failed(reason);
    }
    Times times = new Times();
    for (Recorded each : recorded) {
      if (!roots.get(each.checkpoint.head().size()).equals(each.checkpoint.head().root())) {
        check.failed(
            Place.of(each.record)
                + ": the recorded checkpoint is of another log: it has another root at size "
                + each.checkpoint.head().size());
      }
      times.take(each.checkpoint.head().size(), each.checkpoint.time());
    }
    Parsed<Checkpoint> own =
        archive
            .read("checkpoint", Checkpoint.MOST_BYTES)
            .flatMap(note -> Checkpoint.parse(note, trust));
    if (own instanceof Parsed.Ok<Checkpoint>(Checkpoint last)) {
      times.end(last.time());
      return Optional.of(times);
    }
    return Optional.empty();
  }

  long recorded() {
    return recorded.size();
  }
}
