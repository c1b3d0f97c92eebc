package city.urna.verifier.log;

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
 * The contexts that trackers are made under, learnt from the records before them (spec encoding
 * §4.2, records §7.5): the first freeze of a scope gives its election hash. Says nothing of whether
 * those records were allowed; other checks do.
 */
final class TrackerContexts {
  private static final int FREEZE = 1;

  private record Place(String process, String scope) {}

  private final Map<String, Bytes> processes = new HashMap<>();
  private final Map<Place, Bytes> elections = new HashMap<>();

  /** The tracker that this record's entry must have: zero unless a ballot. */
  Bytes trackerOf(LoggedRecord record) {
    learn(record);
    if (record.kind() != Kind.BALLOT) {
      return Bytes.ZERO_32;
    }
    Bytes process = processes.getOrDefault(record.process(), Bytes.ZERO_32);
    Bytes context = elections.getOrDefault(new Place(record.process(), record.scope()), process);
    return Transcript.of("ballot", record.process(), record.scope(), context)
        .absorb("body", record.body())
        .hash();
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
