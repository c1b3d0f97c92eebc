package city.urna.verifier.check;

import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.record.Kind;
import city.urna.verifier.record.StrictMessage;
import city.urna.verifier.records.Act;
import city.urna.verifier.records.Anchor;
import city.urna.verifier.records.Ballot;
import city.urna.verifier.records.Ceremony;
import city.urna.verifier.records.Certificate;
import city.urna.verifier.records.ClosedSet;
import city.urna.verifier.records.Decision;
import city.urna.verifier.records.DecryptionShare;
import city.urna.verifier.records.Genesis;
import city.urna.verifier.records.IssuanceList;
import city.urna.verifier.records.Item;
import city.urna.verifier.records.Phase;
import city.urna.verifier.records.Process;
import city.urna.verifier.records.RecordedCheckpoint;
import city.urna.verifier.records.Roll;
import city.urna.verifier.report.Numbered;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;

/** Reads a record's body as its kind's message; one that is none fails its kind's check. */
final class Bodies {
  private final Checks checks;

  Bodies(Checks checks) {
    this.checks = checks;
  }

  /** Whether the body can be read; notes it where it cannot, wherever the record stands. */
  boolean read(LoggedRecord record) {
    switch (StrictMessage.parse(parser(record.kind()), record.body())) {
      case Parsed.Ok<? extends Message> ok -> {
        return true;
      }
      case Parsed.Malformed<? extends Message>(String reason) -> {
        checks
            .of(check(record.kind()))
            .failed(Place.of(record) + ": " + Words.of(record.kind()) + " " + reason);
        return false;
      }
    }
  }

  private static Parser<? extends Message> parser(Kind kind) {
    return switch (kind) {
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

  /** The check that a body fails which is no message of its kind (spec archive §3). */
  private static Numbered check(Kind kind) {
    return switch (kind) {
      case GENESIS -> Numbered.V3_1;
      case PROCESS -> Numbered.V3_2;
      case ITEM -> Numbered.V3_3;
      case CEREMONY -> Numbered.V4_1;
      case ROLL -> Numbered.V5_1;
      case ISSUANCE_LIST -> Numbered.V5_3;
      case BALLOT -> Numbered.V6_1;
      case PHASE -> Numbered.V7_1;
      case CLOSED_SET -> Numbered.V7_4;
      case DECRYPTION_SHARE -> Numbered.V10_1;
      case CERTIFICATE -> Numbered.V12_1;
      case ACT, ANCHOR, DECISION -> Numbered.V13_1;
      case CHECKPOINT -> Numbered.V13_5;
    };
  }
}
