package city.urna.verifier.log;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.arithmetic.Transcript;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.record.Kind;
import city.urna.verifier.record.StrictMessage;
import city.urna.verifier.records.Phase;
import java.util.HashMap;
import java.util.Map;

/**
 * The election hash that a scope's trackers are made under: that of the first freeze record of its
 * process and scope, 32 zero bytes where there is none (spec archive §3, V1.4). Says nothing of
 * whether that record was allowed; other checks do.
 */
public final class TrackerContexts {
  private static final int FREEZE = 1;

  private record Place(String process, String scope) {}

  private final Archive archive;
  private final Map<String, Bytes> processes = new HashMap<>();
  private final Map<Place, Bytes> elections = new HashMap<>();
  private boolean complete;

  public TrackerContexts(Archive archive) {
    this.archive = archive;
  }

  /**
   * The tracker that this record's entry must have: zero unless a ballot or an act. Asked in log
   * order.
   */
  Bytes trackerOf(LoggedRecord record) {
    learn(record);
    return record.kind().hasTracker()
        ? Transcript.of(
                record.kind() == Kind.ACT ? "act" : "ballot",
                record.process(),
                record.scope(),
                electionHash(record.process(), record.scope()))
            .absorb("body", record.body())
            .hash()
        : Bytes.ZERO_32;
  }

  /** The election hash of a scope; looks through the whole archive when it has not been met yet. */
  public Bytes electionHash(String process, String scope) {
    Place place = new Place(process, scope);
    if (!elections.containsKey(place) && !complete) {
      archive.forEachRecord(this::learn);
      complete = true;
    }
    return elections.getOrDefault(place, Bytes.ZERO_32);
  }

  private void learn(LoggedRecord record) {
    if (record.kind() == Kind.PROCESS) {
      processes.putIfAbsent(record.process(), record.hash());
    }
    if (record.kind() == Kind.PHASE
        && StrictMessage.parse(Phase.parser(), record.body())
            instanceof Parsed.Ok<Phase>(Phase phase)
        && phase.getStep() == FREEZE) {
      Bytes process = processes.getOrDefault(record.process(), Bytes.ZERO_32);
      elections.putIfAbsent(
          new Place(record.process(), record.scope()),
          Transcript.of("election", record.process(), record.scope(), process)
              .absorb("definition", Bytes.of(phase.getDefinition()))
              .hash());
    }
  }
}
