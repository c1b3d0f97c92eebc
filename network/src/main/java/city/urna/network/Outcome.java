package city.urna.network;

import java.util.List;

/** What became of a submitted command, told only once it is durable. */
public sealed interface Outcome {
  /** The contract decided; one outcome for each record, in the command's order. */
  record Decided(List<RecordOutcome> records) implements Outcome {
    public Decided {
      records = List.copyOf(records);
    }
  }

  /**
   * What the decision had read changed under it every time it was tried. Nothing was recorded; the
   * command may be submitted again.
   */
  record Conflict(int attempts) implements Outcome {}
}
