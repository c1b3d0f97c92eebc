package city.urna.network;

import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;

/** What became of one record of a command. */
public sealed interface RecordOutcome {
  /**
   * The record was accepted and is durable.
   *
   * @param record its record hash
   * @param tracker its tracker; {@link Tracker#NONE} unless it is a ballot
   */
  record Recorded(Digest record, Tracker tracker, Place place) implements RecordOutcome {}

  /**
   * Nothing was added: the same record, or a ballot with the same tracker, stands on the log
   * already (spec log §1).
   *
   * @param place where the first one stands
   */
  record Standing(Place place) implements RecordOutcome {}

  /** The contract refused the record; nothing of it was kept. */
  record Refused(Refusal code, String reason) implements RecordOutcome {}
}
