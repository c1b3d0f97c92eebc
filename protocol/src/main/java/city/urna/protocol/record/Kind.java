package city.urna.protocol.record;

import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.records.Act;
import city.urna.protocol.records.Anchor;
import city.urna.protocol.records.Ballot;
import city.urna.protocol.records.Ceremony;
import city.urna.protocol.records.Certificate;
import city.urna.protocol.records.ClosedSet;
import city.urna.protocol.records.Decision;
import city.urna.protocol.records.DecryptionShare;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.records.IssuanceList;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Phase;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.RecordedCheckpoint;
import city.urna.protocol.records.Roll;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;

/** What a record is (spec records §2). */
public enum Kind {
  GENESIS(1, Place.LEDGER),
  PROCESS(2, Place.PROCESS),
  ITEM(3, Place.SCOPE),
  ROLL(4, Place.SCOPE),
  CEREMONY(5, Place.PROCESS),
  /** In a scope, but for the step that restarts the ceremony: that one is the whole process's. */
  PHASE(6, Place.EITHER),
  ISSUANCE_LIST(7, Place.SCOPE),
  BALLOT(8, Place.SCOPE),
  CLOSED_SET(9, Place.SCOPE),
  DECRYPTION_SHARE(10, Place.SCOPE),
  CERTIFICATE(11, Place.SCOPE),
  ACT(12, Place.SCOPE),
  ANCHOR(13, Place.SCOPE),
  DECISION(14, Place.SCOPE),
  /** The log's own: of no process. */
  CHECKPOINT(15, Place.LEDGER);

  private enum Place {
    LEDGER,
    PROCESS,
    SCOPE,
    EITHER
  }

  private final int number;
  private final Place place;

  Kind(int number, Place place) {
    this.number = number;
    this.place = place;
  }

  /** The kind of this number; refuses those that this version does not know. */
  public static Parsed<Kind> of(int number) {
    for (Kind kind : values()) {
      if (kind.number == number) {
        return new Parsed.Ok<>(kind);
      }
    }
    return new Parsed.Malformed<>("unknown kind of record");
  }

  public int number() {
    return number;
  }

  /** Whether records of this kind have a tracker on the log: ballots and acts (spec log §1). */
  public boolean hasTracker() {
    return this == BALLOT || this == ACT;
  }

  /** How many organizations must endorse a record of this kind (spec records §2). */
  public Endorsement endorsement() {
    return switch (this) {
      case GENESIS, PROCESS -> Endorsement.ALL;
      case PHASE, CERTIFICATE -> Endorsement.MAJORITY;
      case ITEM,
          ROLL,
          CEREMONY,
          ISSUANCE_LIST,
          BALLOT,
          CLOSED_SET,
          DECRYPTION_SHARE,
          ACT,
          ANCHOR,
          DECISION,
          CHECKPOINT ->
          Endorsement.NONE;
    };
  }

  /** Reads the body's message. */
  Parser<? extends Message> parser() {
    return switch (this) {
      case GENESIS -> Genesis.parser();
      case PROCESS -> Process.parser();
      case ITEM -> Item.parser();
      case ROLL -> Roll.parser();
      case CEREMONY -> Ceremony.parser();
      case PHASE -> Phase.parser();
      case ISSUANCE_LIST -> IssuanceList.parser();
      case BALLOT -> Ballot.parser();
      case CLOSED_SET -> ClosedSet.parser();
      case DECRYPTION_SHARE -> DecryptionShare.parser();
      case CERTIFICATE -> Certificate.parser();
      case ACT -> Act.parser();
      case ANCHOR -> Anchor.parser();
      case DECISION -> Decision.parser();
      case CHECKPOINT -> RecordedCheckpoint.parser();
    };
  }

  /** Whether a record of this kind stands where these ids say; an empty id means none. */
  boolean belongs(String process, String scope) {
    boolean inProcess = Identifiers.isId(process);
    boolean inScope = inProcess && Identifiers.isId(scope);
    boolean inProcessOnly = inProcess && scope.isEmpty();
    return switch (place) {
      case LEDGER -> process.isEmpty() && scope.isEmpty();
      case PROCESS -> inProcessOnly;
      case SCOPE -> inScope;
      case EITHER -> inScope || inProcessOnly;
    };
  }
}
