package city.urna.chaincode;

import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.record.Kind;
import java.util.List;

/** What the contract says of one record. Where it will stand is not the contract's to know. */
public sealed interface Ruling {
  /**
   * The record keeps every rule of acceptance.
   *
   * @param record its record hash
   * @param tracker its tracker; {@link Tracker#NONE} unless it is a ballot or an act
   * @param writes what it puts into the state; all of it or, where the ledger finds that one with
   *     this tracker stands already, none
   */
  record Accepted(Digest record, Kind kind, Tracker tracker, List<Write> writes) implements Ruling {
    public Accepted {
      writes = List.copyOf(writes);
    }
  }

  /**
   * A ballot or an act as good as another one before it in the same command, with the same tracker:
   * that one stands, this one is nothing new (spec ballots §5, consultation §4.5).
   *
   * @param first place in the command of the one that stands, from 0
   */
  record Repeated(int first) implements Ruling {}

  /** The record breaks a rule; the first one that it breaks, and why. */
  record Refused(Refusal code, String reason) implements Ruling {}
}
